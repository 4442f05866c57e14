package io.seqstore.cli.crash;

/** What must not happen has happened. */
final class CrashTestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrashTestFailure(String message) {
        super(message);
    }
}
