package io.seqstore.bench.macro;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The base line beside every figure: events appended to a file as they are, 20 bytes each (24 when there are many
 * streams); read as three plain columns. Puts nothing into order, checks nothing.
 */
final class PlainEngine implements Engine {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Optional<String> whyNot(Workload workload, WriteMode mode) {
        if (mode == WriteMode.MEMORY_STORE) {
            return Optional.of("the base line is a file");
        }
        return switch (workload) {
            case OPEN -> Optional.of("the base line has nothing to open");
            case SUMMARIES, SUMMARIES_WINDOW, SAMPLED, GROWTH -> Optional.of("the base line summarises nothing");
            case LATE_SHUFFLED -> Optional.of("the base line orders nothing");
            case MIXED -> Optional.of("the base line is read when it is written");
            case STREAMS -> Optional.of("the base line defines no streams");
            case INGEST_WRITERS -> Optional.of("the base line has one writer");
            default -> Optional.empty();
        };
    }

    @Override
    public ReadOrder readOrder() {
        return ReadOrder.ARRIVAL;
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
