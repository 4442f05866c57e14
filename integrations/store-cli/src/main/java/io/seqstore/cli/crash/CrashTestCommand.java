package io.seqstore.cli.crash;

import io.seqstore.cli.model.TrialFolder;
import io.seqstore.cli.model.TrialOptions;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code seqstore crashtest}. */
@Command(
        name = "crashtest",
        description = {
            "Kills processes that write to a store, at random moments, and checks after each",
            "kill that everything they were told was written is there, and nothing else.",
            "Ends with 1 and leaves the folder when anything is lost, torn or too much.",
            ""
        })
public final class CrashTestCommand implements Runnable {
    private final Terminal terminal;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Option(names = "--rounds", paramLabel = "N", description = "How many processes are killed. Default: 30")
    private int rounds = 30;

    @Mixin
    private final TrialOptions trial = new TrialOptions();

    public CrashTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        TrialFolder folder = trial.makeFolder();
        long seed = trial.seed();
        Path store = folder.place("store");
        terminal.line("Seed " + seed + ", " + Figures.count(rounds, "round") + ", store in " + store + ".");
        Tally tally;
        try {
            tally = new CrashTest(store, folder.place("child-errors.txt"), seed).run(rounds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.stopped("The test was interrupted.", "", "Run it again.");
        }
        terminal.line(Figures.count(tally.rounds(), "round") + ", "
                + Figures.count(tally.acknowledgements(), "acknowledgement") + "; "
                + tally.lost() + " lost, " + tally.torn() + " torn, " + tally.ghosts() + " ghosts; "
                + Figures.count(tally.pendingDone(), "write") + " done of which nobody was told; slowest open "
                + Figures.duration(tally.slowestOpenNanos()) + ".");
        if (!tally.failures().isEmpty()) {
            tally.failures().forEach(terminal::quote);
            throw UserError.stopped(
                    "The store did not survive.",
                    "Seed " + seed + ", store left in " + store + ".",
                    "Report it with the lines above; 'seqstore verify' may say more.");
        }
        folder.close();
    }
}
