package io.seqstore.query;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.testing.Json;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.schema.SdsStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stream of a test vector: its definition and its events.
 *
 * @param stream the definition
 * @param events its events, ascending
 */
record VectorStream(SdsStream stream, ColumnBatch events) {
    /** Makes the stream of a fixture. */
    static VectorStream of(Map<String, Object> fixture) {
        EventLayout layout = EventLayout.of(JsonText.readType(Json.write(fixture.get("type"))));
        ColumnBatch events = new ColumnBatch(layout, 16);
        if (fixture.containsKey("generator")) {
            generate(Json.object(fixture.get("generator")), events);
        } else {
            Json.list(fixture.get("events")).forEach(event -> Rows.append(Json.object(event), events));
        }
        return new VectorStream(JsonText.readStream(Json.write(fixture.get("stream"))), events);
    }

    private static void generate(Map<String, Object> generator, ColumnBatch events) {
        Instant base = Instant.parse((String) generator.get("base"));
        for (Object item : Json.list(generator.get("segments"))) {
            Map<String, Object> segment = Json.object(item);
            int to = ((BigDecimal) segment.get("to")).intValue();
            for (int t = ((BigDecimal) segment.get("from")).intValue(); t <= to; t++) {
                Map<String, Object> event = new LinkedHashMap<>();
                event.put((String) generator.get("key"), base.plusSeconds(t).toString());
                for (Map.Entry<String, Object> member : segment.entrySet()) {
                    if (member.getValue() instanceof Map<?, ?> rule) {
                        event.put(member.getKey(), generated(Json.object(rule), t));
                    }
                }
                Rows.append(event, events);
            }
        }
        int count = ((BigDecimal) generator.get("count")).intValue();
        if (count != events.count()) {
            throw new IllegalStateException("generated " + events.count() + " events instead of " + count);
        }
    }

    private static Object generated(Map<String, Object> rule, int t) {
        if (rule.containsKey("constant")) {
            return rule.get("constant");
        }
        if (rule.containsKey("decimalSum")) {
            return new BigDecimal((String) rule.get("decimalSum")).add(BigDecimal.valueOf(t));
        }
        if (rule.containsKey("mod")) {
            return BigDecimal.valueOf(t % ((BigDecimal) rule.get("mod")).intValue());
        }
        if (rule.containsKey("fmodTwoPi")) {
            return t % (2 * Math.PI);
        }
        throw new IllegalArgumentException("unknown rule " + rule);
    }

    Queries queries() {
        return new Queries(new ArraySource(events), stream, ReadLimits.DEFAULT);
    }
}
