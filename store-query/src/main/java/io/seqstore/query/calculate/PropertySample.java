package io.seqstore.query.calculate;

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

    private final Candidate first;
    private final Candidate minimum;
    private final Candidate maximum;
    private final Candidate last;
    private double smallestDouble;
    private double greatestDouble;
    private long smallestLong;
    private long greatestLong;
    private BigDecimal smallestDecimal = BigDecimal.ZERO;
    private BigDecimal greatestDecimal = BigDecimal.ZERO;

    PropertySample(EventLayout layout, PropertyLayout property, LoadedBlock loaded) {
        this.property = property;
        this.stretch = new StretchSample(property, loaded);
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
        if (column.kind() == ColumnKind.DOUBLE) {
            addDoubles(batch, column, firstKnown, lastKnown + 1);
        } else if (column.kind() == ColumnKind.LONG) {
            addLongs(batch, column, firstKnown, lastKnown + 1);
        } else {
            addDecimals(batch, column, firstKnown, lastKnown + 1);
        }
    }

    private void addEnds(ColumnBatch batch, int firstRow, int lastRow) {
        if (!first.isSet()) {
            first.set(batch, firstRow);
        }
        last.set(batch, lastRow);
    }

    private void addDoubles(ColumnBatch batch, Column nulls, int from, int to) {
        double[] values = batch.doubles(property.column());
        boolean anyNull = nulls.hasNulls();
        for (int row = from; row < to; row++) {
            double value = values[row];
            if (Double.isNaN(value) || (anyNull && nulls.isNull(row))) {
                continue;
            }
            if (!minimum.isSet() || value < smallestDouble) {
                smallestDouble = value;
                minimum.set(batch, row);
            }
            if (!maximum.isSet() || value > greatestDouble) {
                greatestDouble = value;
                maximum.set(batch, row);
            }
        }
    }

    private void addLongs(ColumnBatch batch, Column nulls, int from, int to) {
        long[] values = batch.longs(property.column());
        boolean anyNull = nulls.hasNulls();
        for (int row = from; row < to; row++) {
            if (anyNull && nulls.isNull(row)) {
                continue;
            }
            long value = values[row] ^ flip;
            if (!minimum.isSet() || value < smallestLong) {
                smallestLong = value;
                minimum.set(batch, row);
            }
            if (!maximum.isSet() || value > greatestLong) {
                greatestLong = value;
                maximum.set(batch, row);
            }
        }
    }

    private void addDecimals(ColumnBatch batch, Column nulls, int from, int to) {
        for (int row = from; row < to; row++) {
            if (nulls.isNull(row)) {
                continue;
            }
            BigDecimal value = DecimalColumn.read(batch, property.column(), row);
            if (!minimum.isSet() || value.compareTo(smallestDecimal) < 0) {
                smallestDecimal = value;
                minimum.set(batch, row);
            }
            if (!maximum.isSet() || value.compareTo(greatestDecimal) > 0) {
                greatestDecimal = value;
                maximum.set(batch, row);
            }
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
        boolean isDouble = property.code().scalar() == SdsTypeCode.DOUBLE
                || property.code().scalar() == SdsTypeCode.SINGLE;
        long least = isDouble ? figures.minimum : figures.minimum ^ flip;
        long most = isDouble ? figures.maximum : figures.maximum ^ flip;
        double leastDouble = Double.longBitsToDouble(least);
        double mostDouble = Double.longBitsToDouble(most);
        if (!minimum.isSet() || (isDouble ? leastDouble < smallestDouble : least < smallestLong)) {
            smallestDouble = leastDouble;
            smallestLong = least;
            minimum.set(new Place(blocks, from, to, Which.MINIMUM));
        }
        if (!maximum.isSet() || (isDouble ? mostDouble > greatestDouble : most > greatestLong)) {
            greatestDouble = mostDouble;
            greatestLong = most;
            maximum.set(new Place(blocks, from, to, Which.MAXIMUM));
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
