package io.seqstore.cli.terminal;

/** How a command ends, as scripts see it. */
public enum ExitCode {
    /** All was done. */
    DONE(0),
    /** Data or disk stood in the way. */
    STOPPED(1),
    /** The command line was wrong. */
    USAGE(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }
}
