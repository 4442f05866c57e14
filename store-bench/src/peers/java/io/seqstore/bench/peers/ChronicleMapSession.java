package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.EventSlot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/** Two open maps: events, and the last event of each stream. */
final class ChronicleMapSession extends PeerSession {
    private static final int LAST_VALUE = Long.BYTES + EventBytes.VALUE;
    /** Where the measurement of an event stands in its value. */
    private static final int MEASUREMENT = Integer.BYTES;

    static {
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final ChronicleMap<byte[], byte[]> events;
    private final ChronicleMap<byte[], byte[]> last;
    private final ByteBuffer keyBytes = ByteBuffer.allocate(EventBytes.KEY);
    private final ByteBuffer valueBytes = ByteBuffer.allocate(EventBytes.VALUE);
    private final ByteBuffer streamBytes = ByteBuffer.allocate(Integer.BYTES);
    private final ByteBuffer lastBytes = ByteBuffer.allocate(LAST_VALUE);

    /** The row of the last event of each stream in the chunk at hand, counted from 1; 0 when there is none. */
    private final int[] lastRows;

    ChronicleMapSession(Path folder, int streams, long expected) {
        events = map(folder.resolve("events.map"), EventBytes.KEY, EventBytes.VALUE, expected);
        last = map(folder.resolve("last.map"), Integer.BYTES, LAST_VALUE, streams);
        lastRows = new int[streams];
    }

    /** A file that is there says itself what it is made for. */
    private static ChronicleMap<byte[], byte[]> map(Path file, int keyBytes, int valueBytes, long entries) {
        try {
            return ChronicleMapBuilder.of(byte[].class, byte[].class)
                    .name(file.getFileName().toString())
                    .constantKeySizeBySample(new byte[keyBytes])
                    .constantValueSizeBySample(new byte[valueBytes])
                    .entries(entries)
                    .putReturnsNull(true)
                    .createPersistedTo(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void append(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            EventBytes.putKey(keyBytes, chunk.streams()[i], chunk.keys()[i]);
            EventBytes.putValue(valueBytes, chunk, i);
            events.put(keyBytes.array(), valueBytes.array());
            rememberLast(chunk, i);
        }
        for (int i = 0; i < chunk.count(); i++) {
            if (lastRows[chunk.streams()[i]] == i + 1) {
                putLast(chunk, i);
                lastRows[chunk.streams()[i]] = 0;
            }
        }
    }

    private void rememberLast(EventChunk chunk, int row) {
        int before = lastRows[chunk.streams()[row]] - 1;
        if (before < 0 || chunk.keys()[row] > chunk.keys()[before]) {
            lastRows[chunk.streams()[row]] = row + 1;
        }
    }

    private void putLast(EventChunk chunk, int row) {
        streamBytes.putInt(0, chunk.streams()[row]);
        long key = chunk.keys()[row];
        if (last.getUsing(streamBytes.array(), lastBytes.array()) != null && lastBytes.getLong(0) >= key) {
            return;
        }
        lastBytes.putLong(0, key);
        lastBytes.putInt(Long.BYTES, chunk.states()[row]);
        lastBytes.putDouble(Long.BYTES + MEASUREMENT, chunk.measurements()[row]);
        last.put(streamBytes.array(), lastBytes.array());
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        streamBytes.putInt(0, stream);
        if (last.getUsing(streamBytes.array(), lastBytes.array()) == null) {
            return false;
        }
        into.set(lastBytes.getLong(0), lastBytes.getInt(Long.BYTES), lastBytes.getDouble(Long.BYTES + MEASUREMENT));
        return true;
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        EventBytes.putKey(keyBytes, stream, key);
        if (events.getUsing(keyBytes.array(), valueBytes.array()) == null) {
            return false;
        }
        valueBytes.clear();
        into.set(key, EventBytes.state(valueBytes), EventBytes.measurement(valueBytes));
        return true;
    }

    @Override
    public double sumOfMeasurements(int stream) {
        double[] sum = new double[1];
        events.forEachEntry(entry -> {
            Data<byte[]> key = entry.key();
            if (Integer.reverseBytes(key.bytes().readInt(key.offset())) == stream) {
                Data<byte[]> value = entry.value();
                sum[0] += Double.longBitsToDouble(
                        Long.reverseBytes(value.bytes().readLong(value.offset() + MEASUREMENT)));
            }
        });
        return sum[0];
    }

    @Override
    public void window(int stream, long fromKey, int count, ColumnSink sink) {
        throw new UnsupportedOperationException("a hash map has no order");
    }

    @Override
    void range(int stream, long from, long to, ColumnSink sink) {
        throw new UnsupportedOperationException("a hash map has no order");
    }

    @Override
    public void close() {
        events.close();
        last.close();
    }
}
