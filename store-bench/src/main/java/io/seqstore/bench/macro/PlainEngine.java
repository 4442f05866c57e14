package io.seqstore.bench.macro;

import java.nio.file.Path;

/**
 * The base line beside every figure: events appended to a file as they are, 20 bytes each (24 when there are many
 * streams); read as three plain columns. Keeps no order, checks nothing.
 */
final class PlainEngine implements Engine {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public boolean supports(Workload workload, WriteMode mode) {
        boolean answers =
                switch (workload) {
                    case OPEN, SUMMARIES, SUMMARIES_WINDOW, SAMPLED, STREAMS, INGEST_WRITERS -> false;
                    default -> true;
                };
        return answers && mode != WriteMode.MEMORY_STORE;
    }

    @Override
    public boolean sortsEvents() {
        return false;
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode) {
        return open(folder, streams, mode);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new PlainSession(folder, streams, mode == WriteMode.SYNC);
    }
}
