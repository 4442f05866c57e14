package io.seqstore.query.calculate;

import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;

/**
 * A block that one border cuts in two, as figures of both parts. The smaller part is decoded and added up; of the other part
 * the figures are those of the block less the smaller part's, wherever that is exact enough. Reused; not thread-safe.
 */
final class CutBlock {
    private final LoadedBlock loaded;
    private final CutColumn[] columns;
    private int rowsBefore;
    private int rowsBehind;

    CutBlock(EventLayout layout, List<SummaryPlan.Property> properties, LoadedBlock loaded) {
        this.loaded = loaded;
        this.columns = properties.stream()
                .map(property -> new CutColumn(layout, property))
                .toArray(CutColumn[]::new);
    }

    /**
     * Cuts a block. Its rows beside the border are loaded then.
     *
     * @param border a key behind the first one of the block and not behind the last one
     * @return false when too few rows are on a side; then nothing can be asked for
     */
    boolean cut(EventBlocks blocks, int block, long border) {
        int rows = Math.toIntExact(blocks.events(block, block + 1));
        int row = blocks.firstRowAtOrAfter(block, border);
        if (row < 2 || row > rows - 3) {
            return false;
        }
        // The rows beside the border are decoded in any case, because what is calculated there needs them.
        boolean isFirstSmaller = row <= rows - row;
        int from = isFirstSmaller ? 0 : row - 1;
        int to = isFirstSmaller ? row + 2 : rows;
        ColumnBatch batch = loaded.loadRows(blocks, block, from, to);
        int behind = batch.key(row - from) == border ? row + 1 : row;
        rowsBefore = row;
        rowsBehind = rows - behind;
        for (CutColumn column : columns) {
            if (isFirstSmaller) {
                column.cutBehind(blocks, block, batch, row, behind);
            } else {
                column.cutBefore(blocks, block, batch, row, behind);
            }
        }
        return true;
    }

    /** How many events lie before the border. */
    int rowsBefore() {
        return rowsBefore;
    }

    /** How many events lie behind the border. */
    int rowsBehind() {
        return rowsBehind;
    }

    /** The figures of a property in front of the border and behind it; good until the next block is cut. */
    CutColumn column(int property) {
        return columns[property];
    }
}
