package io.seqstore.cli.terminal;

/**
 * Something that the person at the screen has to change: a wrong option, a file that is not what it should be. Told in three
 * sentences, never with a stack trace.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String error;
    private final String reason;
    private final String resolution;

    private UserError(ExitCode exitCode, String error, String reason, String resolution) {
        super(error + " " + reason + " " + resolution);
        this.exitCode = exitCode;
        this.error = error;
        this.reason = reason;
        this.resolution = resolution;
    }

    /** The data or the disk stand in the way. */
    public static UserError stopped(String error, String reason, String resolution) {
        return new UserError(ExitCode.STOPPED, error, reason, resolution);
    }

    /** The command line is wrong. */
    public static UserError usage(String error, String reason, String resolution) {
        return new UserError(ExitCode.USAGE, error, reason, resolution);
    }

    /** How the process ends. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What went wrong. */
    public String error() {
        return error;
    }

    /** Where, what was found, what was expected. */
    public String reason() {
        return reason;
    }

    /** What can be done about it. */
    public String resolution() {
        return resolution;
    }
}
