package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Stores that are loaded and settled once and then read by several workloads. */
final class SettledStores {
    private final BenchOptions options;
    private final WorkFolder work;
    private final Map<Content, Path> folders = new HashMap<>();

    /** Whose store with which events. */
    private record Content(String engine, Series series) {}

    SettledStores(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
    }

    /** The folder of a store that is closed. */
    Path folder(Engine engine, Series series) {
        return folders.computeIfAbsent(new Content(engine.name(), series), content -> {
            Path folder = work.fresh();
            try (EngineSession session = create(engine, series, folder)) {
                load(session, series);
            }
            return folder;
        });
    }

    private void load(EngineSession session, Series series) {
        Loader.load(session, series, options.eventsOf(series), options.batch());
        session.settle();
        if (options.cold()) {
            session.settleCold();
        }
    }

    /**
     * What a store takes on disk when it is packed cold; empty for an engine that has no such form. It is left as it was, if a little
     * later: other workloads read it.
     */
    OptionalLong coldBytes(Engine engine, Series series) {
        Path folder = folder(engine, series);
        int streams = series.streams(options.eventsOf(series));
        boolean isCold;
        try (EngineSession session = engine.open(folder, streams, options.mode())) {
            isCold = session.settleCold();
        }
        if (!isCold) {
            return OptionalLong.empty();
        }
        long bytes = WorkFolder.bytes(folder);
        if (!options.cold()) {
            try (EngineSession session = engine.open(folder, streams, options.mode())) {
                session.settle();
            }
        }
        return OptionalLong.of(bytes);
    }

    private EngineSession create(Engine engine, Series series, Path folder) {
        long events = options.eventsOf(series);
        return engine.create(folder, series.streams(events), options.mode(), Arrival.of(series, events));
    }

    /** Does something with a store that was just opened. */
    void read(Engine engine, Series series, Consumer<EngineSession> reader) {
        if (options.mode() == WriteMode.MEMORY_STORE) {
            try (EngineSession session = create(engine, series, work.fresh())) {
                load(session, series);
                reader.accept(session);
            }
            return;
        }
        int streams = series.streams(options.eventsOf(series));
        try (EngineSession session = engine.open(folder(engine, series), streams, options.mode())) {
            reader.accept(session);
        }
    }
}
