package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.EventSlot;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** An open RocksDB. */
final class RocksdbSession extends PeerSession {
    private static final long MEMTABLE_BYTES = 64L << 20;
    private static final long CACHE_BYTES = 256L << 20;
    private static final long BLOCK_BYTES = 16L << 10;
    private static final long READ_AHEAD_BYTES = 2L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final boolean isOwner;
    private final LRUCache cache;
    private final Options options;
    private final WriteOptions writing;
    private final ReadOptions reading = new ReadOptions();
    private final ReadOptions scanning = new ReadOptions().setReadaheadSize(READ_AHEAD_BYTES);
    private final RocksDB events;
    private final ByteBuffer keyBytes = ByteBuffer.allocate(EventBytes.KEY);
    private final ByteBuffer valueBytes = ByteBuffer.allocate(EventBytes.VALUE);

    RocksdbSession(Path folder, boolean sync) {
        isOwner = true;
        cache = new LRUCache(CACHE_BYTES);
        BlockBasedTableConfig table =
                new BlockBasedTableConfig().setBlockSize(BLOCK_BYTES).setBlockCache(cache);
        options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setIncreaseParallelism(Runtime.getRuntime().availableProcessors())
                .setTableFormatConfig(table);
        writing = new WriteOptions().setSync(sync);
        try {
            events = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    private RocksdbSession(RocksdbSession writer) {
        isOwner = false;
        cache = writer.cache;
        options = writer.options;
        writing = writer.writing;
        events = writer.events;
    }

    @Override
    public EngineSession reader() {
        return new RocksdbSession(this);
    }

    @Override
    public void append(EventChunk chunk) {
        try (WriteBatch batch = new WriteBatch(chunk.count() * (EventBytes.KEY + EventBytes.VALUE + Long.BYTES))) {
            for (int i = 0; i < chunk.count(); i++) {
                EventBytes.putKey(keyBytes, chunk.streams()[i], chunk.keys()[i]);
                EventBytes.putValue(valueBytes, chunk, i);
                batch.put(keyBytes.array(), valueBytes.array());
            }
            events.write(writing, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void settle() {
        try {
            events.compactRange();
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        EventBytes.putKey(keyBytes, stream, Long.MAX_VALUE);
        try (RocksIterator iterator = events.newIterator(reading)) {
            iterator.seekForPrev(keyBytes.array());
            if (!iterator.isValid()) {
                return false;
            }
            ByteBuffer key = ByteBuffer.wrap(iterator.key());
            if (EventBytes.stream(key) != stream) {
                return false;
            }
            EventBytes.read(key, ByteBuffer.wrap(iterator.value()), into);
            return true;
        }
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        EventBytes.putKey(keyBytes, stream, key);
        try {
            int found = events.get(reading, keyBytes.array(), valueBytes.array());
            if (found == RocksDB.NOT_FOUND) {
                return false;
            }
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
        valueBytes.clear();
        into.set(key, EventBytes.state(valueBytes), EventBytes.measurement(valueBytes));
        return true;
    }

    @Override
    public void window(int stream, long fromKey, int count, ColumnSink sink) {
        read(reading, stream, fromKey, Long.MAX_VALUE, count, sink);
    }

    @Override
    void range(int stream, long from, long to, ColumnSink sink) {
        read(scanning, stream, from, to, Long.MAX_VALUE, sink);
    }

    private void read(ReadOptions how, int stream, long from, long to, long most, ColumnSink sink) {
        RowBuffer rows = new RowBuffer(sink);
        EventBytes.putKey(keyBytes, stream, Math.max(0, from));
        try (RocksIterator iterator = events.newIterator(how)) {
            iterator.seek(keyBytes.array());
            for (long left = most; left > 0 && iterator.isValid(); left--) {
                ByteBuffer key = ByteBuffer.wrap(iterator.key());
                if (EventBytes.stream(key) != stream || EventBytes.key(key) >= to) {
                    break;
                }
                ByteBuffer value = ByteBuffer.wrap(iterator.value());
                rows.add(EventBytes.key(key), EventBytes.state(value), EventBytes.measurement(value));
                iterator.next();
            }
        }
        rows.deliver();
    }

    @Override
    public void close() {
        reading.close();
        scanning.close();
        if (!isOwner) {
            return;
        }
        try {
            events.closeE();
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
        options.close();
        writing.close();
        cache.close();
    }
}
