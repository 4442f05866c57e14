package io.seqstore.cli.soak;

import io.seqstore.cli.model.TrialFolder;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    @Option(names = "--minutes", paramLabel = "N", description = "For how long; 0.5 is half a minute. Default: 1")
    private double minutes = 1;

    @Option(names = "--seed", paramLabel = "S", description = "From which chance comes. Default: another each time")
    private long seed = System.nanoTime() % 1_000_000_000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the store is made: an empty folder, or one that is not there yet. Default: a temporary one")
    private @Nullable Path data;

    public SoakCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        TrialFolder folder = TrialFolder.of(data);
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
                + Figures.count(counts.reopenings().get(), "opening") + "; seed " + seed + ".");
    }
}
