package io.seqstore.core.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a batch by key, of those with one key the last; compared with a sorted map. */
class KeyOrderTest {
    private static final EventLayout LAYOUT = EventLayout.of(SdsType.object("Pump")
            .key("Time", SdsTypeCode.INT64)
            .property("Row", SdsTypeCode.INT64)
            .build());

    private final KeyOrder order = new KeyOrder();

    private static ColumnBatch batch(long... keys) {
        ColumnBatch batch = new ColumnBatch(LAYOUT, keys.length);
        for (int row = 0; row < keys.length; row++) {
            ((LongColumn) batch.column(0)).set(row, row);
            batch.keys()[row] = keys[row];
        }
        batch.setCount(keys.length);
        return batch;
    }

    private void assertSorted(String why, long... keys) {
        ColumnBatch batch = batch(keys);
        Map<EventKey, Long> expected = new TreeMap<>();
        Set<Long> seen = new HashSet<>();
        int firstRepeated = -1;
        for (int row = 0; row < keys.length; row++) {
            expected.put(EventKey.of(keys[row]), (long) row);
            if (!seen.add(keys[row]) && firstRepeated < 0) {
                firstRepeated = row;
            }
        }
        ColumnBatch sorted = new ColumnBatch(LAYOUT, 1);
        order.copySorted(batch, sorted);
        List<Map.Entry<EventKey, Long>> actual = new ArrayList<>();
        for (int row = 0; row < sorted.count(); row++) {
            actual.add(Map.entry(sorted.eventKey(row), ((LongColumn) sorted.column(0)).get(row)));
        }
        assertEquals(
                expected.entrySet().stream()
                        .map(e -> Map.entry(e.getKey(), e.getValue()))
                        .toList(),
                actual,
                why);
        assertEquals(firstRepeated, order.firstRepeated(batch), why);
        assertEquals(expected.size() == keys.length && isAscending(keys), KeyOrder.isAscending(batch), why);
    }

    private static boolean isAscending(long[] keys) {
        for (int i = 1; i < keys.length; i++) {
            if (keys[i - 1] > keys[i]) {
                return false;
            }
        }
        return true;
    }

    @Test
    void fewRows() {
        assertSorted("none");
        assertSorted("one", 7);
        assertSorted("two in order", 1, 2);
        assertSorted("two the other way round", 2, 1);
        assertSorted("one key twice", 3, 3);
        assertSorted("one key thrice, others between", 3, 9, 3, 1, 3);
    }

    @Test
    void lateRowsInFrontBetweenAndRepeated() {
        assertSorted("one in front of all", 10, 20, 30, 5);
        assertSorted("one between", 10, 20, 30, 25);
        assertSorted("the key of one in order", 10, 20, 30, 20, 40);
        assertSorted("a late key twice", 10, 20, 30, 15, 15, 40);
        assertSorted("descending", 5, 4, 3, 2, 1);
    }

    @Test
    void keysThatAreFarApart() {
        assertSorted("the ends", 0, Long.MAX_VALUE, Long.MIN_VALUE, 0, Long.MIN_VALUE, Long.MAX_VALUE);
        assertSorted("a late one at either end", 1, 2, Long.MIN_VALUE, 3, Long.MIN_VALUE + 1, Long.MAX_VALUE, 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBatches(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            long[] keys = new long[random.nextInt(200)];
            long lateEvery = 1 + random.nextInt(20);
            long span = 1L << random.nextInt(63);
            for (int i = 0; i < keys.length; i++) {
                keys[i] = random.nextLong(lateEvery) == 0 ? random.nextLong(-span, span) : i * 3L;
            }
            assertSorted("seed " + seed + ", round " + round, keys);
        }
    }
}
