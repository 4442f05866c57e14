package io.seqstore.core.cursor;

/** Tells from the figures of a block whether a reader can pass it by. */
@FunctionalInterface
public interface BlockTest {
    /** Whether an event of the block may be wanted; true when in doubt. */
    boolean mayMatch(EventBlocks blocks, int block);
}
