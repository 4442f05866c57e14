package io.seqstore.cli.soak;

import io.seqstore.cli.model.TrialFolder;
import io.seqstore.cli.model.TrialOptions;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code seqstore soak}. */
@Command(
        name = "soak",
        description = {
            "Writes, reads, flushes, compacts, backs up, changes types, deletes and reopens at",
            "random and at once, and compares every answer with what was written.",
            "Ends with 1 and leaves the folder when an answer is wrong.",
            ""
        })
public final class SoakCommand implements Runnable {
    private static final double MILLIS_A_MINUTE = 60_000;

    private final Terminal terminal;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Option(names = "--minutes", paramLabel = "N", description = "For how long; 0.5 is half a minute. Default: 1")
    private double minutes = 1;

    @Mixin
    private final TrialOptions trial = new TrialOptions();

    public SoakCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        TrialFolder folder = trial.makeFolder();
        long seed = trial.seed();
        Path store = folder.place("store");
        terminal.line("Seed " + seed + ", store in " + store + ".");
        Soak soak = new Soak(folder, seed);
        try {
            soak.run(Duration.ofMillis((long) (minutes * MILLIS_A_MINUTE)));
        } catch (WrongAnswer wrong) {
            tell(soak.counts());
            throw UserError.stopped(
                    "The store gave a wrong answer.",
                    String.valueOf(wrong.getMessage()),
                    "Report it with seed " + seed + "; the store is left in " + store + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.stopped("The test was interrupted.", "", "Run it again.");
        }
        tell(soak.counts());
        terminal.line("0 wrong answers.");
        folder.close();
    }

    private void tell(Counts counts) {
        terminal.line(Figures.count(counts.writes().get(), "write") + ", "
                + Figures.count(counts.reads().get(), "read") + ", "
                + Figures.count(counts.heldReads().get(), "held read") + ", "
                + Figures.count(counts.backups().get(), "backup") + ", "
                + Figures.count(counts.reopenings().get(), "opening") + "; seed " + trial.seed() + ".");
    }
}
