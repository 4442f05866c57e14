package io.seqstore.query.filter;

import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.types.event.PropertyLayout;
import org.jspecify.annotations.Nullable;

/** What is known of the values of one block without decoding it. Reused for the next block; not thread-safe. */
final class BlockFigures {
    private final ColumnStatistics column = new ColumnStatistics();
    private @Nullable EventBlocks blocks;
    private int block;

    /** Moves to a block. */
    void moveTo(EventBlocks of, int number) {
        blocks = of;
        block = number;
    }

    /**
     * Looks at a property that is held as 64 bits.
     *
     * @return whether what the accessors say holds for every value that is not null
     */
    boolean look(PropertyLayout property) {
        EventBlocks of = blocks;
        if (of == null) {
            return false;
        }
        if (property.column() == PropertyLayout.NONE) {
            column.clear();
            column.events = of.events(block, block + 1);
            column.hasExtremes = true;
            column.minimum = of.firstKey(block);
            column.maximum = of.lastKey(block);
            return true;
        }
        return of.statistics(property.column(), block, block + 1, column)
                && (column.hasExtremes || column.hasNaN || column.known() == 0);
    }

    /** Whether there is a value besides null and not-a-number. */
    boolean hasExtremes() {
        return column.hasExtremes;
    }

    /** Whether any value is not-a-number. */
    boolean hasNaN() {
        return column.hasNaN;
    }

    /** The smallest value as it stands in the column, or the key. */
    long minimum() {
        return column.minimum;
    }

    /** The greatest value as it stands in the column, or the key. */
    long maximum() {
        return column.maximum;
    }
}
