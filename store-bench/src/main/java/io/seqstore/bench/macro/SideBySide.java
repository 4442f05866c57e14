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
import java.util.ArrayList;
import java.util.List;

/**
 * Asks each engine in a JVM of its own, one after the other, with the flags it needs: some need flags, and no engine shall
 * meet code that was compiled for another. The figures are printed as they come and end in one table.
 */
public final class SideBySide {
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
        for (Engine engine : options.engines()) {
            if (!run(engine)) {
                failed.add(engine.name());
                report.console().say(engine.name() + " FAILED; its figures are missing");
            }
        }
        report.end();
        return failed;
    }

    private boolean run(Engine engine) {
        try {
            Path json = Files.createTempFile("seqstore-bench", ".json");
            try {
                Process process = new ProcessBuilder(command(engine, json))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                pass(process);
                if (process.waitFor() != 0) {
                    return false;
                }
                try (Reader in = Files.newBufferedReader(json)) {
                    JsonReport.read(in).forEach(report.console()::keep);
                }
                return true;
            } finally {
                Files.deleteIfExists(json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<String> command(Engine engine, Path json) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(engine.jvmFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(options.arguments(engine, json));
        return command;
    }

    /** Whether a line is not something that an engine printed. */
    private boolean isFigure(String line) {
        return options.workloads().stream().anyMatch(workload -> line.startsWith(workload.id() + " "));
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
