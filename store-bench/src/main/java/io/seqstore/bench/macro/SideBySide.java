package io.seqstore.bench.macro;

import io.seqstore.bench.report.JsonReport;
import io.seqstore.bench.report.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks each engine in a JVM of its own, one after the other, with the flags it needs: some need flags, and no engine shall
 * meet code that was compiled for another. The figures are printed as they come and end in one table.
 */
public final class SideBySide {
    private static final double NANOS_A_MINUTE = 60e9;
    private static final double MILLIS_A_MINUTE = 60e3;

    private final BenchOptions options;
    private final String main;
    private final RunReport report;

    /**
     * A runner.
     *
     * @param command how the run was asked for, for the report
     * @param main the class that is started for each engine
     */
    public SideBySide(BenchOptions options, String command, Class<?> main, PrintStream out) {
        this.options = options;
        this.main = main.getName();
        this.report = new RunReport(options, command, out);
    }

    /** Whether these options ask for engines that need a JVM of their own. */
    public static boolean isNeeded(BenchOptions options) {
        return !options.here() && options.engines().stream().anyMatch(Engines::isPeer);
    }

    /** Runs everything; returns the names of the engines that failed. What the others gave is reported all the same. */
    public List<String> run() {
        List<String> failed = new ArrayList<>();
        report.begin();
        try (WorkFolder work = new WorkFolder(options.folder())) {
            for (Engine engine : options.engines()) {
                // Removed here, since an engine that ends badly leaves its stores behind.
                Path folder = work.fresh();
                String end = run(engine, folder);
                WorkFolder.remove(folder);
                if (!end.isEmpty()) {
                    failed.add(engine.name());
                    report.console().say(engine.name() + " FAILED: " + end);
                }
                report.save();
            }
        }
        report.end();
        return failed;
    }

    /** Returns how its JVM ended; nothing if well. */
    private String run(Engine engine, Path folder) {
        try {
            Path json = folder.resolve("figures.json");
            long before = System.nanoTime();
            Process process = new ProcessBuilder(command(engine, json, folder))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            AtomicBoolean isEnded = new AtomicBoolean();
            Duration limit = options.leftOut().limit();
            if (!limit.isZero()) {
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> end(process, isEnded));
            }
            pass(process);
            int exit = process.waitFor();
            String end = isEnded.get()
                    ? "it was ended after %.1f minutes".formatted(limit.toMillis() / MILLIS_A_MINUTE)
                    : exit == 0 ? "" : "its JVM ended with " + exit;
            keep(engine, json, end);
            report.console()
                    .say("%s took %.1f minutes"
                            .formatted(engine.name(), (System.nanoTime() - before) / NANOS_A_MINUTE));
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void end(Process process, AtomicBoolean isEnded) {
        if (process.isAlive()) {
            isEnded.set(true);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Keeps what is known, and says of the rest why it is not. */
    private void keep(Engine engine, Path json, String end) throws IOException {
        JsonReport.Findings found = new JsonReport.Findings(List.of(), List.of());
        if (Files.exists(json)) {
            try (Reader in = Files.newBufferedReader(json)) {
                found = JsonReport.read(in);
            }
        }
        report.console().keep(found);
        Set<String> known = new HashSet<>();
        found.results().forEach(result -> known.add(result.workload()));
        found.absences().forEach(absence -> known.add(absence.workload()));
        options.workloads().stream()
                .filter(workload -> !known.contains(workload.id()))
                .forEach(workload -> report.console().absent(workload, engine, end.isEmpty() ? "no figures" : end));
    }

    private List<String> command(Engine engine, Path json, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(engine.jvmFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(options.arguments(engine, json, folder));
        return command;
    }

    /** Whether a line is not something that an engine printed. */
    private boolean isFigure(String line) {
        return options.workloads().stream().anyMatch(workload -> Table.isLine(line, workload.number(), workload.id()));
    }

    /** Prints the figures, which stand between the heading and the next empty line. */
    private void pass(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            boolean figures = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                figures = figures && !line.isEmpty();
                if (figures && isFigure(line)) {
                    report.console().say(line);
                }
                figures = figures || line.equals(Table.heading());
            }
        }
    }
}
