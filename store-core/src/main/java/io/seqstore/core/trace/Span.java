package io.seqstore.core.trace;

/**
 * Something that takes time and that a recording may want to know of. Begun by {@link Trace}; whoever did it says what came
 * of it and then {@link #done}. One that failed is not recorded, but for reads. Used by one thread at a time.
 */
public interface Span {
    /** Nobody wants to know. */
    Span NONE = new Nothing();

    /** Records nothing. */
    final class Nothing implements Span {
        private Nothing() {}

        @Override
        public void done() {}
    }

    /** Ends the time that it took and hands everything to the recording. */
    void done();

    /** How many streams it was about. */
    default Span streams(long count) {
        return this;
    }

    /** How many events were written or read. */
    default Span events(long count) {
        return this;
    }

    /** How many bytes were written or synced. */
    default Span bytes(long count) {
        return this;
    }

    /** How many segments there were before. */
    default Span segments(int count) {
        return this;
    }

    /** How many records of the log were replayed. */
    default Span records(long count) {
        return this;
    }
}
