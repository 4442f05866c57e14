package io.seqstore;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.TypedValues;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the rows of a batch one after the other, without an object for each; what is not set gets its default. */
final class RowFiller {
    private final EventLayout layout;
    private final EventConverter converter;
    private final List<PropertyLayout> properties;
    private final @Nullable Object[] defaults;
    private final boolean[] set;
    private final ColumnBatch batch;
    private final ValueLimits[] limits;
    private int row = -1;

    RowFiller(ColumnBatch batch) {
        this.batch = batch;
        this.layout = batch.layout();
        this.converter = EventConverter.of(layout);
        this.properties = layout.properties();
        this.defaults = properties.stream()
                .map(property -> TypedValues.defaultValue(TypedValues.typeOf(property.property())))
                .toArray();
        this.set = new boolean[properties.size()];
        this.limits = properties.stream()
                .map(property -> ValueLimits.of(property.code()))
                .toArray(ValueLimits[]::new);
    }

    int position(String propertyId) {
        return properties.indexOf(layout.property(propertyId));
    }

    /** Whether 64 bits are the whole key. */
    boolean hasLongKeys() {
        return !layout.hasKeyTail();
    }

    /** Goes to a row that was added with its 64-bit key. */
    void begin(int newRow) {
        row = newRow;
        if (layout.key().offsetColumn() != PropertyLayout.NONE) {
            batch.longs(layout.key().offsetColumn())[row] = 0;
        }
    }

    /** The values of the key properties, with the offsets of times as they were given. */
    List<?> keyParts(Object key) {
        Object value = converter.keyValue(converter.eventKey(key));
        if (key instanceof Collection<?> given) {
            return List.copyOf(given);
        }
        if (key instanceof Object[] given) {
            return List.of(given);
        }
        // Only arrays of numbers come converted.
        return value instanceof List<?> values ? values : List.of(key.getClass().isArray() ? value : key);
    }

    /** Goes to a row that was added without its key. */
    void begin(int newRow, List<?> keyParts) {
        row = newRow;
        for (int i = 0; i < keyParts.size(); i++) {
            converter.setValue(batch, row, layout.keys().get(i), keyParts.get(i));
        }
    }

    void set(int position, double value) {
        PropertyLayout property = beginValue(position, ColumnKind.DOUBLE);
        boolean isSingle = property.code().scalar() == SdsTypeCode.SINGLE;
        batch.doubles(property.column())[row] = isSingle ? (float) value : value;
    }

    void set(int position, long value) {
        PropertyLayout property = beginValue(position, ColumnKind.LONG);
        limits[position].check(property.id(), value);
        batch.longs(property.column())[row] = value;
        if (property.offsetColumn() != PropertyLayout.NONE) {
            batch.longs(property.offsetColumn())[row] = 0;
        }
    }

    void set(int position, @Nullable Object value) {
        requireRow();
        converter.setValue(batch, row, properties.get(position), value);
        set[position] = true;
    }

    private PropertyLayout beginValue(int position, ColumnKind kind) {
        requireRow();
        PropertyLayout property = properties.get(position);
        if (property.isKey() || batch.column(property.column()).kind() != kind) {
            throw new IllegalArgumentException("Property '" + property.id() + "' is a "
                    + property.code().sdsName() + (property.isKey() ? " key" : "") + ", which is not set as a "
                    + (kind == ColumnKind.LONG ? "long" : "double")
                    + "; set it by an object or begin the row with it.");
        }
        batch.column(property.column()).clearNull(row);
        set[position] = true;
        return property;
    }

    private void requireRow() {
        if (row < 0) {
            throw new IllegalStateException("no row was begun");
        }
    }

    /** Completes the row, if one was begun. */
    void endRow() {
        if (row < 0) {
            return;
        }
        for (int i = 0; i < set.length; i++) {
            if (!set[i] && !properties.get(i).isKey()) {
                converter.setValue(batch, row, properties.get(i), defaults[i]);
            }
        }
        converter.finishRow(batch, row);
        Arrays.fill(set, false);
        row = -1;
    }
}
