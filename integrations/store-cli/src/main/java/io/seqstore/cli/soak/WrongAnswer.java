package io.seqstore.cli.soak;

/** The store answered something else than it must. */
final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswer(String what) {
        super(what);
    }

    WrongAnswer(String what, Throwable cause) {
        super(what + ": " + cause, cause);
    }

    /** Fails unless two things are equal. */
    static void unlessEqual(Object expected, Object found, String what) {
        if (!expected.equals(found)) {
            throw new WrongAnswer(what + ": expected " + expected + ", found " + found);
        }
    }
}
