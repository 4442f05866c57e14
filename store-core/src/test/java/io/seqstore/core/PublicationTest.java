package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.event.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Readers beside one writer, without locks between them: what a memtable publishes is seen as whole batches in their order, and
 * whole rows, in the main run, the late run, the run that small streams share, and the last events. Many short lives of a memtable,
 * because its first chunks are where most changes. More with {@code -Dseqstore.publications=5000}.
 */
@Timeout(120)
class PublicationTest {
    private static final int ROUNDS = Integer.getInteger("seqstore.publications", 30);
    private static final int BATCHES = 60;
    private static final int READERS = 2;

    /** Where the rows of a stream go. */
    private enum Run {
        /** Rows in order: batch n has the keys from n times its length on. */
        MAIN(7) {
            @Override
            long key(int batch, int row) {
                return (long) batch * rows() + row;
            }
        },
        /** Each batch lies between the rows of those before. */
        LATE(5) {
            @Override
            long key(int batch, int row) {
                return (long) row * BATCHES + BATCHES - batch;
            }
        },
        /** One row at a time, in a batch over two streams. */
        SHARED(1) {
            @Override
            long key(int batch, int row) {
                return batch;
            }
        };

        private final int rows;

        Run(int rows) {
            this.rows = rows;
        }

        int rows() {
            return rows;
        }

        abstract long key(int batch, int row);
    }

    private static void write(Store store, Run run, List<Stream> streams, AtomicInteger written) {
        for (int batch = 0; batch < BATCHES; batch++) {
            if (run == Run.SHARED) {
                MultiStreamBatch rows = new MultiStreamBatch(streams.get(0).layout(), streams.size());
                for (Stream stream : streams) {
                    int at = rows.addRow(stream, run.key(batch, 0));
                    TestEvents.fill(rows.rows(), at, row(run, batch, 0));
                }
                assertEquals(List.of(), store.insert(rows));
            } else {
                for (Stream stream : streams) {
                    List<Row> rows = new ArrayList<>();
                    for (int i = 0; i < run.rows(); i++) {
                        rows.add(row(run, batch, i));
                    }
                    stream.insert(TestEvents.batch(stream.layout(), rows));
                }
            }
            written.set(batch + 1);
        }
    }

    /** All columns say of which batch they are. */
    private static Row row(Run run, int batch, int row) {
        return new Row(run.key(batch, row), batch, (double) batch, "batch " + batch);
    }

    /** Reads until all batches are there; fails when there is anything but the first ones, whole, and never fewer than before. */
    private static void read(Run run, Stream stream, AtomicInteger written) {
        ColumnBatch last = new ColumnBatch(stream.layout(), 1);
        int seen = 0;
        while (seen < BATCHES) {
            int before = Math.max(seen, written.get());
            seen = batches(run, TestEvents.readAll(stream));
            assertTrue(seen >= before, seen + " batches after " + before);
            last.clear();
            stream.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, last);
            assertTrue(seen == 0 || last.count() == 1, "no last event after " + seen + " batches");
            for (Row row : TestEvents.rows(last)) {
                assertEquals(row(run, row.state(), run.rows() - 1), row, "the last event");
            }
        }
    }

    private static int batches(Run run, List<Row> rows) {
        int[] rowsOfBatch = new int[BATCHES];
        for (Row row : rows) {
            assertEquals(row.state(), row.level());
            assertEquals("batch " + row.state(), row.note());
            rowsOfBatch[row.state()]++;
        }
        int whole = rows.size() / run.rows();
        for (int batch = 0; batch < BATCHES; batch++) {
            assertEquals(batch < whole ? run.rows() : 0, rowsOfBatch[batch], "rows of batch " + batch + " of " + whole);
        }
        return whole;
    }

    @ParameterizedTest
    @EnumSource
    void readersSeeWholeBatchesInTheirOrder(Run run) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                try (Store store = Store.inMemory(StoreOptions.defaults())) {
                    List<Stream> streams = List.of(TestEvents.stream(store, "a"), TestEvents.stream(store, "b"));
                    AtomicInteger written = new AtomicInteger();
                    List<Future<?>> reading = new ArrayList<>();
                    for (int reader = 0; reader < READERS; reader++) {
                        Stream stream = streams.get(reader % streams.size());
                        reading.add(threads.submit(() -> read(run, stream, written)));
                    }
                    write(store, run, streams, written);
                    for (Future<?> one : reading) {
                        one.get();
                    }
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
