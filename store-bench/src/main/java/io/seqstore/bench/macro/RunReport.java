package io.seqstore.bench.macro;

import io.seqstore.bench.report.Comparison;
import io.seqstore.bench.report.JsonReport;
import io.seqstore.bench.report.Machine;
import io.seqstore.bench.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of one run of the command: its circumstances, its figures, the engines side by side. */
final class RunReport {
    private final BenchOptions options;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Console console;

    RunReport(BenchOptions options, String command, PrintStream out) {
        this.options = options;
        this.console = new Console(out);
        facts.putAll(Machine.facts());
        facts.put("command", command);
        facts.put(
                "setting",
                options.events() + " events, batches of " + options.batch() + ", durability "
                        + options.mode().id() + ", " + options.runs() + " runs");
        facts.put(
                "engines",
                options.engines().stream()
                        .map(engine -> (engine.name() + " " + engine.version()).strip())
                        .collect(Collectors.joining(", ")));
    }

    Console console() {
        return console;
    }

    void begin() {
        facts.forEach(
                (name, value) -> console.say("%-10s %s".formatted(name, value).stripTrailing()));
        console.say("");
        console.say(Table.heading());
    }

    void end() {
        Comparison comparison = Comparison.of(console.results(), Engines::isPeer);
        if (options.engines().size() > 1) {
            console.say("");
            comparison.lines().forEach(console::say);
        }
        if (options.json() != null) {
            try (Writer out = Files.newBufferedWriter(options.json())) {
                JsonReport.write(out, facts, console.results(), comparison);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
