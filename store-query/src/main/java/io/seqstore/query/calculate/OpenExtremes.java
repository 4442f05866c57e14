package io.seqstore.query.calculate;

import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.core.statistics.ColumnSummarizer;
import io.seqstore.core.statistics.NumberKind;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a block of whose extremes only bounds are known, those of the block. They are looked at when others do not reach the
 * bounds; mostly others do. Reused; not thread-safe.
 */
final class OpenExtremes {
    private final int column;
    private final ColumnBatch rows;
    private final ColumnExtremes sought = new ColumnExtremes();
    private @Nullable EventBlocks blocks;
    private int block;
    private int from;
    private int to;
    private long least;
    private long greatest;

    OpenExtremes(EventLayout layout, int column) {
        this.column = column;
        this.rows = new ColumnBatch(layout, 0);
    }

    /** Forgets the rows. */
    void close() {
        blocks = null;
    }

    /** Whether there are any. */
    boolean isOpen() {
        return blocks != null;
    }

    /**
     * Remembers rows.
     *
     * @param fromRow the first row
     * @param toRow one behind the last
     * @param within the figures of the block
     */
    void open(EventBlocks of, int ofBlock, int fromRow, int toRow, ColumnStatistics within) {
        blocks = of;
        block = ofBlock;
        from = fromRow;
        to = toRow;
        least = within.minimum;
        greatest = within.maximum;
    }

    /** Remembers the rows of another one. */
    void open(OpenExtremes other) {
        blocks = other.blocks;
        block = other.block;
        from = other.from;
        to = other.to;
        least = other.least;
        greatest = other.greatest;
    }

    /**
     * Adds the extremes of the rows to those of others, unless they can make no difference, and forgets the rows.
     *
     * @param base from where points in time are counted
     * @param summarizer of the column; the figures that it made last are lost
     */
    void settle(Extremes extremes, NumberKind kind, long base, ColumnSummarizer summarizer) {
        EventBlocks of = blocks;
        blocks = null;
        if (of == null) {
            return;
        }
        boolean mayBeSmaller = !(kind.toDouble(least, base) >= extremes.minimum());
        boolean mayBeGreater = !(kind.toDouble(greatest, base) <= extremes.maximum());
        if (!mayBeSmaller && !mayBeGreater) {
            return;
        }
        sought.seek(mayBeSmaller, mayBeGreater);
        if (kind == NumberKind.DOUBLE) {
            sought.boundMinimum(Double.doubleToRawLongBits(extremes.minimum()));
            sought.boundMaximum(Double.doubleToRawLongBits(extremes.maximum()));
        }
        if (kind != NumberKind.UNSIGNED && of.search(block, from, to, column, sought)) {
            extremes.widen(
                    sought.hasMinimum() ? kind.toDouble(sought.minimum(), base) : Double.NaN,
                    sought.hasMaximum() ? kind.toDouble(sought.maximum(), base) : Double.NaN);
            return;
        }
        of.loadColumn(block, from, to, rows, column);
        ColumnStatistics found = summarizer.extremes(rows.column(column), 0, rows.count());
        extremes.widen(kind.toDouble(found.minimum, base), kind.toDouble(found.maximum, base));
    }
}
