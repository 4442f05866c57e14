package io.seqstore.server.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.types.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request cannot be met, as the error body says it. Immutable.
 *
 * @param status the HTTP status, 400 or above
 * @param error what went wrong: one sentence, the same for every case of its kind
 * @param reason where it went wrong, what was found and what was expected
 * @param resolution what the caller can do about it
 * @param parameters the things involved, by name
 * @param headers headers that go with the status, for example {@code Allow}
 */
public record Problem(
        int status,
        String error,
        String reason,
        String resolution,
        Map<String, String> parameters,
        Map<String, String> headers) {
    /** A problem without headers. */
    public Problem(int status, String error, String reason, String resolution, Map<String, String> parameters) {
        this(status, error, reason, resolution, parameters, Map.of());
    }

    /** The same with one header more. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, error, reason, resolution, parameters, more);
    }

    /** The same with one parameter more, in front of the others. */
    public Problem withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put(name, value);
        more.putAll(parameters);
        return new Problem(status, error, reason, resolution, more, headers);
    }

    /** The error body in UTF-8; what is no valid text becomes a question mark. */
    public byte[] body(String operationId) {
        return JsonText.write(json -> {
                    json.writeStartObject();
                    writeMembers(operationId, json);
                    json.writeEndObject();
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the error as one of several in a multi-status body, with the status it would have had alone. */
    public void writeChild(String operationId, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(operationId, json);
        json.writeNumberField("StatusCode", status);
        json.writeEndObject();
    }

    /** Writes the error as one of several, with the id of the object it is about. */
    public void writeChild(String operationId, String idName, String id, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(operationId, json);
        json.writeNumberField("StatusCode", status);
        json.writeStringField(idName, id);
        json.writeEndObject();
    }

    private void writeMembers(String operationId, JsonGenerator json) throws IOException {
        json.writeStringField("OperationId", operationId);
        json.writeStringField("Error", error);
        json.writeStringField("Reason", reason);
        json.writeStringField("Resolution", resolution);
        json.writeObjectFieldStart("Parameters");
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            json.writeStringField(parameter.getKey(), parameter.getValue());
        }
        json.writeEndObject();
    }
}
