package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.EventSlot;
import java.nio.ByteBuffer;

/**
 * An event as a key and a value of a store of bytes: stream (4) and time (8), big-endian, so that bytes sort like numbers, which
 * are never negative; state (4) and measurement (8).
 */
final class EventBytes {
    static final int KEY = Integer.BYTES + Long.BYTES;
    static final int VALUE = Integer.BYTES + Double.BYTES;

    private EventBytes() {}

    /** Writes a key into a buffer of that size and flips it. */
    static void putKey(ByteBuffer to, int stream, long key) {
        to.clear();
        to.putInt(stream).putLong(key);
        to.flip();
    }

    /** Writes an event's value into a buffer of that size and flips it. */
    static void putValue(ByteBuffer to, EventChunk chunk, int row) {
        to.clear();
        to.putInt(chunk.states()[row]).putDouble(chunk.measurements()[row]);
        to.flip();
    }

    static int stream(ByteBuffer key) {
        return key.getInt(key.position());
    }

    static long key(ByteBuffer key) {
        return key.getLong(key.position() + Integer.BYTES);
    }

    static int state(ByteBuffer value) {
        return value.getInt(value.position());
    }

    static double measurement(ByteBuffer value) {
        return value.getDouble(value.position() + Integer.BYTES);
    }

    static void read(ByteBuffer key, ByteBuffer value, EventSlot into) {
        into.set(key(key), state(value), measurement(value));
    }
}
