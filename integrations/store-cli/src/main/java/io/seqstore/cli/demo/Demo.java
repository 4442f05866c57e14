package io.seqstore.cli.demo;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.core.StoreMetrics;
import io.seqstore.core.recover.RecoveryReport;
import io.seqstore.types.event.PropertyLayout;
import java.nio.file.Path;
import java.util.List;

/** Conducts the demo: a file goes into a store, the store is closed and opened again, and everything comes out of it. */
final class Demo {
    private final Terminal terminal;
    private final DemoFolder folder;

    Demo(Terminal terminal, Path folder) {
        this.terminal = terminal;
        this.folder = new DemoFolder(folder);
    }

    /**
     * Runs the demo.
     *
     * @param main what everything is shown of
     * @param others what a little is shown of
     */
    void run(Series main, List<Series> others) {
        Definition definition = Definition.of(main, terminal);
        boolean replaced = folder.clear();
        terminal.heading(
                "Seqstore demo", "a file goes into a store on disk and comes out of it through every kind of read");
        FileChapter.show(terminal, definition);
        FileChapter.showType(terminal, definition.type());
        write(definition, replaced);
        long begun = System.nanoTime();
        try (Seqstore store = Seqstore.open(folder.path())) {
            showOpened(store, System.nanoTime() - begun);
            readAndChange(store, definition);
            others.forEach(other -> showOther(store, Definition.of(other, terminal)));
        }
        showEnd();
    }

    private void write(Definition definition, boolean replaced) {
        Ingest ingest;
        long events;
        long closing;
        try (Seqstore store = Seqstore.open(folder.path())) {
            folder.mark();
            EventStream stream = definition.create(store);
            ingest = Ingest.run(definition, stream, terminal);
            ingest.complain(terminal);
            events = loaded(definition, stream).count();
            closing = System.nanoTime();
        }
        WriteChapter.show(terminal, ingest, events, System.nanoTime() - closing);
        WriteChapter.showFolder(terminal, folder, events, replaced);
    }

    private static Loaded loaded(Definition definition, EventStream stream) {
        return Loaded.of(stream)
                .orElseThrow(() -> UserError.stopped(
                        "There is nothing to show.",
                        "'" + definition.series().file().path() + "' has no row that fits; it has "
                                + Figures.count(definition.rows(), "row") + ".",
                        "Check the delimiter and the key column."));
    }

    private void showOpened(Seqstore store, long nanos) {
        RecoveryReport recovery = store.recovery();
        StoreMetrics metrics = store.metrics();
        terminal.heading("Open again", Figures.duration(nanos));
        String found = recovery.logRecords() == 0 && recovery.tornBytes() == 0
                ? "it was closed cleanly, nothing to recover"
                : Figures.count(recovery.logRecords(), "record") + " of the log replayed";
        terminal.line(found + "; " + Figures.count(metrics.segments(), "segment") + " of "
                + Figures.bytes(metrics.segmentBytes()));
    }

    private void readAndChange(Seqstore store, Definition definition) {
        EventStream stream = store.stream(definition.series().id());
        Loaded loaded = loaded(definition, stream);
        new ReadChapters(terminal, loaded).show();
        loaded.numbers().stream()
                .findFirst()
                .ifPresentOrElse(
                        property -> {
                            CurveChapter.show(terminal, loaded, property);
                            SummaryChapter.showIntervals(terminal, loaded, property);
                            new ChangeChapter(terminal, loaded, property).show();
                        },
                        () -> terminal.note(
                                "No column holds numbers: there is no curve to draw and nothing to summarise."));
        if (loaded.numbers().size() > 1) {
            SummaryChapter.showProperties(terminal, loaded);
        }
        TypeChapter.show(terminal, store, definition.type());
    }

    private void showOther(Seqstore store, Definition definition) {
        EventStream stream = definition.create(store);
        Ingest ingest = Ingest.run(definition, stream, terminal);
        ingest.complain(terminal);
        Loaded loaded = loaded(definition, stream);
        FileChapter.show(terminal, definition);
        terminal.line(Figures.count(loaded.count(), "event") + " written beside the first stream");
        PropertyLayout first = loaded.numbers().get(0);
        CurveChapter.show(terminal, loaded, first);
        SummaryChapter.showProperties(terminal, loaded);
    }

    private void showEnd() {
        terminal.gap();
        terminal.note("Numbers are rounded to seven digits, times are UTC. Times of reads are the median of "
                + Timed.RUNS + " runs.");
        terminal.note(
                "The store stays in " + folder.path() + ". Your own file: ./seqstore demo --file FILE --key COLUMN");
    }
}
