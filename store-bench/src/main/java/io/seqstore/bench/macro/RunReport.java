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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
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

    private Comparison comparison() {
        List<String> asked = options.engines().stream().map(Engine::name).toList();
        return Comparison.of(asked, console.findings().results(), Engines::isPeer);
    }

    /** Keeps what is known by now: who comes later may take the process along. */
    void save() {
        Path json = options.json();
        if (json != null) {
            Path unfinished = json.resolveSibling(json.getFileName() + ".part");
            try {
                try (Writer out = Files.newBufferedWriter(unfinished)) {
                    JsonReport.write(out, facts, console.findings(), comparison());
                }
                Files.move(unfinished, json, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void end() {
        if (options.engines().size() > 1) {
            console.say("");
            comparison().lines().forEach(console::say);
            console.say("");
            console.findings().absences().forEach(absence -> console.say(Table.line(absence)));
        }
        save();
    }
}
