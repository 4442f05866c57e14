package io.seqstore.types.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.JsonTree;
import io.seqstore.types.JsonTree.Vector;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors of indexes, as far as order and index strings alone decide them: without a store and a filter. */
class IndexVectorsTest {
    static Stream<Vector> vectors() {
        return JsonTree.vectors("indexes.json").stream()
                .filter(vector -> !List.of("filtered", "insert").contains(vector.op()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void ordersAndFindsEvents(Vector vector) {
        Object type = JsonTree.list(vector.given().get("types")).get(0);
        EventLayout layout = EventLayout.of(JsonText.readType(JsonTree.print(type)));
        EventConverter converter = EventConverter.of(layout);
        ColumnBatch batch = new ColumnBatch(layout, 1);
        JsonText.readEvents(JsonTree.print(vector.given().get("events")), batch);
        List<Integer> rows =
                new ArrayList<>(IntStream.range(0, batch.count()).boxed().toList());
        rows.sort((a, b) -> batch.compareKeys(a, batch, b));
        for (int i = 1; i < rows.size(); i++) {
            assertTrue(batch.compareKeys(rows.get(i - 1), batch, rows.get(i)) < 0);
        }
        switch (vector.op()) {
            case "window" -> {
                KeyRange range = KeyRange.between(
                        converter.parseEventKey((String) vector.when().get("startIndex")),
                        converter.parseEventKey((String) vector.when().get("endIndex")));
                rows.removeIf(row -> !range.contains(batch.eventKey(row)));
            }
            case "removeValue" ->
                rows.removeIf(row -> batch.eventKey(row)
                        .equals(converter.parseEventKey((String) vector.when().get("index"))));
            case "first" -> rows.subList(1, rows.size()).clear();
            case "last" -> rows.subList(0, rows.size() - 1).clear();
            default -> assertEquals("all", vector.op());
        }
        ColumnBatch found = new ColumnBatch(layout, 1);
        rows.forEach(row -> found.addCopy(batch, row));
        assertExpected(vector.expect(), JsonTree.list(JsonTree.parse(JsonText.writeEvents(found, Verbosity.COMPACT))));
    }

    private static void assertExpected(Map<String, Object> expected, List<Object> events) {
        if (expected.containsKey("column")) {
            String column = (String) expected.get("column");
            assertEquals(
                    JsonTree.print(expected.get("values")),
                    JsonTree.print(events.stream()
                            .map(event -> JsonTree.map(event).getOrDefault(column, JsonTree.parse("0")))
                            .toList()));
        } else if (expected.containsKey("events")) {
            assertEquals(expected.get("events"), events);
        } else if (expected.containsKey("event")) {
            assertEquals(List.of(expected.get("event")), events);
        } else {
            Object count = expected.getOrDefault("remaining", expected.get("count"));
            assertEquals(count.toString(), String.valueOf(events.size()));
        }
    }
}
