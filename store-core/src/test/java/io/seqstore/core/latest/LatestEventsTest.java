package io.seqstore.core.latest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.ingest.StreamTurns;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import org.junit.jupiter.api.Test;

/** How much is kept, and for how long; what is found is said by {@code LatestEventTest}. */
class LatestEventsTest {
    private static final EventLayout LAYOUT = EventLayout.of(SdsType.object("Gauge")
            .key("Time", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.DOUBLE)
            .build());

    private static void keep(LatestEvents latest, int ordinal) {
        ColumnBatch event = new ColumnBatch(LAYOUT, 1);
        event.doubles(0)[event.addRow(ordinal)] = ordinal / 2.0;
        latest.keep(ordinal, latest.writesSoFar(ordinal), event, 0);
    }

    private static boolean finds(LatestEvents latest, int ordinal) {
        ColumnBatch found = new ColumnBatch(LAYOUT, 1);
        if (!latest.find(ordinal, Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, found)) {
            assertEquals(0, found.count());
            return false;
        }
        assertEquals(ordinal, found.key(0));
        assertEquals(ordinal / 2.0, found.doubles(0)[0], 0.0);
        return true;
    }

    @Test
    void takesNoMoreMemoryThanItMay() {
        LatestEvents latest = new LatestEvents(new StreamTurns(), 2 * LatestEvents.PAGE_BYTES + 1);
        for (int ordinal = 0; ordinal < 5 * LatestEvents.PAGE_SIZE; ordinal++) {
            keep(latest, ordinal);
        }
        for (int ordinal = 0; ordinal < 5 * LatestEvents.PAGE_SIZE; ordinal++) {
            assertEquals(ordinal < 2 * LatestEvents.PAGE_SIZE, finds(latest, ordinal), "stream " + ordinal);
        }
    }

    @Test
    void knowsNothingOnceClosedWhateverIsKeptAfterwards() {
        LatestEvents latest = new LatestEvents(new StreamTurns());
        keep(latest, 3);
        assertTrue(finds(latest, 3));
        latest.close();
        assertFalse(finds(latest, 3));
        keep(latest, 3);
        assertFalse(finds(latest, 3));
    }
}
