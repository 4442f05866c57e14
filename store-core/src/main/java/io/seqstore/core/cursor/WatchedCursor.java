package io.seqstore.core.cursor;

/** Runs a check before each batch, which may throw: so that a walk can be ended, or fails when its ground is gone. */
public final class WatchedCursor extends ForwardingCursor {
    private final Runnable check;

    public WatchedCursor(BatchCursor cursor, Runnable check) {
        super(cursor);
        this.check = check;
    }

    @Override
    public boolean advance() {
        check.run();
        return super.advance();
    }
}
