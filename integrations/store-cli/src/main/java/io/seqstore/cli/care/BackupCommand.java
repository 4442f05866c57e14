package io.seqstore.cli.care;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.core.backup.BackupReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options of {@code seqstore backup}. */
@Command(
        name = "backup",
        description = {
            "Puts the present state of a store into an empty folder, which is a store then.",
            "May run beside the process that writes. On the same file system segments are",
            "hard links: that costs little space, and does not protect from the device.",
            ""
        })
public final class BackupCommand implements Runnable {
    private final Terminal terminal;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the store.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "Where the backup goes: an empty folder, or one that is not there yet.")
    private Path target = Path.of("");

    public BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (Seqstore store = Seqstore.openReadOnly(folder)) {
            BackupReport report = store.backup(target);
            terminal.line("Backed up to " + target + ": " + Figures.count(report.files(), "file") + ", "
                    + Figures.bytes(report.bytes()) + ", " + Figures.bytes(report.linkedBytes())
                    + " of them shared with the store.");
        }
    }
}
