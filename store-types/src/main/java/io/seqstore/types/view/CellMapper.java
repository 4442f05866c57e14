package io.seqstore.types.view;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.value.TypedValues;
import org.jspecify.annotations.Nullable;

/** Makes the value of one target property in a row from a row of the source layout, in the columns. Immutable. */
sealed interface CellMapper {
    /**
     * Sets the value in a row that was just begun.
     *
     * @throws ConversionFailure when the source value has no counterpart
     */
    void map(ColumnBatch from, int row, ColumnBatch to, int toRow);

    /**
     * The mapper that does in columns what a mapping does with values.
     *
     * @param defaults a batch of the target layout whose only row holds the default of every property
     */
    static CellMapper of(PropertyMapping mapping, EventLayout source, EventLayout target, ColumnBatch defaults) {
        PropertyLayout to = target.property(mapping.target().id());
        Fixed fixed = new Fixed(to, defaults);
        if (mapping.source() == null) {
            return fixed;
        }
        PropertyLayout from = source.property(mapping.source().id());
        Fixed whenNull = mapping.whenNull() == null || mapping.isKey() ? null : fixed;
        if (mapping.conversion() == ValueConversion.UNCHANGED) {
            return new Copied(new PropertySlot(from), new PropertySlot(to), whenNull, mapping.isKey());
        }
        return mapping.conversion() instanceof NumberConversion conversion
                ? new Converted(new PropertySlot(from), new PropertySlot(to), conversion, whenNull, mapping.isKey())
                : new Boxed(EventConverter.of(source), from, EventConverter.of(target), to, mapping);
    }

    /** A batch whose only row holds the default of every property; that of a key is never asked for. */
    static ColumnBatch defaultsOf(EventLayout target) {
        ColumnBatch defaults = new ColumnBatch(target, 1);
        EventConverter converter = EventConverter.of(target);
        int row = defaults.addRow(0L);
        for (PropertyLayout property : target.properties()) {
            if (!property.isKey()) {
                Object value = TypedValues.defaultValue(TypedValues.typeOf(property.property()));
                converter.setValue(defaults, row, property, value);
            }
        }
        return defaults;
    }

    /** Always the default, copied from the only row of a batch. */
    record Fixed(PropertyLayout target, ColumnBatch defaults) implements CellMapper {
        @Override
        public void map(ColumnBatch from, int row, ColumnBatch to, int toRow) {
            copyTo(to, toRow);
        }

        void copyTo(ColumnBatch to, int toRow) {
            to.column(target.column()).copyRow(defaults.column(target.column()), 0, toRow);
            if (target.offsetColumn() != PropertyLayout.NONE) {
                to.longs(target.offsetColumn())[toRow] = defaults.longs(target.offsetColumn())[0];
            }
        }
    }

    /** What stands for null: the default of a property without null, else null. */
    private static void mapNull(
            PropertySlot target, @Nullable Fixed whenNull, boolean isKey, ColumnBatch to, int toRow) {
        if (isKey) {
            PropertyMapping.refuseNullKey();
        } else if (whenNull == null) {
            target.setNull(to, toRow);
            if (target.property().offsetColumn() != PropertyLayout.NONE) {
                to.longs(target.property().offsetColumn())[toRow] = 0L;
            }
        } else {
            whenNull.copyTo(to, toRow);
        }
    }

    /** The same value. */
    record Copied(
            PropertySlot source,
            PropertySlot target,
            @Nullable Fixed whenNull,
            boolean isKey) implements CellMapper {
        @Override
        public void map(ColumnBatch from, int row, ColumnBatch to, int toRow) {
            if (source.isNull(from, row)) {
                mapNull(target, whenNull, isKey, to, toRow);
            } else {
                target.copy(source, from, row, to, toRow);
            }
        }
    }

    /** A number as a number of another code or unit. */
    record Converted(
            PropertySlot source,
            PropertySlot target,
            NumberConversion conversion,
            @Nullable Fixed whenNull,
            boolean isKey)
            implements CellMapper {
        @Override
        public void map(ColumnBatch from, int row, ColumnBatch to, int toRow) {
            if (source.isNull(from, row)) {
                mapNull(target, whenNull, isKey, to, toRow);
                return;
            }
            switch (conversion.target()) {
                case SIGNED, UNSIGNED ->
                    target.setLong(
                            to,
                            toRow,
                            switch (conversion.source()) {
                                case SIGNED, UNSIGNED -> conversion.toLong(source.getLong(from, row));
                                case FLOATING -> conversion.toLong(source.getDouble(from, row));
                                case DECIMAL -> conversion.toLong(source.getDecimal(from, row));
                            });
                case FLOATING ->
                    target.setDouble(
                            to,
                            toRow,
                            switch (conversion.source()) {
                                case SIGNED, UNSIGNED -> conversion.toDouble(source.getLong(from, row));
                                case FLOATING -> conversion.toDouble(source.getDouble(from, row));
                                case DECIMAL -> conversion.toDouble(source.getDecimal(from, row));
                            });
                case DECIMAL ->
                    target.setDecimal(
                            to,
                            toRow,
                            switch (conversion.source()) {
                                case SIGNED, UNSIGNED -> conversion.toDecimal(source.getLong(from, row));
                                case FLOATING -> conversion.toDecimal(source.getDouble(from, row));
                                case DECIMAL -> conversion.toDecimal(source.getDecimal(from, row));
                            });
            }
        }
    }

    /** Objects by a nested view: by way of their Java values. */
    record Boxed(
            EventConverter from,
            PropertyLayout source,
            EventConverter to,
            PropertyLayout target,
            PropertyMapping mapping)
            implements CellMapper {
        @Override
        public void map(ColumnBatch batch, int row, ColumnBatch target, int toRow) {
            Object value = mapping.convert(from.value(batch, row, source));
            to.setValue(target, toRow, this.target, value);
        }
    }
}
