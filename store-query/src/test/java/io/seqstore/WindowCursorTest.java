package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A window that is walked by a cursor costs some objects to open it, and none for its events, however many there are. */
class WindowCursorTest {
    private static final int EVENTS = 200_000;
    private static final int ROUNDS = 80;

    private final Seqstore store = Seqstore.inMemory();
    private final SplittableRandom random = new SplittableRandom(11);
    private EventStream pump;

    @BeforeEach
    void writeEvents() {
        store.getOrCreateType(SdsType.object("Reading")
                .key("Time", SdsTypeCode.INT64)
                .property("Level", SdsTypeCode.DOUBLE)
                .property("Count", SdsTypeCode.NULLABLE_INT64)
                .build());
        store.getOrCreateStream(SdsStream.of("pump", "Reading"));
        pump = store.stream("pump");
        ColumnBatch events = pump.newBatch();
        for (int i = 0; i < EVENTS; i++) {
            int row = events.addRow(i);
            events.doubles(0)[row] = random.nextInt(1000) / 10.0;
            events.longs(1)[row] = i % 7;
            if (i % 5 == 0) {
                events.column(1).setNull(row);
            }
        }
        pump.insert(events);
        store.flush();
        store.compact();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** The fewest bytes that ten walks of so many events at random places took. */
    private long fewestBytes(int events, boolean reversed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long fewest = Long.MAX_VALUE;
        // The compiler needs a while; what it does not get rid of stays.
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                walk(random.nextInt(EVENTS - events), events, reversed);
            }
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return fewest;
    }

    private void walk(long from, int events, boolean reversed) {
        long to = from + events - 1;
        WindowRead read = reversed ? pump.window(to, from).reversed() : pump.window(from, to);
        long keys = 0;
        double sum = 0;
        try (EventCursor cursor = read.cursor()) {
            while (cursor.next()) {
                keys += cursor.key();
                sum += cursor.batch().doubles(0)[cursor.row()];
            }
        }
        assertEquals((from + to) * events / 2, keys);
        assertTrue(sum > 0);
    }

    @Test
    void walkingAllocatesNothingForAnEvent() {
        for (boolean reversed : new boolean[] {false, true}) {
            long few = fewestBytes(1_000, reversed);
            long many = fewestBytes(31_000, reversed);
            assertTrue(few < 10 * 5_000, few + " bytes for ten walks of 1,000 events");
            // 300,000 events more, in some 300 blocks more.
            assertTrue(many - few < 300, few + " bytes for ten walks of 1,000 events, " + many + " of 31,000");
        }
    }
}
