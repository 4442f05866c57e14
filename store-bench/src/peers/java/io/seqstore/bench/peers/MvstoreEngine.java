package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.WriteMode;
import java.nio.file.Path;

/**
 * H2's MVStore: one map with types of its own for keys (written as differences) and values, events that come in order appended
 * to it, old versions not kept. {@code process}: its background thread commits, which loses the last second with the process;
 * {@code sync}: commit and sync a batch.
 */
public final class MvstoreEngine extends PeerEngine {
    public MvstoreEngine() {
        super("mvstore");
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return open(folder, streams, mode);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new MvstoreSession(folder, mode == WriteMode.SYNC);
    }

    @Override
    boolean readsBesideAWriter() {
        return true;
    }
}
