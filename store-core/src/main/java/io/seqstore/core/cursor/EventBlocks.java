package io.seqstore.core.cursor;

import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.types.event.ColumnBatch;

/**
 * The blocks of a layer in key order, numbered from 0, and what is known of them without decoding any. For keys of 64 bits
 * only. Good as long as the state that it came from; one thread at a time.
 */
public interface EventBlocks {
    /** How many there are. */
    int count();

    /** The key of the first event of a block. */
    long firstKey(int block);

    /** The key of the last event of a block. */
    long lastKey(int block);

    /** The first block whose last key is at or after a key; the number of blocks when there is none. */
    int firstEndingAtOrAfter(long key);

    /** The first block whose first key is behind a key; the number of blocks when there is none. */
    int firstBeginningAfter(long key);

    /**
     * How far the figures reach that are kept for a block and those behind it together.
     *
     * @param block the first block
     * @param end where to end at the latest, greater than {@code block}
     * @return one behind the last block of a stretch for which {@link #statistics} can be asked
     */
    int stretchEnd(int block, int end);

    /** How many events are in a stretch. */
    long events(int block, int end);

    /**
     * Reads the figures of a column over a stretch that {@link #stretchEnd} named.
     *
     * @return false when none are kept; keys and count are there in any case
     */
    boolean statistics(int column, int block, int end, ColumnStatistics into);

    /**
     * Decodes a block.
     *
     * @param into where its events are put; what was there before is gone
     * @throws io.seqstore.types.DamagedStoreException when the block is not what was written
     */
    void load(int block, ColumnBatch into, ColumnSet columns);

    /**
     * Decodes some rows of a block, the first of which becomes row 0.
     *
     * @param from the first row
     * @param to one behind the last
     * @param into where its events are put; what was there before is gone
     */
    void load(int block, int from, int to, ColumnBatch into, ColumnSet columns);

    /** The same for one column; neither the keys nor the other columns of {@code into} mean anything then. */
    void loadColumn(int block, int from, int to, ColumnBatch into, int column);

    /**
     * Searches some rows of a column of a block for extremes without decoding them.
     *
     * @param from the first row
     * @param to one behind the last, greater than {@code from}
     * @return false when that is not possible, for the rows may be null or not-a-number, or are not packed; then nothing was
     *     found and they must be decoded
     */
    boolean search(int block, int from, int to, int column, ColumnExtremes sought);

    /** The first row of a block whose key is at or after a key; the number of its rows when there is none. */
    int firstRowAtOrAfter(int block, long key);

    /** The key of a row of a block. */
    long key(int block, int row);

    /** Appends one row of a block to a batch, without decoding the others. */
    void copyRow(int block, int row, ColumnBatch into);
}
