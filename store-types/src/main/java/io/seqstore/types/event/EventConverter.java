package io.seqstore.types.event;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Offsets;
import io.seqstore.types.value.ScalarBytes;
import io.seqstore.types.value.ScalarSlots;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.StructuredBytes;
import io.seqstore.types.value.TypedValues;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into rows of a {@link ColumnBatch} and back, value by value or as a whole. What is read equals what was
 * appended, to the last bit.
 *
 * <p>Immutable; safe for all threads, each with a batch of its own.
 */
public final class EventConverter {
    private final EventLayout layout;
    private final SdsTypeCode keyCode;

    private EventConverter(EventLayout layout) {
        this.layout = layout;
        this.keyCode = layout.key().code();
    }

    /** The converter for events of one layout. */
    public static EventConverter of(EventLayout layout) {
        return new EventConverter(layout);
    }

    public EventLayout layout() {
        return layout;
    }

    /** The event in a row. */
    public Event read(ColumnBatch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>(layout.properties().size());
        for (PropertyLayout property : layout.properties()) {
            values.add(value(batch, row, property));
        }
        return new Event(layout, values);
    }

    /** The value of one property in a row, of the class that belongs to the property's type. */
    public @Nullable Object value(ColumnBatch batch, int row, PropertyLayout property) {
        if (property.isKey()) {
            return withOffset(batch, row, property, keyValue(batch.key(row)));
        }
        if (batch.column(property.column()).isNull(row)) {
            return null;
        }
        return switch (batch.column(property.column()).kind()) {
            case LONG ->
                withOffset(
                        batch,
                        row,
                        property,
                        ScalarSlots.fromLong(property.code(), batch.longs(property.column())[row]));
            case DOUBLE -> floating(property.code(), batch.doubles(property.column())[row]);
            case BYTES -> fromBytes(property, batch.bytes(property.column()), row);
        };
    }

    private static Object withOffset(ColumnBatch batch, int row, PropertyLayout property, Object value) {
        if (property.offsetColumn() == PropertyLayout.NONE) {
            return value;
        }
        long ticks = ScalarSlots.toLong(property.code(), value);
        return Offsets.toOffsetDateTime(ticks, (int) batch.longs(property.offsetColumn())[row]);
    }

    private static Object floating(SdsTypeCode code, double value) {
        if (code.scalar() == SdsTypeCode.SINGLE) {
            return (float) value;
        }
        return value;
    }

    private static @Nullable Object fromBytes(PropertyLayout property, BytesColumn column, int row) {
        if (property.isStructured()) {
            SdsType type = TypedValues.typeOf(property.property());
            return StructuredBytes.decode(type, column.bytes(), column.start(row), column.length(row));
        }
        return ScalarBytes.decode(property.code(), column.bytes(), column.start(row), column.length(row));
    }

    /**
     * Adds an event as a new row.
     *
     * @throws IllegalArgumentException when the event and the batch are of different types
     */
    public void append(Event event, ColumnBatch batch) {
        requireSameType(event.layout());
        requireSameType(batch.layout());
        appendValues(batch, event.values());
    }

    private void requireSameType(EventLayout other) {
        if (other != layout && !other.type().equals(layout.type())) {
            throw new IllegalArgumentException("Events of type '" + other.type().id()
                    + "' do not fit the layout of type '" + layout.type().id() + "'.");
        }
    }

    /**
     * Adds a new row of values as {@link TypedValues#normalise} makes them, which is not checked again.
     *
     * @param batch a batch of this converter's layout
     * @param values one for each of {@link EventLayout#properties}, in their order; that of the key is a valid key
     */
    public void appendValues(ColumnBatch batch, List<@Nullable Object> values) {
        List<PropertyLayout> properties = layout.properties();
        int row = batch.addRow(0L);
        for (int i = 0; i < values.size(); i++) {
            put(batch, row, properties.get(i), values.get(i));
        }
    }

    /**
     * Sets one value of a row. Rows of a property are set in ascending order, the last one any number of times.
     *
     * @param value a Java value as {@link TypedValues#normalise} takes it
     * @throws InvalidRequestException naming the property when the value does not fit its type or cannot be a key
     */
    public void setValue(ColumnBatch batch, int row, PropertyLayout property, @Nullable Object value) {
        Object normal = property.isKey() ? normaliseKey(value) : normalValue(property, value);
        put(batch, row, property, normal);
    }

    private static @Nullable Object normalValue(PropertyLayout property, @Nullable Object value) {
        try {
            return TypedValues.normalise(TypedValues.typeOf(property.property()), value);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException("Property '" + property.id() + "': " + e.reason());
        }
    }

    private void put(ColumnBatch batch, int row, PropertyLayout property, @Nullable Object value) {
        if (property.offsetColumn() != PropertyLayout.NONE) {
            long offset = value == null ? 0 : Offsets.minutesOf((OffsetDateTime) value);
            batch.longs(property.offsetColumn())[row] = offset;
        }
        if (value == null) {
            batch.column(property.column()).setNull(row);
        } else if (property.isKey()) {
            batch.keys()[row] = KeyForm.keyOf(keyCode, value);
        } else {
            putColumn(batch, row, property, value);
        }
    }

    private static void putColumn(ColumnBatch batch, int row, PropertyLayout property, Object value) {
        Column column = batch.column(property.column());
        column.clearNull(row);
        switch (column.kind()) {
            case LONG -> batch.longs(property.column())[row] = ScalarSlots.toLong(property.code(), value);
            case DOUBLE -> batch.doubles(property.column())[row] = ((Number) value).doubleValue();
            case BYTES -> batch.bytes(property.column()).set(row, toBytes(property, value));
        }
    }

    private static byte[] toBytes(PropertyLayout property, Object value) {
        return property.isStructured()
                ? StructuredBytes.encode(TypedValues.typeOf(property.property()), value)
                : ScalarBytes.encode(property.code(), value);
    }

    /** The value of the key property that a 64-bit key stands for; a DateTimeOffset comes with the offset zero. */
    public Object keyValue(long key) {
        return KeyForm.valueOf(keyCode, key);
    }

    /** The text of a 64-bit key: its index string (spec 03, 7.3). */
    public String keyText(long key) {
        return ScalarText.print(keyCode, keyValue(key));
    }

    /**
     * The 64-bit key of a value of the key property.
     *
     * @param value a Java value, of any class that converts exactly
     * @throws InvalidRequestException naming the key property when the value does not fit its type, or is NaN or infinite
     */
    public long key(@Nullable Object value) {
        return KeyForm.keyOf(keyCode, normaliseKey(value));
    }

    /**
     * The 64-bit key that an index string stands for (spec 03, 7.3).
     *
     * @throws InvalidRequestException when the text is not a key
     */
    public long parseKey(String text) {
        return key(ScalarText.parse(keyCode, text));
    }

    /**
     * The value of the key property that a Java value stands for, as it will be read back: -0.0 becomes 0.0, because both
     * are the same key.
     *
     * @throws InvalidRequestException naming the key property when the value does not fit its type, or is NaN or infinite
     */
    public Object normaliseKey(@Nullable Object value) {
        Object normal;
        try {
            normal = TypedValues.normalise(TypedValues.typeOf(layout.key().property()), value);
        } catch (InvalidRequestException e) {
            throw invalidKey(e.reason());
        }
        if (normal == null) {
            throw invalidKey("null is not a key.");
        }
        if (normal instanceof Number number && !Double.isFinite(number.doubleValue())) {
            throw invalidKey(number + " is not a key, expected a finite number.");
        }
        boolean isZero = normal instanceof Number number && number.doubleValue() == 0;
        return isZero ? keyValue(KeyForm.keyOf(keyCode, normal)) : normal;
    }

    private InvalidRequestException invalidKey(String why) {
        return new InvalidRequestException(
                "Key property '" + layout.key().id() + "' of type '"
                        + layout.type().id() + "': " + why,
                Map.of("TypeId", String.valueOf(layout.type().id())));
    }
}
