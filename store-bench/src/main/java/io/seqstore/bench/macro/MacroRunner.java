package io.seqstore.bench.macro;

import io.seqstore.bench.report.Result;
import java.io.PrintStream;
import java.util.List;

/** Asks every engine every question and reports the answers. */
public final class MacroRunner {
    private final BenchOptions options;
    private final RunReport report;
    private final Console console;

    /**
     * A runner.
     *
     * @param command how the run was asked for, for the report
     */
    public MacroRunner(BenchOptions options, String command, PrintStream out) {
        this.options = options;
        this.report = new RunReport(options, command, out);
        this.console = report.console();
    }

    /**
     * Runs everything; returns the figures in the order in which they were printed.
     *
     * @throws IllegalArgumentException when an engine needs flags that this JVM was started without
     */
    public List<Result> run() {
        options.engines().forEach(NeededFlags::check);
        report.begin();
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
        report.end();
        return console.results();
    }

    private void run(Workload workload, Engine engine, WorkFolder work, SettledStores stores) {
        switch (workload) {
            case INGEST_S1, INGEST_S2, INGEST_S3 -> new Ingest(options, work).run(workload, engine, console);
            case INGEST_WRITERS -> new Writers(options, work).run(console);
            case READBACK -> new Scans(options, stores).readBack(engine, console);
            case SCAN -> new Scans(options, stores).scan(engine, console);
            case LAST -> new Reads(options, stores).last(engine, console);
            case POINT -> new Reads(options, stores).point(engine, console);
            case INTERPOLATE -> new Reads(options, stores).interpolate(engine, console);
            case WINDOW -> new Reads(options, stores).window(engine, console);
            case SUMMARIES -> new Curves(options, stores).summaries(engine, console);
            case SUMMARIES_WINDOW -> new Curves(options, stores).summariesOfWindow(engine, console);
            case SAMPLED -> new Curves(options, stores).sampled(engine, console);
            case SIZE -> new Storage(options, stores).size(engine, console);
            case OPEN -> new Storage(options, stores).open(engine, console);
            case STREAMS -> new Streams(options, work).run(console);
        }
    }
}
