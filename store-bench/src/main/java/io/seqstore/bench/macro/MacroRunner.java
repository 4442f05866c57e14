package io.seqstore.bench.macro;

import io.seqstore.bench.report.Result;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks every engine every question and reports the answers. */
public final class MacroRunner {
    private final BenchOptions options;
    private final RunReport report;
    private final Console console;
    private @Nullable RuntimeException failure;

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
     * Runs everything; returns the figures in the order in which they were printed. A workload that an engine fails in does not
     * keep the others from being run: the first failure is thrown in the end, when all others are reported.
     *
     * @throws IllegalArgumentException when an engine needs flags that this JVM was started without
     * @throws WrongAnswerException when an engine gave one
     */
    public List<Result> run() {
        options.engines().forEach(NeededFlags::check);
        report.begin();
        try (WorkFolder work = new WorkFolder(options.folder())) {
            SettledStores stores = new SettledStores(options, work);
            for (Workload workload : options.workloads()) {
                for (Engine engine : options.engines()) {
                    options.whyNot(workload, engine)
                            .ifPresentOrElse(
                                    reason -> console.absent(workload, engine, reason),
                                    () -> tryToRun(workload, engine, work, stores));
                    report.save();
                }
            }
        }
        report.end();
        if (failure != null) {
            throw failure;
        }
        return console.findings().results();
    }

    /** Anything that code of somebody else throws: also what it lacks, asserts, or uses up. */
    private void tryToRun(Workload workload, Engine engine, WorkFolder work, SettledStores stores) {
        try {
            run(workload, engine, work, stores);
        } catch (RuntimeException e) {
            fail(workload, engine, e);
        } catch (LinkageError | AssertionError | OutOfMemoryError e) {
            fail(workload, engine, new IllegalStateException(engine.name() + " failed: " + e, e));
        }
    }

    private void fail(Workload workload, Engine engine, RuntimeException e) {
        console.absent(workload, engine, "FAILED: " + e.getMessage());
        if (failure == null) {
            failure = e;
        } else if (failure != e) {
            failure.addSuppressed(e);
        }
    }

    private void run(Workload workload, Engine engine, WorkFolder work, SettledStores stores) {
        switch (workload) {
            case INGEST_S1, INGEST_S2, INGEST_S3 -> new Ingest(options, work).run(workload, engine, console);
            case INGEST_WRITERS -> new Writers(options, work).run(console);
            case LATE_SHUFFLED -> new LateShuffled(options, work).run(engine, console);
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
            case REAL -> new RealSeries(options, work).run(engine, console);
            case OPEN -> new Storage(options, stores).open(engine, console);
            case GROWTH -> new Growth(options, work).run(engine, console);
            case MIXED -> new Mixed(options, work).run(engine, console);
            case STREAMS -> new Streams(options, work).run(console);
        }
    }
}
