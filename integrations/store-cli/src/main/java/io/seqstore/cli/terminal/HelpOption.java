package io.seqstore.cli.terminal;

import picocli.CommandLine.Option;

/** The option that shows what a command is for, the same for all of them. */
public final class HelpOption {
    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean asked;
}
