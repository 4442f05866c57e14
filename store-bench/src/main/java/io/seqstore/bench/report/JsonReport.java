package io.seqstore.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Results as one JSON object: {@code {"facts": {...}, "results": [{"workload": ..., "samples": [...]}, ...]}}. */
public final class JsonReport {
    private JsonReport() {}

    /** Writes facts about the run and all its results. */
    public static void write(Writer out, Map<String, String> facts, List<Result> results) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeObjectFieldStart("facts");
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("results");
            for (Result result : results) {
                write(json, result);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Result result) throws IOException {
        json.writeStartObject();
        json.writeStringField("workload", result.workload());
        json.writeStringField("engine", result.engine());
        json.writeStringField("metric", result.metric());
        json.writeStringField("unit", result.unit());
        json.writeNumberField("median", result.median());
        json.writeNumberField("min", result.min());
        json.writeNumberField("max", result.max());
        json.writeArrayFieldStart("samples");
        for (double sample : result.samples()) {
            json.writeNumber(sample);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
