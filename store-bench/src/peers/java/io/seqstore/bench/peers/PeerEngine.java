package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.Engine;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.ReadOrder;
import io.seqstore.bench.macro.Workload;
import io.seqstore.bench.macro.WriteMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What the peers have in common: they keep their events on disk, in the order of their keys, and define no streams. */
abstract class PeerEngine implements Engine {
    private static final String VERSIONS = "versions.properties";

    private final String name;

    PeerEngine(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String version() {
        try (InputStream in = PeerEngine.class.getResourceAsStream(VERSIONS)) {
            Properties versions = new Properties();
            versions.load(in);
            return versions.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> whyNot(Workload workload, WriteMode mode) {
        if (mode == WriteMode.MEMORY_STORE) {
            return Optional.of("peers are measured on disk only");
        }
        return switch (workload) {
            case STREAMS -> Optional.of("it defines no streams");
            case INGEST_WRITERS -> Optional.of("it is driven by one writer here");
            case GROWTH -> Optional.of("it is about Seqstore's own reads");
            case MIXED -> readsBesideAWriter() ? Optional.empty() : Optional.of("it is driven by one thread here");
            default -> Optional.empty();
        };
    }

    /** Whether its sessions have a {@link EngineSession#reader}. */
    boolean readsBesideAWriter() {
        return false;
    }

    @Override
    public ReadOrder readOrder() {
        return ReadOrder.KEYS;
    }

    @Override
    public final EngineSession create(Path folder, int streams, WriteMode mode) {
        throw new UnsupportedOperationException("peers are told what will come");
    }

    @Override
    public abstract EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival);
}
