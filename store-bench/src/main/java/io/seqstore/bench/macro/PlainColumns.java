package io.seqstore.bench.macro;

import io.seqstore.bench.macro.EngineSession.ColumnSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one stream as three mapped columns of 64-bit values, copied in pieces into arrays: the fastest that a scan
 * without compression can be.
 */
final class PlainColumns {
    private static final int PIECE = 4096;

    private final List<Path> files = new ArrayList<>();
    private final LongBuffer keys;
    private final LongBuffer states;
    private final DoubleBuffer measurements;
    private final long[] keyPiece = new long[PIECE];
    private final long[] statePiece = new long[PIECE];
    private final double[] measurementPiece = new double[PIECE];

    /** Columns with room for some events, empty. */
    PlainColumns(Path folder, long events) throws IOException {
        this.keys = map(folder.resolve("keys.raw"), events).asLongBuffer();
        this.states = map(folder.resolve("states.raw"), events).asLongBuffer();
        this.measurements = map(folder.resolve("measurements.raw"), events).asDoubleBuffer();
    }

    private ByteBuffer map(Path path, long events) throws IOException {
        files.add(path);
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, events * Long.BYTES)
                    .order(ByteOrder.nativeOrder());
        }
    }

    /** Appends rows as they stand in the file, without what follows the measurement. */
    void append(ByteBuffer rows, int rowBytes) {
        for (int at = 0; at < rows.limit(); at += rowBytes) {
            keys.put(rows.getLong(at));
            states.put(rows.getInt(at + Long.BYTES));
            measurements.put(rows.getDouble(at + Long.BYTES + Integer.BYTES));
        }
    }

    /** Ends appending. */
    void rewind() {
        keys.rewind();
        states.rewind();
        measurements.rewind();
    }

    boolean find(long key, EventSlot into) {
        int row = firstAtOrAfter(key);
        if (row == keys.limit() || keys.get(row) != key) {
            return false;
        }
        into.set(key, (int) states.get(row), measurements.get(row));
        return true;
    }

    boolean interpolate(long key, EventSlot into) {
        int row = firstAtOrAfter(key);
        if (row == 0 || row == keys.limit()) {
            return false;
        }
        long from = keys.get(row - 1);
        double part = (double) (key - from) / (keys.get(row) - from);
        long state = states.get(row - 1);
        double measurement = measurements.get(row - 1);
        into.set(
                key,
                (int) Math.rint(state + (states.get(row) - state) * part),
                measurement + (measurements.get(row) - measurement) * part);
        return true;
    }

    private int firstAtOrAfter(long key) {
        int low = 0;
        int high = keys.limit();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys.get(middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void window(long fromKey, int events, ColumnSink sink) {
        int from = firstAtOrAfter(fromKey);
        deliver(from, Math.min(from + events, keys.limit()), sink);
    }

    void scan(ColumnSink sink) {
        deliver(0, keys.limit(), sink);
    }

    private void deliver(int from, int to, ColumnSink sink) {
        for (int at = from; at < to; at += PIECE) {
            int count = Math.min(PIECE, to - at);
            keys.get(at, keyPiece, 0, count);
            states.get(at, statePiece, 0, count);
            measurements.get(at, measurementPiece, 0, count);
            sink.accept(keyPiece, statePiece, measurementPiece, 0, count);
        }
    }

    double sumOfMeasurements() {
        double sum = 0;
        for (int at = 0; at < measurements.limit(); at += PIECE) {
            int count = Math.min(PIECE, measurements.limit() - at);
            measurements.get(at, measurementPiece, 0, count);
            sum += Sums.of(measurementPiece, 0, count);
        }
        return sum;
    }

    void delete() throws IOException {
        for (Path path : files) {
            Files.deleteIfExists(path);
        }
    }
}
