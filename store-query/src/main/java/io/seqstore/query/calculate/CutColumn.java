package io.seqstore.query.calculate;

import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.core.statistics.ColumnSummarizer;
import io.seqstore.core.statistics.NumberKind;
import io.seqstore.core.statistics.StretchMoments;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;

/** One column of a {@link CutBlock}. */
final class CutColumn {
    private final int column;
    private final NumberKind kind;
    private final ColumnSummarizer summarizer;
    /** Makes the figures of the greater part, where they are needed beside those of the smaller one. */
    private final ColumnSummarizer ofRest;

    /** The pieces of the smaller part, and those that join it to the greater one. */
    private final StretchMoments taken;

    private final ColumnBatch decoded;
    private final ColumnSet only;
    private final ColumnExtremes sought = new ColumnExtremes();
    /** The greater part, where its extremes are not known. */
    private final OpenExtremes open;

    private final ColumnStatistics whole = new ColumnStatistics();
    private final ColumnStatistics left = new ColumnStatistics();
    private ColumnStatistics before = left;
    private ColumnStatistics behind = left;

    CutColumn(EventLayout layout, SummaryPlan.Property property) {
        this.column = property.property().column();
        this.kind = NumberKind.of(property.property().code()).orElseThrow();
        this.summarizer = ColumnSummarizer.of(layout, property.property());
        this.ofRest = ColumnSummarizer.of(layout, property.property());
        this.taken = new StretchMoments(property.piece(), layout.keyForm());
        this.decoded = new ColumnBatch(layout, 0);
        this.only = ColumnSet.of(column);
        this.open = new OpenExtremes(layout, column);
    }

    /** Adds the figures of the rows in front of the border. */
    void addBefore(StretchAccumulator to, NumberReader reader) {
        add(before, to, reader);
    }

    /** Adds the figures of the rows behind the border. */
    void addBehind(StretchAccumulator to, NumberReader reader) {
        add(behind, to, reader);
    }

    private void add(ColumnStatistics figures, StretchAccumulator to, NumberReader reader) {
        to.addStretch(figures, reader);
        if (figures == left && open.isOpen()) {
            to.addOpen(open);
        }
    }

    /**
     * Cuts where the smaller part is in front of the border.
     *
     * @param batch the first rows of the block
     * @param row the first row at or behind the border
     * @param next the first row behind the border
     */
    void cutBehind(EventBlocks blocks, int block, ColumnBatch batch, int row, int next) {
        Column values = batch.column(column);
        before = summarizer.summarize(batch.keys(), values, 0, row);
        boolean isStarted = startRest(blocks, block);
        if (isStarted) {
            left.firstKey = batch.key(next);
            left.first = bits(values, next);
            left.lastKey = whole.lastKey;
            left.last = whole.last;
            taken.clear();
            taken.addStretch(before, kind, whole.first);
            addPoints(batch, row, next);
        }
        behind = rest(blocks, block, isStarted, next, Math.toIntExact(whole.events));
    }

    /**
     * Cuts where the smaller part is behind the border.
     *
     * @param batch the last rows of the block, of which the first one is that in front of the border
     * @param row the first row of the block at or behind the border
     * @param next the first row of the block behind the border
     */
    void cutBefore(EventBlocks blocks, int block, ColumnBatch batch, int row, int next) {
        Column values = batch.column(column);
        int skipped = row - 1;
        behind = summarizer.summarize(batch.keys(), values, next - skipped, batch.count());
        boolean isStarted = startRest(blocks, block);
        if (isStarted) {
            left.firstKey = whole.firstKey;
            left.first = whole.first;
            left.lastKey = batch.key(0);
            left.last = bits(values, 0);
            taken.clear();
            addPoints(batch, 0, next - skipped - 1);
            taken.addStretch(behind, kind, whole.first);
        }
        before = rest(blocks, block, isStarted, 0, row);
    }

    /** Whether the figures of the block are there, and such that something can be taken away from them. */
    private boolean startRest(EventBlocks blocks, int block) {
        left.clear();
        open.close();
        boolean known = blocks.statistics(column, block, block + 1, whole);
        return known && whole.hasMoments && whole.hasExtremes && whole.nulls == 0;
    }

    private void addPoints(ColumnBatch batch, int from, int last) {
        for (int row = from; row <= last; row++) {
            taken.addPoint(batch.key(row), kind.toDouble(bits(batch.column(column), row), whole.first), false);
        }
    }

    private static long bits(Column values, int row) {
        return values instanceof DoubleColumn doubles
                ? Double.doubleToRawLongBits(doubles.get(row))
                : ((LongColumn) values).get(row);
    }

    /** The figures of the greater part, the rows {@code from..to-1}: those of the block less what was taken, if possible. */
    private ColumnStatistics rest(EventBlocks blocks, int block, boolean isStarted, int from, int to) {
        if (isStarted) {
            left.events = (long) to - from;
            if (whole.isConstant()) {
                return still();
            }
            if (taken.takeFrom(whole, kind, left)) {
                setExtremes(blocks, block, from, to);
                return left;
            }
            if (isStill(blocks, block, from, to)) {
                return still();
            }
        }
        blocks.load(block, from, to, decoded, only);
        return ofRest.summarize(decoded.keys(), decoded.column(column), 0, decoded.count());
    }

    /** States change rarely: when the one change is taken away nothing is left that could be told by subtracting. */
    private boolean isStill(EventBlocks blocks, int block, int from, int to) {
        if (kind == NumberKind.DOUBLE || left.first != left.last) {
            return false;
        }
        sought.seek(true, true);
        if (kind != NumberKind.UNSIGNED && blocks.search(block, from, to, column, sought)) {
            return sought.minimum() == left.first && sought.maximum() == left.first;
        }
        blocks.loadColumn(block, from, to, decoded, column);
        long[] values = decoded.longs(column);
        long differences = 0;
        for (int row = 0; row < to - from; row++) {
            differences |= values[row] ^ left.first;
        }
        return differences == 0;
    }

    private ColumnStatistics still() {
        taken.setStill(left);
        left.hasExtremes = true;
        left.minimum = left.first;
        left.maximum = left.first;
        return left;
    }

    /** The extremes of the rows {@code from..to-1} are those of the block, unless these may lie in the smaller part. */
    private void setExtremes(EventBlocks blocks, int block, int from, int to) {
        left.hasExtremes = true;
        boolean minimumIsHere = from <= whole.minimumRow && whole.minimumRow < to;
        boolean maximumIsHere = from <= whole.maximumRow && whole.maximumRow < to;
        left.minimum = minimumIsHere ? whole.minimum : left.first;
        left.maximum = maximumIsHere ? whole.maximum : left.first;
        if (!minimumIsHere || !maximumIsHere) {
            open.open(blocks, block, from, to, whole);
        }
    }
}
