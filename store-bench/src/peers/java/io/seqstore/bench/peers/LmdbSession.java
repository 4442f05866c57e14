package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.EventSlot;
import io.seqstore.bench.macro.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** An open LMDB environment with one database. */
final class LmdbSession extends PeerSession {
    private static final String DATABASE = "events";
    private static final String FILE = "data.mdb";
    private static final int DATABASES = 1;
    /** Address space, not memory; events take up to 66 bytes. */
    private static final long MAP_BYTES_AN_EVENT = 128;

    private static final long LEAST_MAP = 1L << 30;

    static {
        System.setProperty(Env.DISABLE_CHECKS_PROP, "true");
    }

    private final boolean isOwner;
    private final Path file;
    private final Env<ByteBuffer> env;
    private final Dbi<ByteBuffer> events;
    private final Txn<ByteBuffer> reading;
    private final ByteBuffer keyBytes = ByteBuffer.allocateDirect(EventBytes.KEY);
    private final ByteBuffer valueBytes = ByteBuffer.allocateDirect(EventBytes.VALUE);
    private boolean readingOld;
    private int lastStream = -1;
    private long lastKey = -1;

    LmdbSession(Path folder, WriteMode mode, long expected) {
        isOwner = true;
        file = folder.resolve(FILE);
        // Without a place of its own in each thread, a transaction may be read by another one than made it.
        EnvFlags[] flags = mode == WriteMode.SYNC
                ? new EnvFlags[] {EnvFlags.MDB_NOTLS}
                : new EnvFlags[] {EnvFlags.MDB_NOTLS, EnvFlags.MDB_NOSYNC, EnvFlags.MDB_WRITEMAP};
        long room = Math.max(
                LEAST_MAP,
                Math.max(expected * MAP_BYTES_AN_EVENT, 2 * file.toFile().length()));
        env = Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                .setMapSize(room)
                .setMaxDbs(DATABASES)
                .open(folder.toFile(), flags);
        events = env.openDbi(DATABASE, DbiFlags.MDB_CREATE);
        reading = env.txnRead();
        findLast();
    }

    private LmdbSession(LmdbSession writer) {
        isOwner = false;
        file = writer.file;
        env = writer.env;
        events = writer.events;
        reading = env.txnRead();
    }

    @Override
    public EngineSession reader() {
        return new LmdbSession(this);
    }

    private void findLast() {
        try (Cursor<ByteBuffer> cursor = events.openCursor(reading)) {
            if (cursor.last()) {
                lastStream = EventBytes.stream(cursor.key());
                lastKey = EventBytes.key(cursor.key());
            }
        }
    }

    @Override
    public void append(EventChunk chunk) {
        if (!readingOld) {
            reading.reset();
            readingOld = true;
        }
        try (Txn<ByteBuffer> writing = env.txnWrite()) {
            put(chunk, writing);
            writing.commit();
        }
    }

    private void put(EventChunk chunk, Txn<ByteBuffer> writing) {
        try (Cursor<ByteBuffer> cursor = events.openCursor(writing)) {
            for (int i = 0; i < chunk.count(); i++) {
                int stream = chunk.streams()[i];
                long key = chunk.keys()[i];
                EventBytes.putKey(keyBytes, stream, key);
                EventBytes.putValue(valueBytes, chunk, i);
                if (stream > lastStream || (stream == lastStream && key > lastKey)) {
                    cursor.put(keyBytes, valueBytes, PutFlags.MDB_APPEND);
                    lastStream = stream;
                    lastKey = key;
                } else {
                    cursor.put(keyBytes, valueBytes);
                }
            }
        }
    }

    private Txn<ByteBuffer> reading() {
        if (!isOwner) {
            // Another thread writes: everything may be old.
            reading.reset();
            readingOld = true;
        }
        if (readingOld) {
            reading.renew();
            readingOld = false;
        }
        return reading;
    }

    /** Stands a cursor at the first event at or after a key, of whatever stream. */
    private boolean seek(Cursor<ByteBuffer> cursor, int stream, long key) {
        EventBytes.putKey(keyBytes, stream, Math.max(0, key));
        return cursor.get(keyBytes, GetOp.MDB_SET_RANGE);
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        try (Cursor<ByteBuffer> cursor = events.openCursor(reading())) {
            boolean found = seek(cursor, stream + 1, 0) ? cursor.prev() : cursor.last();
            if (!found || EventBytes.stream(cursor.key()) != stream) {
                return false;
            }
            EventBytes.read(cursor.key(), cursor.val(), into);
            return true;
        }
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        EventBytes.putKey(keyBytes, stream, key);
        ByteBuffer value = events.get(reading(), keyBytes);
        if (value == null) {
            return false;
        }
        into.set(key, EventBytes.state(value), EventBytes.measurement(value));
        return true;
    }

    @Override
    public void window(int stream, long fromKey, int count, ColumnSink sink) {
        read(stream, fromKey, Long.MAX_VALUE, count, sink);
    }

    @Override
    void range(int stream, long from, long to, ColumnSink sink) {
        read(stream, from, to, Long.MAX_VALUE, sink);
    }

    private void read(int stream, long from, long to, long most, ColumnSink sink) {
        RowBuffer rows = new RowBuffer(sink);
        try (Cursor<ByteBuffer> cursor = events.openCursor(reading())) {
            long left = most;
            for (boolean more = seek(cursor, stream, from); more && left > 0; more = cursor.next()) {
                ByteBuffer key = cursor.key();
                if (EventBytes.stream(key) != stream || EventBytes.key(key) >= to) {
                    break;
                }
                ByteBuffer value = cursor.val();
                rows.add(EventBytes.key(key), EventBytes.state(value), EventBytes.measurement(value));
                left--;
            }
        }
        rows.deliver();
    }

    @Override
    public void close() {
        if (!isOwner) {
            reading.close();
            return;
        }
        long used = (env.info().lastPageNumber + 1L) * env.stat().pageSize;
        reading.close();
        env.close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(used);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
