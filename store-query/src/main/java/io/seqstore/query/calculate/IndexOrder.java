package io.seqstore.query.calculate;

import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Comparator;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts events into the order of a secondary index: by the values of a property, equal ones in key order (spec 07, 2.4);
 * null before all others, and so what is not a number (spec 03, 7.1), although no filter that restricts a property lets
 * either through.
 */
public final class IndexOrder {
    /** How many events {@link #first} can be asked for. */
    public static final int MOST = 1 << 24;

    private static final int FIRST_CAPACITY = 1024;

    private IndexOrder() {}

    /**
     * Copies of the first events of a cursor in the order of a property, and closes the cursor. Holds twice as many at most,
     * and a batch.
     *
     * @param events in key order
     * @param wanted how many, up to {@link #MOST}
     */
    public static ColumnBatch first(BatchCursor events, EventLayout layout, PropertyLayout property, int wanted) {
        ColumnBatch kept = new ColumnBatch(layout, FIRST_CAPACITY);
        try (events) {
            while (events.advance()) {
                kept.addCopies(events.batch(), events.from(), events.to());
                if (kept.count() >= Math.max(FIRST_CAPACITY, 2 * wanted)) {
                    // What was kept stands before what comes, so that equal values stay in key order.
                    kept = first(kept, property, wanted);
                }
            }
        }
        return first(kept, property, wanted);
    }

    private static ColumnBatch first(ColumnBatch batch, PropertyLayout property, int wanted) {
        ColumnBatch sorted = sorted(batch, property);
        sorted.truncate(Math.min(wanted, sorted.count()));
        return sorted;
    }

    /** Copies of the rows of a batch, which stand in key order, in the order of a property. */
    public static ColumnBatch sorted(ColumnBatch batch, PropertyLayout property) {
        ColumnBatch out = new ColumnBatch(batch.layout(), batch.count());
        if (property.equals(batch.layout().key())) {
            out.addCopies(batch, 0, batch.count());
            return out;
        }
        for (int row : IndirectSort.mergesort(0, batch.count(), comparator(batch, property))) {
            out.addCopy(batch, row);
        }
        return out;
    }

    private static IntBinaryOperator comparator(ColumnBatch batch, PropertyLayout property) {
        ColumnKind kind = batch.column(property.column()).kind();
        if (kind == ColumnKind.DOUBLE) {
            double[] values = batch.doubles(property.column());
            return (a, b) -> compare(values[a], values[b]);
        }
        if (kind == ColumnKind.LONG) {
            long[] values = batch.longs(property.column());
            return property.code().scalar() == SdsTypeCode.UINT64
                    ? (a, b) -> Long.compareUnsigned(values[a], values[b])
                    : (a, b) -> Long.compare(values[a], values[b]);
        }
        return objects(batch, property);
    }

    /** What is not a number comes first, and zero and minus zero are equal (spec 03, section 7.1). */
    private static int compare(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(b), Double.isNaN(a));
        }
        return Double.compare(a + 0.0, b + 0.0);
    }

    private static IntBinaryOperator objects(ColumnBatch batch, PropertyLayout property) {
        EventConverter converter = EventConverter.of(batch.layout());
        @Nullable String[] texts = new @Nullable String[batch.count()];
        if (property.code().scalar() == SdsTypeCode.DECIMAL) {
            return (a, b) -> DecimalColumn.read(batch, property.column(), a)
                    .compareTo(DecimalColumn.read(batch, property.column(), b));
        }
        for (int row = 0; row < texts.length; row++) {
            Object value = converter.value(batch, row, property);
            texts[row] = value == null ? null : value.toString();
        }
        Comparator<@Nullable String> nullFirst = Comparator.nullsFirst(Comparator.naturalOrder());
        return (a, b) -> nullFirst.compare(texts[a], texts[b]);
    }
}
