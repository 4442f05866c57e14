package io.seqstore.bench.macro;

import io.seqstore.bench.report.Comparison;
import io.seqstore.bench.report.JsonReport;
import io.seqstore.bench.report.Machine;
import io.seqstore.bench.report.Result;
import io.seqstore.bench.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks every engine every question and reports the answers. */
public final class MacroRunner {
    private final BenchOptions options;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Console console;

    /**
     * A runner.
     *
     * @param command how the run was asked for, for the report
     */
    public MacroRunner(BenchOptions options, String command, PrintStream out) {
        this.options = options;
        this.console = new Console(out);
        facts.putAll(Machine.facts());
        facts.put("command", command);
        facts.put(
                "setting",
                options.events() + " events, batches of " + options.batch() + ", durability "
                        + options.mode().id() + ", " + options.runs() + " runs");
    }

    /** Runs everything; returns the figures in the order in which they were printed. */
    public List<Result> run() {
        facts.forEach(
                (name, value) -> console.say("%-10s %s".formatted(name, value).stripTrailing()));
        console.say("");
        console.say(Table.heading());
        try (WorkFolder work = new WorkFolder(options.folder())) {
            SettledStores stores = new SettledStores(options, work);
            for (Workload workload : options.workloads()) {
                for (Engine engine : options.engines()) {
                    if (engine.supports(workload, options.mode())) {
                        run(workload, engine, work, stores);
                    }
                }
            }
        }
        if (options.engines().size() > 1) {
            console.say("");
            Comparison.lines(console.results()).forEach(console::say);
        }
        writeJson();
        return console.results();
    }

    private void run(Workload workload, Engine engine, WorkFolder work, SettledStores stores) {
        switch (workload) {
            case INGEST_S1, INGEST_S2, INGEST_S3 -> new Ingest(options, work).run(workload, engine, console);
            case READBACK -> new Scans(options, stores).readBack(engine, console);
            case SCAN -> new Scans(options, stores).scan(engine, console);
            case LAST -> new Reads(options, stores).last(engine, console);
            case POINT -> new Reads(options, stores).point(engine, console);
            case WINDOW -> new Reads(options, stores).window(engine, console);
            case SUMMARIES -> new Curves(options, stores).summaries(engine, console);
            case SUMMARIES_WINDOW -> new Curves(options, stores).summariesOfWindow(engine, console);
            case SAMPLED -> new Curves(options, stores).sampled(engine, console);
            case SIZE -> new Storage(options, stores).size(engine, console);
            case OPEN -> new Storage(options, stores).open(engine, console);
            case STREAMS -> new Streams(options, work).run(console);
        }
    }

    private void writeJson() {
        if (options.json() == null) {
            return;
        }
        try (Writer out = Files.newBufferedWriter(options.json())) {
            JsonReport.write(out, facts, console.results());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
