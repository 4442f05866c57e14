package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.WriteMode;
import java.nio.file.Path;

/**
 * DuckDB through its JDBC driver, written by its Appender, with its default threads and settings. {@code process}: the Appender
 * flushes when it has about 200,000 rows, less than others promise, since DuckDB has no commit without a sync; {@code sync}:
 * a flush, which commits, a batch. No index: on these events it costs more than it gains. Events that come in order are read in
 * the order of insertion, which DuckDB keeps; only late ones are ordered by each query. Summaries and curves are SQL.
 */
public final class DuckdbEngine extends PeerEngine {
    public DuckdbEngine() {
        super("duckdb");
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        LateMark.set(folder, arrival.late());
        return new DuckdbSession(folder, streams, mode == WriteMode.SYNC);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new DuckdbSession(folder, streams, mode == WriteMode.SYNC);
    }
}
