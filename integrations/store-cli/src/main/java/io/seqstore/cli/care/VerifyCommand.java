package io.seqstore.cli.care;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.core.verify.VerifyReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options of {@code seqstore verify}. */
@Command(
        name = "verify",
        description = {
            "Reads every byte of a store and says what is damaged: file, offset, stream, keys.",
            "Changes nothing, and may run beside the process that writes. Ends with 1 when",
            "anything is damaged.",
            ""
        })
public final class VerifyCommand implements Runnable {
    private final Terminal terminal;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "DIR", description = "The folder of the store.")
    private Path folder = Path.of("");

    public VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        VerifyReport report = Seqstore.verify(folder);
        for (FoundDamage damage : report.damages()) {
            terminal.line(damage.toString());
        }
        terminal.line(Figures.count(report.files(), "file") + " of " + Figures.bytes(report.bytes())
                + " in all, " + Figures.count(report.streams(), "stream") + ", "
                + Figures.count(report.events(), "event") + " in segments.");
        if (report.tornBytes() > 0) {
            terminal.line("A crash cut the last write short: " + Figures.count(report.tornBytes(), "byte")
                    + " that nobody was told of.");
        }
        if (!report.isWhole()) {
            throw UserError.stopped(
                    "The store is damaged.",
                    Figures.count(report.damages().size(), "place") + " in its files "
                            + (report.damages().size() == 1 ? "is" : "are") + " not what was written.",
                    "Restore the files from a backup, or save what is right with 'seqstore repair " + folder
                            + " --to NEW_FOLDER'.");
        }
        terminal.line("Nothing is damaged.");
    }
}
