package io.seqstore.server.description;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.server.routing.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes routes as an OpenAPI 3.1 document in JSON, which is YAML as well. Stateless. */
final class OpenApi {
    private static final String BEARER = """
            {"bearer":{"type":"http","scheme":"bearer",\
            "description":"A token of /identity/connect/token, or the secret of a client."}}""";

    private OpenApi() {}

    static void write(List<Route> routes, JsonGenerator json) throws IOException {
        OperationWriter operations = new OperationWriter(routes, json);
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
                operations.write(route);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("components");
        json.writeFieldName("schemas");
        JsonValues.write(JsonValues.resource("schemas.json"), json);
        if (operations.isSecured()) {
            json.writeFieldName("securitySchemes");
            json.writeRawValue(BEARER);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Map<String, List<Route>> byPath(List<Route> routes) {
        Map<String, List<Route>> paths = new LinkedHashMap<>();
        routes.forEach(route ->
                paths.computeIfAbsent(route.path(), unused -> new ArrayList<>()).add(route));
        return paths;
    }
}
