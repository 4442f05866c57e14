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
        LAST,
        /** The event of one row of a block, whatever it is. */
        ROW
    }

    /**
     * Where an event is.
     *
     * @param from the first block of a stretch that figures are kept of
     * @param to one behind its last block
     * @param which event of the stretch
     * @param row which row of the only block, where that is known
     */
    record Place(EventBlocks blocks, int from, int to, Which which, int row) {
        Place(EventBlocks blocks, int from, int to, Which which) {
            this(blocks, from, to, which, 0);
        }

        /** The place of a row. */
        static Place ofRow(EventBlocks blocks, int block, int row) {
            return new Place(blocks, block, block + 1, Which.ROW, row);
        }
    }

    /** The figures of a stretch; good until the next call. */
    ColumnStatistics figures(EventBlocks blocks, int from, int to) {
        if (!blocks.statistics(column, from, to, figures)) {
            throw DamagedStoreException.ofContent("There are no figures of blocks " + from + " to " + to + ".", null);
        }
        return figures;
    }

    /** The figures of a block, empty when none are kept; good until the next call. */
    ColumnStatistics figuresOrNone(EventBlocks blocks, int block) {
        if (!blocks.statistics(column, block, block + 1, figures)) {
            figures.clear();
        }
        return figures;
    }

    /** Appends the event of a place to a batch. */
    void copyTo(ColumnBatch into, Place place) {
        EventBlocks blocks = place.blocks();
        int from = place.from();
        int to = place.to();
        while (to - from > 1) {
            int child = childWith(place, from, to);
            to = childEnd(blocks, child, from, to);
            from = child;
        }
        blocks.copyRow(from, rowOf(place, from), into);
    }

    private int rowOf(Place place, int block) {
        EventBlocks blocks = place.blocks();
        if (place.which() == Which.ROW) {
            return place.row();
        }
        if (column == PropertyLayout.NONE) {
            return place.which() == Which.FIRST ? 0 : Math.toIntExact(blocks.events(block, block + 1) - 1);
        }
        figures(blocks, block, block + 1);
        return switch (place.which()) {
            case MINIMUM -> figures.minimumRow;
            case MAXIMUM -> figures.maximumRow;
            case FIRST ->
                figures.firstNull ? firstKnown(loaded.load(blocks, block).column(column)) : 0;
            case LAST -> {
                int events = Math.toIntExact(figures.events);
                yield figures.lastNull ? lastKnown(loaded.load(blocks, block).column(column), events) : events - 1;
            }
            case ROW -> place.row();
        };
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
                case ROW -> {
                    return child;
                }
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
