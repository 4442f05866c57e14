package io.seqstore.core;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The process that {@link KillTest} kills: writes batch after batch for ever, each to one of several streams, and prints
 * the number of each after the store acknowledged it. Every row carries the number of its batch.
 */
final class KillChild {
    static final int STREAMS = 4;

    /** Before each of these batches a stream is created and the one created the last time is deleted. */
    static final int REGISTRY_EVERY = 25;

    private static final int MOST_ROWS = 400;

    /** A batch in this many is late: its keys lie before those of the batches in front of it. */
    private static final int LATE_EVERY = 5;

    /** A batch in this many goes to all streams in turn. */
    private static final int MANY_STREAMS_EVERY = 3;

    private static final long KEYS_PER_BATCH = 1_000;

    private KillChild() {}

    static String stream(int index) {
        return "stream " + index;
    }

    static String extraStream(long batch) {
        return "made before batch " + batch;
    }

    /** The rows of a batch: a pure function of its number. */
    static List<Row> rows(long batch) {
        SplittableRandom random = new SplittableRandom(batch);
        int count = 1 + random.nextInt(MOST_ROWS);
        // Late batches take the keys that no batch before used.
        boolean late = batch % LATE_EVERY == 0;
        long firstKey = late ? -(batch + 1) * KEYS_PER_BATCH : batch * KEYS_PER_BATCH;
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(firstKey + i, count, (double) batch, "batch " + batch));
        }
        return rows;
    }

    /** Which stream a row of a batch goes to. */
    static int streamOf(long batch, int row) {
        return (int) ((batch % MANY_STREAMS_EVERY == 0 ? batch + row : batch) % STREAMS);
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        StoreOptions options = StoreOptions.defaults()
                .withDurability(arguments[1].equals("SYNC") ? Durability.SYNC : Durability.PROCESS)
                .withMemoryBudget(Long.parseLong(arguments[2]) << 20);
        try (Store store = Store.open(Path.of(arguments[0]), options)) {
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(TestEvents.stream(store, stream(i)));
            }
            for (long batch = firstMissing(streams); ; batch++) {
                if (batch % REGISTRY_EVERY == 0) {
                    changeRegistry(store, batch);
                }
                write(store, streams, batch);
                System.out.println(batch + ";");
                System.out.flush();
            }
        }
    }

    private static void write(Store store, List<Stream> streams, long batch) {
        List<Row> rows = rows(batch);
        if (batch % MANY_STREAMS_EVERY != 0) {
            Stream stream = streams.get(streamOf(batch, 0));
            stream.insert(TestEvents.batch(stream.layout(), rows));
            return;
        }
        MultiStreamBatch many = new MultiStreamBatch(streams.get(0).layout(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            TestEvents.fill(many.rows(), many.addRow(streams.get(streamOf(batch, i)), row.key()), row);
        }
        if (!store.insert(many).isEmpty()) {
            throw new IllegalStateException("batch " + batch + " was refused");
        }
    }

    private static void changeRegistry(Store store, long batch) {
        Registry registry = store.registry();
        registry.getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of(extraStream(batch), TestEvents.TYPE.id()));
        String previous = extraStream(batch - REGISTRY_EVERY);
        if (registry.findStream(Registry.DEFAULT_NAMESPACE, previous).isPresent()) {
            registry.deleteStream(Registry.DEFAULT_NAMESPACE, previous);
        }
    }

    private static long firstMissing(List<Stream> streams) {
        long next = 0;
        for (Stream stream : streams) {
            for (Row row : TestEvents.readAll(stream)) {
                next = Math.max(next, row.level().longValue() + 1);
            }
        }
        return next;
    }
}
