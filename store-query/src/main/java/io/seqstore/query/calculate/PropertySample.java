package io.seqstore.query.calculate;

import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.core.statistics.NumberKind;
import io.seqstore.query.calculate.StretchSample.Place;
import io.seqstore.query.calculate.StretchSample.Which;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.util.List;

/**
 * The first, smallest, greatest and last event of one part of a window by one property (spec 08, section 9). Null is no
 * candidate; not-a-number is neither smallest nor greatest; of equal values the earliest counts.
 */
final class PropertySample {
    private final PropertyLayout property;
    /** Turns unsigned 64-bit values into signed ones of the same order. */
    private final long flip;

    private final StretchSample stretch;
    private final LoadedBlock loaded;
    private final ColumnBatch rows;
    private final ColumnExtremes sought = new ColumnExtremes();

    private final Candidate first;
    private final Candidate minimum;
    private final Candidate maximum;
    private final Candidate last;
    /** Where {@link #scan} found the smallest and the greatest value; negative when it was there before. */
    private int smallestRow;

    private int greatestRow;
    private double smallestDouble;
    private double greatestDouble;
    private long smallestLong;
    private long greatestLong;
    private BigDecimal smallestDecimal = BigDecimal.ZERO;
    private BigDecimal greatestDecimal = BigDecimal.ZERO;

    PropertySample(EventLayout layout, PropertyLayout property, LoadedBlock loaded) {
        this.property = property;
        this.stretch = new StretchSample(property, loaded);
        this.loaded = loaded;
        this.rows = new ColumnBatch(layout, 0);
        this.flip = !property.isKey() && property.code().scalar() == SdsTypeCode.UINT64 ? Long.MIN_VALUE : 0;
        this.first = new Candidate(layout);
        this.minimum = new Candidate(layout);
        this.maximum = new Candidate(layout);
        this.last = new Candidate(layout);
    }

    void clear() {
        first.clear();
        minimum.clear();
        maximum.clear();
        last.clear();
    }

    /** Looks at the rows {@code from..to-1}, which all belong to the part. */
    void add(ColumnBatch batch, int from, int to) {
        if (property.isKey()) {
            // Keys ascend: the first is the smallest and the last the greatest.
            addEnds(batch, from, to - 1);
            return;
        }
        Column column = batch.column(property.column());
        int firstKnown = from;
        while (firstKnown < to && column.isNull(firstKnown)) {
            firstKnown++;
        }
        if (firstKnown == to) {
            return;
        }
        int lastKnown = to - 1;
        while (column.isNull(lastKnown)) {
            lastKnown--;
        }
        addEnds(batch, firstKnown, lastKnown);
        scan(batch, firstKnown, lastKnown + 1);
        if (smallestRow >= 0) {
            minimum.set(batch, smallestRow);
        }
        if (greatestRow >= 0) {
            maximum.set(batch, greatestRow);
        }
    }

    /** Looks for values that are smaller or greater than those before; the earliest of the most extreme ones is kept. */
    private void scan(ColumnBatch batch, int from, int to) {
        smallestRow = -1;
        greatestRow = -1;
        Column column = batch.column(property.column());
        if (column.kind() == ColumnKind.DOUBLE) {
            scanDoubles(batch.doubles(property.column()), column, from, to);
        } else if (column.kind() == ColumnKind.LONG) {
            scanLongs(batch.longs(property.column()), column, from, to);
        } else {
            scanDecimals(batch, column, from, to);
        }
    }

    private void addEnds(ColumnBatch batch, int firstRow, int lastRow) {
        if (!first.isSet()) {
            first.set(batch, firstRow);
        }
        last.set(batch, lastRow);
    }

    private void scanDoubles(double[] values, Column nulls, int from, int to) {
        boolean anyNull = nulls.hasNulls();
        int row = from;
        if (!minimum.isSet()) {
            while (row < to && (Double.isNaN(values[row]) || (anyNull && nulls.isNull(row)))) {
                row++;
            }
            if (row == to) {
                return;
            }
            smallestDouble = values[row];
            greatestDouble = values[row];
            smallestRow = row;
            greatestRow = row;
        }
        double least = smallestDouble;
        double most = greatestDouble;
        for (; row < to; row++) {
            double value = values[row];
            // Not-a-number is neither; of a null row the value has no meaning.
            if (value < least && !(anyNull && nulls.isNull(row))) {
                least = value;
                smallestRow = row;
            }
            if (value > most && !(anyNull && nulls.isNull(row))) {
                most = value;
                greatestRow = row;
            }
        }
        smallestDouble = least;
        greatestDouble = most;
    }

    private void scanLongs(long[] values, Column nulls, int from, int to) {
        boolean anyNull = nulls.hasNulls();
        int row = from;
        if (!minimum.isSet()) {
            while (row < to && anyNull && nulls.isNull(row)) {
                row++;
            }
            if (row == to) {
                return;
            }
            smallestLong = values[row] ^ flip;
            greatestLong = smallestLong;
            smallestRow = row;
            greatestRow = row;
        }
        long least = smallestLong;
        long most = greatestLong;
        for (; row < to; row++) {
            long value = values[row] ^ flip;
            if (value < least && !(anyNull && nulls.isNull(row))) {
                least = value;
                smallestRow = row;
            }
            if (value > most && !(anyNull && nulls.isNull(row))) {
                most = value;
                greatestRow = row;
            }
        }
        smallestLong = least;
        greatestLong = most;
    }

    private void scanDecimals(ColumnBatch batch, Column nulls, int from, int to) {
        boolean isFirst = !minimum.isSet();
        for (int row = from; row < to; row++) {
            if (nulls.isNull(row)) {
                continue;
            }
            BigDecimal value = DecimalColumn.read(batch, property.column(), row);
            if (isFirst || value.compareTo(smallestDecimal) < 0) {
                smallestDecimal = value;
                smallestRow = row;
            }
            if (isFirst || value.compareTo(greatestDecimal) > 0) {
                greatestDecimal = value;
                greatestRow = row;
            }
            isFirst = false;
        }
    }

    /** Whether {@link #addBlocks} can be used: the figures of blocks hold what is looked for. */
    boolean isServed() {
        return property.isKey() || NumberKind.of(property.code()).isPresent();
    }

    /** Looks at the figures of whole blocks, which all belong to the part. */
    void addBlocks(EventBlocks blocks, int from, int to) {
        if (property.isKey()) {
            addEnds(new Place(blocks, from, from + 1, Which.FIRST), new Place(blocks, to - 1, to, Which.LAST));
            return;
        }
        for (int at = from; at < to; ) {
            int end = blocks.stretchEnd(at, to);
            ColumnStatistics figures = stretch.figures(blocks, at, end);
            if (figures.known() > 0) {
                addEnds(new Place(blocks, at, end, Which.FIRST), new Place(blocks, at, end, Which.LAST));
            }
            if (figures.hasExtremes) {
                addExtremes(blocks, at, end, figures);
            }
            at = end;
        }
    }

    private void addEnds(Place firstPlace, Place lastPlace) {
        if (!first.isSet()) {
            first.set(firstPlace);
        }
        last.set(lastPlace);
    }

    private void addExtremes(EventBlocks blocks, int from, int to, ColumnStatistics figures) {
        if (isBelow(figures.minimum)) {
            setSmallest(figures.minimum);
            minimum.set(new Place(blocks, from, to, Which.MINIMUM));
        }
        if (isAbove(figures.maximum)) {
            setGreatest(figures.maximum);
            maximum.set(new Place(blocks, from, to, Which.MAXIMUM));
        }
    }

    /** Looks at the rows {@code from..to-1} of a block, which all belong to the part; decodes as few as it can. */
    void addRows(EventBlocks blocks, int block, int from, int to) {
        if (property.isKey()) {
            addEnds(Place.ofRow(blocks, block, from), Place.ofRow(blocks, block, to - 1));
            return;
        }
        ColumnStatistics figures = stretch.figuresOrNone(blocks, block);
        if (figures.known() == 0 || figures.nulls > 0) {
            ColumnBatch batch = loaded.load(blocks, block);
            add(batch, from, to);
            keep(batch);
            return;
        }
        addEnds(Place.ofRow(blocks, block, from), Place.ofRow(blocks, block, to - 1));
        if (!figures.hasExtremes) {
            return;
        }
        boolean below = isBelow(figures.minimum);
        boolean above = isAbove(figures.maximum);
        boolean belowIsHere = from <= figures.minimumRow && figures.minimumRow < to;
        boolean aboveIsHere = from <= figures.maximumRow && figures.maximumRow < to;
        if (((below && !belowIsHere) || (above && !aboveIsHere))
                && !search(blocks, block, from, to, below && !belowIsHere, above && !aboveIsHere)) {
            blocks.loadColumn(block, from, to, rows, property.column());
            scan(rows, 0, to - from);
            if (smallestRow >= 0) {
                minimum.set(Place.ofRow(blocks, block, from + smallestRow));
            }
            if (greatestRow >= 0) {
                maximum.set(Place.ofRow(blocks, block, from + greatestRow));
            }
            return;
        }
        if (below && belowIsHere) {
            setSmallest(figures.minimum);
            minimum.set(Place.ofRow(blocks, block, figures.minimumRow));
        }
        if (above && aboveIsHere) {
            setGreatest(figures.maximum);
            maximum.set(Place.ofRow(blocks, block, figures.maximumRow));
        }
    }

    /**
     * Looks for the extremes of rows that are bounded by those of their block; false when the rows must be decoded for that.
     * Finds what {@link #scan} finds.
     */
    private boolean search(EventBlocks blocks, int block, int from, int to, boolean below, boolean above) {
        if (flip != 0) {
            return false;
        }
        sought.seek(below, above);
        if (minimum.isSet()) {
            sought.boundMinimum(isDouble() ? Double.doubleToRawLongBits(smallestDouble) : smallestLong);
            sought.boundMaximum(isDouble() ? Double.doubleToRawLongBits(greatestDouble) : greatestLong);
        }
        if (!blocks.search(block, from, to, property.column(), sought)) {
            return false;
        }
        if (sought.hasMinimum()) {
            setSmallest(sought.minimum());
            minimum.set(Place.ofRow(blocks, block, sought.minimumRow()));
        }
        if (sought.hasMaximum()) {
            setGreatest(sought.maximum());
            maximum.set(Place.ofRow(blocks, block, sought.maximumRow()));
        }
        return true;
    }

    private boolean isDouble() {
        return property.code().scalar() == SdsTypeCode.DOUBLE || property.code().scalar() == SdsTypeCode.SINGLE;
    }

    private boolean isBelow(long bits) {
        return !minimum.isSet()
                || (isDouble() ? Double.longBitsToDouble(bits) < smallestDouble : (bits ^ flip) < smallestLong);
    }

    private boolean isAbove(long bits) {
        return !maximum.isSet()
                || (isDouble() ? Double.longBitsToDouble(bits) > greatestDouble : (bits ^ flip) > greatestLong);
    }

    private void setSmallest(long bits) {
        if (isDouble()) {
            smallestDouble = Double.longBitsToDouble(bits);
        } else {
            smallestLong = bits ^ flip;
        }
    }

    private void setGreatest(long bits) {
        if (isDouble()) {
            greatestDouble = Double.longBitsToDouble(bits);
        } else {
            greatestLong = bits ^ flip;
        }
    }

    /** Looks up the candidates of which only the place is known. */
    void lookUp() {
        first.lookUp(stretch);
        minimum.lookUp(stretch);
        maximum.lookUp(stretch);
        last.lookUp(stretch);
    }

    /** Keeps the candidates beyond the life of the batch. */
    void keep(ColumnBatch batch) {
        first.keep(batch);
        minimum.keep(batch);
        maximum.keep(batch);
        last.keep(batch);
    }

    /** Adds the candidates of the part to a list. */
    void collect(List<Candidate> chosen) {
        for (Candidate candidate : List.of(first, minimum, maximum, last)) {
            if (candidate.isSet()) {
                chosen.add(candidate);
            }
        }
    }
}
