package io.seqstore.server.description;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes routes as an OpenAPI 3.1 document in JSON, which is YAML as well. Stateless. */
final class OpenApi {
    private static final String ERROR = "#/components/schemas/Error";

    private OpenApi() {}

    static void write(List<Route> routes, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("openapi", "3.1.0");
        json.writeObjectFieldStart("info");
        json.writeStringField("title", "Seqstore");
        json.writeStringField(
                "description",
                "Sequences of typed events over HTTP. Ids of namespaces, types, streams and"
                        + " views, names of parameters and path words match ignoring case.");
        json.writeStringField("version", "v1");
        json.writeEndObject();
        json.writeObjectFieldStart("paths");
        for (Map.Entry<String, List<Route>> path : byPath(routes).entrySet()) {
            json.writeObjectFieldStart(path.getKey());
            for (Route route : path.getValue()) {
                writeOperation(route, json);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        writeComponents(json);
        json.writeEndObject();
    }

    private static Map<String, List<Route>> byPath(List<Route> routes) {
        Map<String, List<Route>> paths = new LinkedHashMap<>();
        routes.forEach(route ->
                paths.computeIfAbsent(route.path(), unused -> new ArrayList<>()).add(route));
        return paths;
    }

    private static void writeOperation(Route route, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(route.method().toLowerCase(Locale.ROOT));
        json.writeStringField("summary", route.summary());
        json.writeStringField("operationId", operationId(route));
        json.writeArrayFieldStart("parameters");
        for (String segment : route.segments()) {
            if (segment.startsWith("{")) {
                writePathParameter(segment.substring(1, segment.length() - 1), json);
            }
        }
        for (Parameter parameter : route.parameters()) {
            writeQueryParameter(parameter, json);
        }
        json.writeEndArray();
        if (route.hasBody()) {
            json.writeObjectFieldStart("requestBody");
            writeContent(json, "{}");
            json.writeEndObject();
        }
        json.writeObjectFieldStart("responses");
        for (int status : route.statuses()) {
            json.writeObjectFieldStart(Integer.toString(status));
            json.writeStringField("description", describe(status));
            if (status != 204) {
                writeContent(json, "{}");
            }
            json.writeEndObject();
        }
        json.writeObjectFieldStart("default");
        json.writeStringField("description", "What went wrong.");
        writeContent(json, "{\"$ref\":\"" + ERROR + "\"}");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String operationId(Route route) {
        StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
        for (String segment : route.segments()) {
            if (!segment.startsWith("{") && !segment.equals("api")) {
                id.append('_').append(segment.replaceAll("[^A-Za-z0-9]", "_"));
            } else if (!segment.equals("api") && !segment.equals("{version}") && !segment.equals("{tenantId}")) {
                id.append("_by_").append(segment, 1, segment.length() - 1);
            }
        }
        return id.toString();
    }

    private static void writePathParameter(String name, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("in", "path");
        json.writeBooleanField("required", true);
        json.writeObjectFieldStart("schema");
        json.writeStringField("type", "string");
        if (name.equals("version")) {
            writeNames(List.of("v1", "v1-preview"), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeQueryParameter(Parameter parameter, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", parameter.name());
        json.writeStringField("in", "query");
        if (!parameter.values().isEmpty()) {
            json.writeStringField("description", "A name, or its number counted from 0.");
        }
        json.writeObjectFieldStart("schema");
        if (parameter.repeated()) {
            json.writeStringField("type", "array");
            json.writeObjectFieldStart("items");
            json.writeStringField("type", parameter.type());
            json.writeEndObject();
        } else if (parameter.values().isEmpty()) {
            json.writeStringField("type", parameter.type());
        } else {
            json.writeArrayFieldStart("anyOf");
            json.writeStartObject();
            json.writeStringField("type", "string");
            writeNames(parameter.values(), json);
            json.writeEndObject();
            json.writeStartObject();
            json.writeStringField("type", "integer");
            json.writeNumberField("minimum", 0);
            json.writeNumberField("maximum", parameter.values().size() - 1);
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeNames(List<String> names, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("enum");
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void writeContent(JsonGenerator json, String schema) throws IOException {
        json.writeObjectFieldStart("content");
        json.writeObjectFieldStart("application/json");
        json.writeFieldName("schema");
        json.writeRawValue(schema);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String describe(int status) {
        return switch (status) {
            case 200 -> "Done.";
            case 201 -> "Created.";
            case 202 -> "Accepted.";
            case 204 -> "Done; nothing to say.";
            case 207 -> "Done in part; what failed is named.";
            case 302 -> "An identical one exists, at Location.";
            default -> "Done.";
        };
    }

    private static void writeComponents(JsonGenerator json) throws IOException {
        json.writeFieldName("components");
        json.writeRawValue("""
                {"schemas":{"Error":{"type":"object",\
                "required":["OperationId","Error","Reason","Resolution","Parameters"],\
                "properties":{"OperationId":{"type":"string"},"Error":{"type":"string"},\
                "Reason":{"type":"string"},"Resolution":{"type":"string"},\
                "Parameters":{"type":"object","additionalProperties":{"type":"string"}}}}}}""");
    }
}
