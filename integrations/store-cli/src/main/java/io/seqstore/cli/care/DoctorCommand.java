package io.seqstore.cli.care;

import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options of {@code seqstore doctor}. */
@Command(
        name = "doctor",
        description = {
            "Says what is wrong with a store and what to do about it: missing files, a held lock,",
            "permissions, version, space, damage. Changes nothing. Ends with 1 when anything needs doing.",
            ""
        })
public final class DoctorCommand implements Runnable {
    private final Terminal terminal;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(paramLabel = "DIR", description = "The folder of the store.")
    private Path folder = Path.of("");

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Diagnosis diagnosis = Diagnosis.of(folder);
        for (Diagnosis.Finding finding : diagnosis.findings()) {
            terminal.line((finding.advice().isEmpty() ? "ok       " : "problem  ") + finding.text());
            if (!finding.advice().isEmpty()) {
                terminal.quote(finding.advice());
            }
        }
        if (diagnosis.problems() > 0) {
            throw UserError.stopped(
                    "Something needs doing.",
                    Figures.count(diagnosis.problems(), "problem") + " with '" + folder + "'.",
                    "What to do stands below each of them.");
        }
    }
}
