package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer of rows of many streams, and what writers of rows allocate. */
class MultiStreamAppenderTest {
    private static final SdsType TYPE = SdsType.object("Reading")
            .key("Time", SdsTypeCode.DATE_TIME)
            .property("State", SdsTypeCode.INT32)
            .property("Level", SdsTypeCode.DOUBLE)
            .build();

    private static final Instant TIMES_FROM = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant TIMES_TO = Instant.parse("0001-01-02T00:00:00Z");

    private static List<EventStream> streams(Seqstore store, int count) {
        store.getOrCreateType(TYPE);
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            store.getOrCreateStream(SdsStream.of("pump " + i, TYPE.id()));
            streams.add(store.stream("pump " + i));
        }
        return streams;
    }

    private static MultiStreamAppender appender(Seqstore store, EventStream stream, List<BulkWrite.Outcome> failures) {
        return store.defaultNamespace().multiStreamAppender(stream, failures::add);
    }

    @Test
    void writesTheRowsOfManyStreamsWithDefaultsForWhatIsNotSet() {
        try (Seqstore store = Seqstore.inMemory()) {
            List<EventStream> streams = streams(store, 10);
            List<BulkWrite.Outcome> failures = new ArrayList<>();
            try (MultiStreamAppender appender = appender(store, streams.get(0), failures)) {
                int level = appender.position("Level");
                for (int i = 0; i < 5_000; i++) {
                    appender.row(streams.get(i * 7 % 10), (long) i).set(level, i / 2.0);
                }
            }
            assertEquals(List.of(), failures);
            for (EventStream stream : streams) {
                assertEquals(500, stream.window(TIMES_FROM, TIMES_TO).events().size());
                assertEquals(0, stream.first().orElseThrow().get("State"));
            }
            assertEquals(2499.5, streams.get(3).last().orElseThrow().get("Level"));
        }
    }

    @Test
    void tellsOfAStreamThatIsGoneAndWritesTheOthers() {
        try (Seqstore store = Seqstore.inMemory()) {
            List<EventStream> streams = streams(store, 3);
            List<BulkWrite.Outcome> failures = new ArrayList<>();
            try (MultiStreamAppender appender = appender(store, streams.get(0), failures)) {
                streams.forEach(stream -> appender.row(stream, 1L));
                store.deleteStream("pump 1");
            }
            assertEquals(1, failures.size());
            assertEquals("pump 1", failures.get(0).streamId());
            assertInstanceOf(NotFoundException.class, failures.get(0).failure().orElseThrow());
            assertTrue(streams.get(0).first().isPresent());
            assertTrue(streams.get(2).first().isPresent());
        }
    }

    @Test
    void refusesAStreamOfAnotherStoreAndARowOutOfRange() {
        try (Seqstore store = Seqstore.inMemory();
                Seqstore other = Seqstore.inMemory()) {
            EventStream stream = streams(store, 1).get(0);
            EventStream stranger = streams(other, 1).get(0);
            try (MultiStreamAppender appender = appender(store, stream, new ArrayList<>())) {
                assertThrows(InvalidRequestException.class, () -> appender.row(stranger, 1L));
                assertThrows(IllegalStateException.class, () -> appender.set(0, 1L));
                appender.row(stream, 2L);
                assertThrows(InvalidRequestException.class, () -> appender.set(appender.position("State"), 1L << 40));
            }
            assertEquals(1, stream.window(TIMES_FROM, TIMES_TO).events().size());
        }
    }

    @Test
    void aRowOfAStreamAllocatesNothing(@TempDir Path folder) {
        StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
        try (Seqstore store = Seqstore.open(folder, options);
                Appender appender = streams(store, 1).get(0).appender()) {
            int state = appender.position("State");
            int level = appender.position("Level");
            long[] next = {0};
            assertAllocatesLittle(
                    () -> appender.row(next[0]++ * 10_000_000L).set(state, 1L).set(level, next[0] / 4.0));
        }
    }

    @Test
    void aRowOfManyStreamsAllocatesNothing(@TempDir Path folder) {
        StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
        try (Seqstore store = Seqstore.open(folder, options)) {
            List<EventStream> streams = streams(store, SMALL_STREAMS);
            try (MultiStreamAppender appender = appender(store, streams.get(0), new ArrayList<>())) {
                int level = appender.position("Level");
                long[] next = {0};
                assertAllocatesLittle(
                        () -> appender.row(streams.get((int) (next[0] % SMALL_STREAMS)), next[0]++ * 1_000L)
                                .set(level, next[0] / 4.0));
            }
        }
    }

    /** After a warm-up; what is allocated once a batch or once a flush is spread over its rows: a byte a row, or less. */
    private static void assertAllocatesLittle(Runnable row) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 50_000; i++) {
            row.run();
        }
        int rows = 200_000;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rows; i++) {
            row.run();
        }
        double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - before) / rows;
        assertTrue(bytes <= MOST_BYTES, bytes + " bytes a row");
    }

    private static final double MOST_BYTES = 4.0;

    /** So many that each gets a few rows. */
    private static final int SMALL_STREAMS = 10_000;
}
