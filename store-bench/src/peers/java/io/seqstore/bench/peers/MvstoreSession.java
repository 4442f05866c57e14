package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.EventSlot;
import io.seqstore.bench.peers.MvstoreTypes.EventKey;
import io.seqstore.bench.peers.MvstoreTypes.EventValue;
import io.seqstore.bench.peers.MvstoreTypes.KeyType;
import io.seqstore.bench.peers.MvstoreTypes.ValueType;
import java.nio.file.Path;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** An open MVStore with one map. */
final class MvstoreSession extends PeerSession {
    private static final String FILE = "events.mv";
    private static final int COMPACT_MILLIS = 60_000;

    private final boolean isOwner;
    private final MVStore store;
    private final MVMap<EventKey, EventValue> events;
    private final boolean sync;
    private @Nullable EventKey last;

    MvstoreSession(Path folder, boolean sync) {
        this.isOwner = true;
        this.sync = sync;
        MVStore.Builder builder =
                new MVStore.Builder().fileName(folder.resolve(FILE).toString());
        if (sync) {
            builder.autoCommitDisabled();
        }
        store = builder.open();
        store.setVersionsToKeep(0);
        events = store.openMap(
                "events",
                new MVMap.Builder<EventKey, EventValue>().keyType(new KeyType()).valueType(new ValueType()));
        last = events.lastKey();
    }

    private MvstoreSession(MvstoreSession writer) {
        this.isOwner = false;
        this.sync = writer.sync;
        this.store = writer.store;
        this.events = writer.events;
    }

    @Override
    public EngineSession reader() {
        return new MvstoreSession(this);
    }

    @Override
    public void append(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            EventKey key = new EventKey(chunk.streams()[i], chunk.keys()[i]);
            EventValue value = new EventValue(chunk.states()[i], chunk.measurements()[i]);
            EventKey greatest = last;
            if (greatest == null || key.compareTo(greatest) > 0) {
                events.append(key, value);
                last = key;
            } else {
                events.put(key, value);
            }
        }
        if (sync) {
            store.commit();
            store.sync();
        }
    }

    @Override
    public void settle() {
        store.commit();
        store.compactFile(COMPACT_MILLIS);
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        EventKey key = events.floorKey(new EventKey(stream, Long.MAX_VALUE));
        return key != null && key.stream() == stream && find(key, into);
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        return find(new EventKey(stream, key), into);
    }

    private boolean find(EventKey key, EventSlot into) {
        EventValue value = events.get(key);
        if (value == null) {
            return false;
        }
        into.set(key.key(), value.state(), value.measurement());
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
        Cursor<EventKey, EventValue> cursor = events.cursor(new EventKey(stream, from));
        for (long left = most; left > 0 && cursor.hasNext(); left--) {
            EventKey key = cursor.next();
            if (key.stream() != stream || key.key() >= to) {
                break;
            }
            EventValue value = cursor.getValue();
            rows.add(key.key(), value.state(), value.measurement());
        }
        rows.deliver();
    }

    @Override
    public void close() {
        if (isOwner) {
            store.close();
        }
    }
}
