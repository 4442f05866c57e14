package io.seqstore.bench.macro;

/** An engine gave back something else than was written. */
public final class WrongAnswerException extends RuntimeException {
    WrongAnswerException(String engine, Object found, Object expected) {
        super(engine + " gave back " + found + "; expected " + expected);
    }
}
