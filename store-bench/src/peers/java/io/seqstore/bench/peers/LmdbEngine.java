package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.WriteMode;
import java.nio.file.Path;
import java.util.List;

/**
 * LMDB through lmdbjava with its fastest buffers and without its argument checks. A transaction a batch; {@code process}: no
 * sync, writable map; {@code sync}: the default flags, a sync a commit. Events that come in order are appended
 * ({@code MDB_APPEND}). One read transaction is renewed after writes. The file is cut to what is used when it is closed: a
 * writable map makes it as large as the map.
 */
public final class LmdbEngine extends PeerEngine {
    public LmdbEngine() {
        super("lmdb");
    }

    @Override
    public List<String> jvmFlags() {
        return List.of("--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return new LmdbSession(folder, mode, arrival.events());
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new LmdbSession(folder, mode, 0);
    }

    @Override
    boolean readsBesideAWriter() {
        return true;
    }
}
