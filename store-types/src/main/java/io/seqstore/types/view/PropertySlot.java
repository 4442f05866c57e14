package io.seqstore.types.view;

import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarBytes;
import java.math.BigDecimal;

/** Where the values of one property stand in a batch: in a column, or in the 64-bit keys. Nothing is boxed here. */
record PropertySlot(PropertyLayout property) {

    /** Whether the values stand in {@link ColumnBatch#keys}. */
    boolean isInKeys() {
        return property.column() == PropertyLayout.NONE;
    }

    boolean isNull(ColumnBatch batch, int row) {
        return !isInKeys() && batch.column(property.column()).isNull(row);
    }

    void setNull(ColumnBatch batch, int row) {
        batch.column(property.column()).setNull(row);
    }

    /** An integer, enum, Boolean, Char or time as its slot. */
    long getLong(ColumnBatch batch, int row) {
        return isInKeys() ? turned(batch.key(row)) : batch.longs(property.column())[row];
    }

    void setLong(ColumnBatch batch, int row, long slot) {
        if (isInKeys()) {
            batch.keys()[row] = turned(slot);
        } else {
            batch.longs(property.column())[row] = slot;
        }
    }

    /** The key of an unsigned integer is its own inverse. */
    private long turned(long keyOrSlot) {
        return property.code().scalar() == SdsTypeCode.UINT64 ? KeyForm.ofUnsigned(keyOrSlot) : keyOrSlot;
    }

    double getDouble(ColumnBatch batch, int row) {
        return isInKeys() ? KeyForm.toDouble(batch.key(row)) : batch.doubles(property.column())[row];
    }

    /**
     * Sets a floating point number.
     *
     * @throws ConversionFailure when it is a key and not finite
     */
    void setDouble(ColumnBatch batch, int row, double value) {
        double stored = property.isKey() ? PropertyMapping.finiteKey(value) : value;
        if (isInKeys()) {
            batch.keys()[row] = KeyForm.ofDouble(stored);
        } else {
            batch.doubles(property.column())[row] = stored;
        }
    }

    BigDecimal getDecimal(ColumnBatch batch, int row) {
        BytesColumn column = batch.bytes(property.column());
        return (BigDecimal) ScalarBytes.decode(property.code(), column.bytes(), column.start(row), column.length(row));
    }

    void setDecimal(ColumnBatch batch, int row, BigDecimal value) {
        batch.bytes(property.column()).set(row, ScalarBytes.encode(property.code(), value));
    }

    /** Copies a value that is not null from a property whose values are held the same way. */
    void copy(PropertySlot source, ColumnBatch from, int row, ColumnBatch to, int toRow) {
        boolean isFloatingKey = property.isKey() && isFloating();
        if (!isInKeys() && !source.isInKeys() && !isFloatingKey) {
            to.column(property.column()).copyRow(from.column(source.property.column()), row, toRow);
        } else if (isFloating()) {
            setDouble(to, toRow, source.getDouble(from, row));
        } else {
            setLong(to, toRow, source.getLong(from, row));
        }
        if (property.offsetColumn() != PropertyLayout.NONE) {
            to.longs(property.offsetColumn())[toRow] = from.longs(source.property.offsetColumn())[row];
        }
    }

    private boolean isFloating() {
        SdsTypeCode scalar = property.code().scalar();
        return scalar == SdsTypeCode.SINGLE || scalar == SdsTypeCode.DOUBLE;
    }
}
