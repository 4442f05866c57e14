package io.seqstore.bench.macro;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.core.MultiStreamBatch;
import io.seqstore.core.Store;
import io.seqstore.core.Stream;
import io.seqstore.core.StreamFailure;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.query.Queries;
import io.seqstore.query.calculate.Interpolator;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Registry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open Seqstore, used as an embedder would use it. */
final class SeqstoreSession implements EngineSession {
    private static final int STATE = 0;
    private static final int MEASUREMENT = 1;

    private final Store store;
    private final boolean isOwner;
    private final @Nullable Stream[] streams;
    private final PointReader reader = new PointReader();
    private @Nullable ColumnBatch batch;
    private @Nullable ColumnBatch event;
    private @Nullable Interpolator interpolator;
    private @Nullable MultiStreamBatch manyStreams;

    SeqstoreSession(Store store, int streams) {
        this(store, streams, true);
    }

    private SeqstoreSession(Store store, int streams, boolean isOwner) {
        this.store = store;
        this.isOwner = isOwner;
        this.streams = new Stream[streams];
    }

    /** A session over the same store for another thread; only one of them is closed. */
    SeqstoreSession another() {
        return new SeqstoreSession(store, streams.length);
    }

    static String streamId(int stream) {
        return "sensor-" + stream;
    }

    /** Looked up once, as an embedder would that uses a stream more than once. */
    private Stream stream(int number) {
        Stream stream = streams[number];
        if (stream == null) {
            stream = store.stream(Registry.DEFAULT_NAMESPACE, streamId(number));
            streams[number] = stream;
        }
        return stream;
    }

    @Override
    public void append(EventChunk chunk) {
        if (endOfRun(chunk, 0) == chunk.count()) {
            insert(chunk);
        } else {
            insertToMany(chunk);
        }
    }

    /** Behind the last of the events that follow each other in one stream. */
    private static int endOfRun(EventChunk chunk, int from) {
        int[] of = chunk.streams();
        int to = from + 1;
        while (to < chunk.count() && of[to] == of[from]) {
            to++;
        }
        return to;
    }

    private void insert(EventChunk chunk) {
        Stream stream = stream(chunk.streams()[0]);
        ColumnBatch rows = batch;
        if (rows == null) {
            rows = new ColumnBatch(stream.layout(), 0);
            batch = rows;
        }
        int count = chunk.count();
        rows.clear();
        rows.ensureCapacity(count);
        System.arraycopy(chunk.keys(), 0, rows.keys(), 0, count);
        fill(chunk, rows);
        rows.setCount(count);
        stream.insert(rows);
    }

    private void insertToMany(EventChunk chunk) {
        MultiStreamBatch rows = manyStreams;
        if (rows == null) {
            rows = new MultiStreamBatch(stream(chunk.streams()[0]).layout(), chunk.count());
            manyStreams = rows;
        }
        rows.clear();
        for (int i = 0; i < chunk.count(); i++) {
            rows.addRow(stream(chunk.streams()[i]), chunk.keys()[i]);
        }
        fill(chunk, rows.rows());
        List<StreamFailure> failures = store.insert(rows);
        if (!failures.isEmpty()) {
            throw failures.get(0).reason();
        }
    }

    private static void fill(EventChunk chunk, ColumnBatch rows) {
        long[] states = rows.longs(STATE);
        for (int i = 0; i < chunk.count(); i++) {
            states[i] = chunk.states()[i];
        }
        System.arraycopy(chunk.measurements(), 0, rows.doubles(MEASUREMENT), 0, chunk.count());
    }

    @Override
    public void settle() {
        store.flush();
        store.compact();
    }

    @Override
    public boolean settleCold() {
        store.compact(Packing.COLD);
        return true;
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        return find(stream, Long.MAX_VALUE, Probe.AT_OR_BEFORE, into);
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        return find(stream, key, Probe.AT, into);
    }

    private boolean find(int number, long key, Probe probe, EventSlot into) {
        Stream stream = stream(number);
        ColumnBatch row = event;
        if (row == null) {
            row = new ColumnBatch(stream.layout(), 1);
            event = row;
        }
        row.clear();
        if (!stream.find(reader, key, probe, ColumnSet.ALL, row)) {
            return false;
        }
        into.set(row.key(0), (int) row.longs(STATE)[0], row.doubles(MEASUREMENT)[0]);
        return true;
    }

    /** As {@code EventReader} does it, which is made from a store of the front door. */
    @Override
    public boolean interpolate(int number, long key, EventSlot into) {
        Stream stream = stream(number);
        ColumnBatch row = event;
        Interpolator between = interpolator;
        if (row == null || between == null) {
            row = new ColumnBatch(stream.layout(), 1);
            event = row;
            between =
                    new Interpolator(stream.layout(), ReadCharacteristics.of(stream.layout(), stream.entry().stream()));
            interpolator = between;
        }
        between.before().clear();
        between.atOrAfter().clear();
        stream.findNeighbours(reader, key, between.before(), between.atOrAfter());
        row.clear();
        if (!between.append(key, row)) {
            return false;
        }
        into.set(row.key(0), (int) row.longs(STATE)[0], row.doubles(MEASUREMENT)[0]);
        return true;
    }

    @Override
    public void window(int stream, long fromKey, int events, ColumnSink sink) {
        int left = events;
        try (StreamSnapshot snapshot = stream(stream).snapshot();
                BatchCursor cursor =
                        snapshot.scan(KeyRange.from(fromKey), Direction.ASCENDING, ColumnSet.ALL, events)) {
            while (left > 0 && cursor.advance()) {
                int to = Math.min(cursor.to(), cursor.from() + left);
                deliver(cursor.batch(), cursor.from(), to, sink);
                left -= to - cursor.from();
            }
        }
    }

    @Override
    public double sumOfMeasurements(int stream) {
        ColumnTotal total = new ColumnTotal();
        try (StreamSnapshot snapshot = stream(stream).snapshot()) {
            snapshot.total(KeyRange.ALL, MEASUREMENT, total);
        }
        return total.sum();
    }

    @Override
    public void scanColumns(int stream, ColumnSink sink) {
        try (StreamSnapshot snapshot = stream(stream).snapshot();
                BatchCursor cursor = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            while (cursor.advance()) {
                deliver(cursor.batch(), cursor.from(), cursor.to(), sink);
            }
        }
    }

    private static void deliver(ColumnBatch batch, int from, int to, ColumnSink sink) {
        sink.accept(batch.keys(), batch.longs(STATE), batch.doubles(MEASUREMENT), from, to);
    }

    @Override
    public void scanEvents(int stream, EventSink sink) {
        try (StreamSnapshot snapshot = stream(stream).snapshot();
                EventCursor cursor = snapshot.events(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            while (cursor.next()) {
                ColumnBatch at = cursor.batch();
                sink.accept(cursor.key(), (int) at.longs(STATE)[cursor.row()], at.doubles(MEASUREMENT)[cursor.row()]);
            }
        }
    }

    @Override
    public double summaries(int stream, long from, long to, int intervals, boolean servedByFigures) {
        try (StreamSnapshot snapshot = stream(stream).snapshot()) {
            SummaryTable table =
                    queries(stream, snapshot, servedByFigures).summaries(new SummariesRequest(from, to, intervals));
            int property = table.properties().size() - 1;
            double sum = 0;
            for (int i = 0; i < table.intervals(); i++) {
                sum += table.value(i, property, Statistic.MEAN);
            }
            return sum;
        }
    }

    @Override
    public double sampled(int stream, long from, long to, int parts, boolean servedByFigures) {
        try (StreamSnapshot snapshot = stream(stream).snapshot()) {
            return queries(stream, snapshot, servedByFigures)
                    .sampled(new SampledRequest(Bounds.exact(from, to), parts, List.of("Measurement")))
                    .count();
        }
    }

    private Queries queries(int stream, StreamSnapshot snapshot, boolean servedByFigures) {
        EventSource source = servedByFigures ? snapshot : new ScannedOnly(snapshot);
        return new Queries(source, stream(stream).entry().stream(), ReadLimits.DEFAULT);
    }

    /** A state of which nothing but the events is known. */
    private record ScannedOnly(EventSource source) implements EventSource {
        @Override
        public EventLayout layout() {
            return source.layout();
        }

        @Override
        public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
            return source.scan(range, direction, columns);
        }
    }

    @Override
    public EngineSession reader() {
        return new SeqstoreSession(store, streams.length, false);
    }

    @Override
    public long flushes() {
        return store.metrics().flushes();
    }

    @Override
    public void close() {
        if (isOwner) {
            store.close();
        }
    }
}
