package io.seqstore.query.calculate;

import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.core.statistics.NumberKind;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.PropertyLayout;

/**
 * The first, smallest, greatest and last event of some blocks by one column, found in the figures of the blocks; an event
 * itself is looked up when it is known that it is wanted.
 */
final class StretchSample {
    private final int column;
    private final NumberKind kind;
    private final LoadedBlock loaded;
    private final ColumnStatistics figures = new ColumnStatistics();
    private int row;

    StretchSample(PropertyLayout property, LoadedBlock loaded) {
        this.column = property.column();
        this.kind = NumberKind.of(property.code()).orElse(NumberKind.INTEGER);
        this.loaded = loaded;
    }

    /** Which event of a stretch. */
    enum Which {
        FIRST,
        MINIMUM,
        MAXIMUM,
        LAST
    }

    /**
     * Where an event is.
     *
     * @param from the first block of a stretch that figures are kept of
     * @param to one behind its last block
     * @param which event of the stretch
     */
    record Place(EventBlocks blocks, int from, int to, Which which) {}

    /** The figures of a stretch; good until the next call. */
    ColumnStatistics figures(EventBlocks blocks, int from, int to) {
        if (!blocks.statistics(column, from, to, figures)) {
            throw DamagedStoreException.ofContent("There are no figures of blocks " + from + " to " + to + ".", null);
        }
        return figures;
    }

    /** The batch that holds the event of a place, at row {@link #row}; good until the next block is loaded. */
    ColumnBatch load(Place place) {
        int from = place.from();
        int to = place.to();
        while (to - from > 1) {
            int child = childWith(place, from, to);
            to = childEnd(place.blocks(), child, from, to);
            from = child;
        }
        if (column == PropertyLayout.NONE) {
            figures.clear();
        } else {
            figures(place.blocks(), from, to);
        }
        boolean firstNull = figures.firstNull;
        boolean lastNull = figures.lastNull;
        int rowOfMinimum = figures.minimumRow;
        int rowOfMaximum = figures.maximumRow;
        ColumnBatch batch = loaded.load(place.blocks(), from);
        row = switch (place.which()) {
            case MINIMUM -> rowOfMinimum;
            case MAXIMUM -> rowOfMaximum;
            case FIRST -> firstNull ? firstKnown(batch.column(column)) : 0;
            case LAST -> lastNull ? lastKnown(batch.column(column), batch.count()) : batch.count() - 1;
        };
        return batch;
    }

    /** The row of the event that was loaded. */
    int row() {
        return row;
    }

    private static int firstKnown(Column values) {
        int first = 0;
        while (values.isNull(first)) {
            first++;
        }
        return first;
    }

    private static int lastKnown(Column values, int count) {
        int last = count - 1;
        while (values.isNull(last)) {
            last--;
        }
        return last;
    }

    /** Where a child of a group ends: the group itself is no child. */
    private static int childEnd(EventBlocks blocks, int child, int from, int to) {
        return blocks.stretchEnd(child, child == from ? to - 1 : to);
    }

    /** The child of a group that holds the event. */
    private int childWith(Place place, int from, int to) {
        figures(place.blocks(), from, to);
        long wanted = place.which() == Which.MINIMUM ? figures.minimum : figures.maximum;
        int found = from;
        for (int child = from; child < to; ) {
            int end = childEnd(place.blocks(), child, from, to);
            figures(place.blocks(), child, end);
            switch (place.which()) {
                case FIRST -> {
                    if (figures.known() > 0) {
                        return child;
                    }
                }
                case LAST -> found = figures.known() > 0 ? child : found;
                case MINIMUM -> {
                    if (figures.hasExtremes && !kind.isLess(wanted, figures.minimum)) {
                        return child;
                    }
                }
                case MAXIMUM -> {
                    if (figures.hasExtremes && !kind.isLess(figures.maximum, wanted)) {
                        return child;
                    }
                }
            }
            child = end;
        }
        return found;
    }
}
