package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.WriteMode;
import java.nio.file.Path;

/**
 * QuestDB in the process, written by its table writer without its SQL parser; partitions of a month, timestamps of a
 * nanosecond (keys have 100 ns). {@code process}: columns in mapped files, no sync, no log; {@code sync}: commit mode SYNC.
 * Late events go through its write-ahead log and are applied before they are read or the store is closed: the plain writer
 * rewrites a partition at every commit. Many streams are an indexed symbol. Queries are compiled once and have bind variables;
 * summaries and curves are a query an interval, since its vectorised aggregates work without a key only. Logging is off: it makes
 * a point query six times as expensive.
 */
public final class QuestdbEngine extends PeerEngine {
    public QuestdbEngine() {
        super("questdb");
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return new QuestdbSession(folder, streams, mode == WriteMode.SYNC, arrival.late());
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new QuestdbSession(folder, streams, mode == WriteMode.SYNC, false);
    }
}
