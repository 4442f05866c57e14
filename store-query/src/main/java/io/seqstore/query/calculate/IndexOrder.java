package io.seqstore.query.calculate;

import com.carrotsearch.hppc.sorting.IndirectSort;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.function.IntBinaryOperator;

/**
 * Puts events into the order of a secondary index: by the values of a property, equal ones in key order (spec 07, 2.4). None
 * of the values is null.
 */
public final class IndexOrder {
    private IndexOrder() {}

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
            // Plus zero, because zero and minus zero are equal here.
            return (a, b) -> Double.compare(values[a] + 0.0, values[b] + 0.0);
        }
        if (kind == ColumnKind.LONG) {
            long[] values = batch.longs(property.column());
            return property.code().scalar() == SdsTypeCode.UINT64
                    ? (a, b) -> Long.compareUnsigned(values[a], values[b])
                    : (a, b) -> Long.compare(values[a], values[b]);
        }
        return objects(batch, property);
    }

    private static IntBinaryOperator objects(ColumnBatch batch, PropertyLayout property) {
        EventConverter converter = EventConverter.of(batch.layout());
        String[] texts = new String[batch.count()];
        if (property.code().scalar() == SdsTypeCode.DECIMAL) {
            return (a, b) -> DecimalColumn.read(batch, property.column(), a)
                    .compareTo(DecimalColumn.read(batch, property.column(), b));
        }
        for (int row = 0; row < texts.length; row++) {
            texts[row] = String.valueOf(converter.value(batch, row, property));
        }
        return (a, b) -> texts[a].compareTo(texts[b]);
    }
}
