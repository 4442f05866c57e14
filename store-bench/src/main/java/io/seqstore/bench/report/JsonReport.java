package io.seqstore.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Results as one JSON object: {@code {"facts": {...}, "results": [{"workload": ..., "samples": [...]}, ...], "absent":
 * [{"workload": ..., "engine": ..., "reason": ...}, ...], "comparison": [{"workload": ..., "medians": {...}, "bestPeer": ...,
 * "ratio": ...}, ...]}}.
 */
public final class JsonReport {
    private JsonReport() {}

    /**
     * What was found out.
     *
     * @param results the figures
     * @param absences why others are missing
     */
    public record Findings(List<Result> results, List<Absence> absences) {
        public Findings {
            results = List.copyOf(results);
            absences = List.copyOf(absences);
        }
    }

    /** Writes facts about the run, all that was found out and how it compares. */
    public static void write(Writer out, Map<String, String> facts, Findings findings, Comparison comparison)
            throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeObjectFieldStart("facts");
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("results");
            for (Result result : findings.results()) {
                write(json, result);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("absent");
            for (Absence absence : findings.absences()) {
                write(json, absence);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("comparison");
            for (Comparison.Row row : comparison.rows()) {
                write(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Absence absence) throws IOException {
        json.writeStartObject();
        json.writeStringField("number", absence.number());
        json.writeStringField("workload", absence.workload());
        json.writeStringField("engine", absence.engine());
        json.writeStringField("reason", absence.reason());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Comparison.Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("number", row.number());
        json.writeStringField("workload", row.workload());
        json.writeStringField("metric", row.metric());
        json.writeStringField("unit", row.unit());
        json.writeObjectFieldStart("medians");
        for (Map.Entry<String, Double> median : row.medians().entrySet()) {
            json.writeNumberField(median.getKey(), median.getValue());
        }
        json.writeEndObject();
        if (row.bestPeer() != null) {
            json.writeStringField("bestPeer", row.bestPeer());
        }
        if (Double.isFinite(row.ratio())) {
            json.writeNumberField("ratio", row.ratio());
        }
        json.writeEndObject();
    }

    /** Reads the findings of what was written. */
    public static Findings read(Reader in) throws IOException {
        List<Result> results = new ArrayList<>();
        List<Absence> absences = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "results" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            results.add(result(json));
                        }
                    }
                    case "absent" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            absences.add(absence(json));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        }
        return new Findings(results, absences);
    }

    private static Absence absence(JsonParser json) throws IOException {
        String number = "";
        String workload = "";
        String engine = "";
        String reason = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "number" -> number = json.getText();
                case "workload" -> workload = json.getText();
                case "engine" -> engine = json.getText();
                case "reason" -> reason = json.getText();
                default -> json.skipChildren();
            }
        }
        return new Absence(number, workload, engine, reason);
    }

    private static Result result(JsonParser json) throws IOException {
        String number = "";
        String workload = "";
        String engine = "";
        String metric = "";
        String unit = "";
        List<Double> samples = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "number" -> number = json.getText();
                case "workload" -> workload = json.getText();
                case "engine" -> engine = json.getText();
                case "metric" -> metric = json.getText();
                case "unit" -> unit = json.getText();
                case "samples" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        samples.add(json.getDoubleValue());
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new Result(number, workload, engine, metric, unit, samples);
    }

    private static void write(JsonGenerator json, Result result) throws IOException {
        json.writeStartObject();
        json.writeStringField("number", result.number());
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
