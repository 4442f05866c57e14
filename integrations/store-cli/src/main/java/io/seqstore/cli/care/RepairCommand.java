package io.seqstore.cli.care;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.core.repair.RepairReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code seqstore repair}. */
@Command(
        name = "repair",
        description = {
            "Writes what is right of a damaged store into a new one, and says what was lost.",
            "The damaged store is not changed.",
            ""
        })
public final class RepairCommand implements Runnable {
    private final Terminal terminal;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "DIR", description = "The folder of the damaged store.")
    private Path folder = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NEW_FOLDER",
            description = "Where the new store goes: an empty folder, or one that is not there yet.")
    private Path target = Path.of("");

    public RepairCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        RepairReport report = Seqstore.repair(folder, target);
        terminal.line("Saved in " + target + ": " + Figures.count(report.streams(), "stream") + ", "
                + Figures.count(report.events(), "event") + " of segments, "
                + Figures.count(report.logRecords(), "change") + " of the log.");
        if (report.damages().isEmpty()) {
            terminal.line("Nothing was damaged; nothing is lost.");
            return;
        }
        terminal.line("Known to be lost: " + Figures.count(report.lostEvents(), "event")
                + ", and what older segments held in the same ranges of keys. What was damaged:");
        report.damages().forEach(damage -> terminal.quote(damage.toString()));
    }
}
