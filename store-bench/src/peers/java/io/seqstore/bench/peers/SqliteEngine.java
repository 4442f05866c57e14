package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.WriteMode;
import java.nio.file.Path;

/**
 * SQLite through its JDBC driver: write-ahead log, {@code synchronous} NORMAL in {@code process} and FULL in {@code sync}, a
 * transaction and a JDBC batch a batch, one process only ({@code locking_mode} EXCLUSIVE), 256 MiB of cache, reads from a mapping.
 * The key is the rowid if there is one stream, else the table is clustered by (stream, k) without rowid. Summaries and curves
 * are SQL.
 */
public final class SqliteEngine extends PeerEngine {
    public SqliteEngine() {
        super("sqlite");
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return open(folder, streams, mode);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new SqliteSession(folder, streams, mode == WriteMode.SYNC);
    }
}
