package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.WriteMode;
import java.nio.file.Path;

/**
 * RocksDB through its JNI: a write batch a batch with the log on, synced in {@code sync}; LZ4 above and ZSTD at the bottom
 * level, blocks of 16 KiB in the newest table format, 64 MiB of memtable, a cache of 256 MiB, background threads as many as
 * processors, read-ahead for scans, byte arrays across the JNI. Settling compacts the whole range.
 */
public final class RocksdbEngine extends PeerEngine {
    public RocksdbEngine() {
        super("rocksdb");
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return open(folder, streams, mode);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new RocksdbSession(folder, mode == WriteMode.SYNC);
    }

    @Override
    boolean readsBesideAWriter() {
        return true;
    }
}
