package io.seqstore.bench.macro;

import io.seqstore.bench.data.EventChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One file of rows: key (8), state (4), measurement (8), and the stream (4) if there are many. */
final class PlainSession implements EngineSession {
    private static final String FILE = "events.raw";
    private static final int ROW = Long.BYTES + Integer.BYTES + Double.BYTES;
    private static final int PIECE_ROWS = 1 << 16;

    private final Path folder;
    private final FileChannel file;
    private final boolean sync;
    private final boolean manyStreams;
    private final int rowBytes;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private final long[] lastKeys;
    private final int[] lastStates;
    private final double[] lastMeasurements;
    private @Nullable PlainColumns columns;

    PlainSession(Path folder, int streams, boolean sync) {
        this.folder = folder;
        this.sync = sync;
        this.manyStreams = streams > 1;
        this.rowBytes = ROW + (manyStreams ? Integer.BYTES : 0);
        this.lastKeys = new long[streams];
        this.lastStates = new int[streams];
        this.lastMeasurements = new double[streams];
        try {
            this.file = FileChannel.open(
                    folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file.position(file.size());
            readLastEvents();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLastEvents() throws IOException {
        if (manyStreams) {
            forEachPiece(this::rememberLast);
        }
    }

    @Override
    public void append(EventChunk chunk) {
        ByteBuffer out = cleared(chunk.count());
        for (int i = 0; i < chunk.count(); i++) {
            out.putLong(chunk.keys()[i]);
            out.putInt(chunk.states()[i]);
            out.putDouble(chunk.measurements()[i]);
            if (manyStreams) {
                out.putInt(chunk.streams()[i]);
            }
        }
        try {
            out.flip();
            while (out.hasRemaining()) {
                file.write(out);
            }
            if (sync) {
                file.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer cleared(int rows) {
        if (buffer.capacity() < rows * rowBytes) {
            buffer = ByteBuffer.allocateDirect(rows * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        return buffer.clear();
    }

    /** Does something with some rows of the file. */
    @FunctionalInterface
    interface PieceAction {
        void accept(ByteBuffer rows) throws IOException;
    }

    private void forEachPiece(PieceAction action) throws IOException {
        long at = 0;
        while (at < file.size()) {
            ByteBuffer piece = cleared(PIECE_ROWS);
            int length = (int) Math.min(PIECE_ROWS * (long) rowBytes, file.size() - at);
            piece.limit(length);
            while (piece.hasRemaining() && file.read(piece, at + piece.position()) >= 0) {
                // Short reads are gone on with.
            }
            action.accept(piece.flip());
            at += length;
        }
    }

    private void rememberLast(ByteBuffer rows) {
        for (int at = 0; at < rows.limit(); at += rowBytes) {
            int stream = rows.getInt(at + ROW);
            lastKeys[stream] = rows.getLong(at);
            lastStates[stream] = rows.getInt(at + Long.BYTES);
            lastMeasurements[stream] = rows.getDouble(at + Long.BYTES + Integer.BYTES);
        }
    }

    private PlainColumns columns() {
        PlainColumns ready = columns;
        if (ready == null) {
            try {
                long events = file.size() / rowBytes;
                ready = new PlainColumns(folder, events);
                PlainColumns filled = ready;
                forEachPiece(rows -> filled.append(rows, rowBytes));
                ready.rewind();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            columns = ready;
        }
        return ready;
    }

    @Override
    public void settle() {
        // There is nothing to settle: columns are made when first read, and are not counted.
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        into.set(lastKeys[stream], lastStates[stream], lastMeasurements[stream]);
        return true;
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        return columns().find(key, into);
    }

    @Override
    public boolean interpolate(int stream, long key, EventSlot into) {
        return columns().interpolate(key, into);
    }

    @Override
    public void window(int stream, long fromKey, int events, ColumnSink sink) {
        columns().window(fromKey, events, sink);
    }

    @Override
    public double sumOfMeasurements(int stream) {
        return columns().sumOfMeasurements();
    }

    @Override
    public void scanColumns(int stream, ColumnSink sink) {
        columns().scan(sink);
    }

    @Override
    public void scanStreams(int streams, ColumnSink sink) {
        columns().scan(sink);
    }

    @Override
    public void scanEvents(int stream, EventSink sink) {
        columns().scan((keys, states, measurements, from, to) -> {
            for (int i = from; i < to; i++) {
                sink.accept(keys[i], (int) states[i], measurements[i]);
            }
        });
    }

    @Override
    public long flushes() {
        return -1;
    }

    @Override
    public void close() {
        try {
            file.close();
            if (columns != null) {
                columns.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
