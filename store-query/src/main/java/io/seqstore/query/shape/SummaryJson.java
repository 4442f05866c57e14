package io.seqstore.query.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes summaries as JSON (spec 08, section 1): an object for each interval, with all statistics, zeros included. */
public final class SummaryJson {
    private SummaryJson() {}

    /** Writes all intervals as an array. */
    public static void write(SummaryTable table, Verbosity verbosity, JsonGenerator generator) throws IOException {
        EventJson events = EventJson.of(table.borders().layout());
        List<Summary> summaries = Summary.list(table);
        generator.writeStartArray();
        for (int i = 0; i < summaries.size(); i++) {
            generator.writeStartObject();
            generator.writeFieldName("Start");
            events.write(table.borders(), i, verbosity, generator);
            generator.writeFieldName("End");
            events.write(table.borders(), i + 1, verbosity, generator);
            generator.writeObjectFieldStart("Summaries");
            for (Statistic statistic : Statistic.values()) {
                writeStatistic(table, summaries.get(i), statistic, generator);
            }
            generator.writeEndObject();
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void writeStatistic(
            SummaryTable table, Summary summary, Statistic statistic, JsonGenerator generator) throws IOException {
        generator.writeObjectFieldStart(statistic.sdsName());
        if (statistic == Statistic.COUNT) {
            generator.writeNumberField(table.borders().layout().key().id(), summary.count());
        }
        for (SummaryPlan.Property property : table.properties()) {
            String id = property.property().id();
            Optional<Object> value = summary.value(statistic, id);
            if (value.isPresent()) {
                generator.writeFieldName(id);
                writeValue(generator, value.get());
            }
        }
        generator.writeEndObject();
    }

    /** Writes a statistic: counts and numbers as numbers, times and what is no finite number as strings. */
    static void writeValue(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Long count) {
            generator.writeNumber(count);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            generator.writeNumber(text(number));
        } else {
            generator.writeString(text(value));
        }
    }

    /** The text of a statistic. */
    static String text(Object value) {
        if (value instanceof Double) {
            return ScalarText.print(SdsTypeCode.DOUBLE, value);
        } else if (value instanceof Instant) {
            return ScalarText.print(SdsTypeCode.DATE_TIME, value);
        } else if (value instanceof Duration) {
            return ScalarText.print(SdsTypeCode.TIME_SPAN, value);
        }
        return value.toString();
    }

    /** Writes the key of a border: numbers as numbers, everything else as a string. */
    static void writeKey(JsonGenerator generator, SdsTypeCode code, Object key) throws IOException {
        String text = ScalarText.print(code, key);
        if (key instanceof Number) {
            generator.writeNumber(text);
        } else {
            generator.writeString(text);
        }
    }
}
