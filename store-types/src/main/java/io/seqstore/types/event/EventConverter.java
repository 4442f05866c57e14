package io.seqstore.types.event;

import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Offsets;
import io.seqstore.types.value.ScalarBytes;
import io.seqstore.types.value.ScalarSlots;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.StructuredBytes;
import io.seqstore.types.value.TypedValues;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into rows of a {@link ColumnBatch} and back, value by value or as a whole. What is read equals what was
 * appended, to the last bit.
 *
 * <p>Immutable; safe for all threads, each with a batch of its own.
 */
public final class EventConverter {
    private final EventLayout layout;
    private final KeyConverter keys;

    private EventConverter(EventLayout layout) {
        this.layout = layout;
        this.keys = new KeyConverter(layout);
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

    /**
     * The value of one property in a row, of the class that belongs to the property's type.
     *
     * @throws DamagedStoreException when the columns hold what is no value of the type, which no writer puts there
     */
    public @Nullable Object value(ColumnBatch batch, int row, PropertyLayout property) {
        try {
            return stored(batch, row, property);
        } catch (IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | BufferUnderflowException
                | DateTimeException e) {
            throw noValue("property '" + property.id() + "'", e);
        }
    }

    private DamagedStoreException noValue(String what, RuntimeException cause) {
        return DamagedStoreException.ofContent(
                "What is stored for " + what + " of type '" + layout.type().id() + "' is none of its values: "
                        + cause.getMessage() + ".",
                cause);
    }

    private @Nullable Object stored(ColumnBatch batch, int row, PropertyLayout property) {
        if (property.column() == PropertyLayout.NONE) {
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
        return Offsets.toOffsetDateTime(ticks, batch.longs(property.offsetColumn())[row]);
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
     * @param values one for each of {@link EventLayout#properties}, in their order; those of keys as
     *     {@link #normaliseKey(PropertyLayout, Object)} makes them
     */
    public void appendValues(ColumnBatch batch, List<@Nullable Object> values) {
        List<PropertyLayout> properties = layout.properties();
        int row = batch.addRow(0L);
        for (int i = 0; i < values.size(); i++) {
            put(batch, row, properties.get(i), values.get(i));
        }
        finishRow(batch, row);
    }

    /**
     * Completes a row whose values were set one by one with {@link #setValue} or in the columns: makes the key from its
     * parts. Must be called once all parts are there and before the next row is begun; does nothing where the key is one
     * property of 64 bits.
     *
     * @param row the last row of the batch
     */
    public void finishRow(ColumnBatch batch, int row) {
        if (layout.hasKeyTail()) {
            KeyBytes.finishRow(layout, batch, row);
        }
    }

    /**
     * Sets one value of a row. Rows of a property are set in ascending order, the last one any number of times. After the
     * last value of a row comes {@link #finishRow}.
     *
     * @param value a Java value as {@link TypedValues#normalise} takes it
     * @throws InvalidRequestException naming the property when the value does not fit its type or cannot be a key
     */
    public void setValue(ColumnBatch batch, int row, PropertyLayout property, @Nullable Object value) {
        Object normal = property.isKey() ? keys.normalisePart(property, value) : normalValue(property, value);
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
        } else if (property.column() == PropertyLayout.NONE) {
            batch.keys()[row] = KeyForm.keyOf(property.code(), value);
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

    /**
     * The key of a Java value.
     *
     * @param key the value of a single key property, or a collection or array of the values of all of them in the order of
     *     {@link EventLayout#keys}; of any class that converts exactly
     * @throws InvalidRequestException naming the key property when a value does not fit its type, or is NaN or infinite; or
     *     when there are too many or too few
     */
    public EventKey eventKey(@Nullable Object key) {
        return keys.keyOf(keys.normalise(key));
    }

    /**
     * The key that an index string stands for (spec 03, 7.3): the text of a single key as it is, the texts of several joined
     * by bars, in which a bar or backslash inside a text is written with a backslash before it.
     *
     * @throws InvalidRequestException when the text is not a key
     */
    public EventKey parseEventKey(String index) {
        return keys.keyOf(keys.parse(index));
    }

    /**
     * The value that a key stands for, or a list of the values of a compound one. What a key does not tell comes in its
     * plainest form: a DateTimeOffset with the offset zero, a Decimal with as few decimals as it needs.
     */
    public Object keyValue(EventKey key) {
        return KeyConverter.asOne(valuesOf(key));
    }

    private List<Object> valuesOf(EventKey key) {
        try {
            return keys.valuesOf(key);
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException e) {
            throw noValue("the key", e);
        }
    }

    /** The text of a key, its index string (spec 03, 7.3), of the value that {@link #keyValue(EventKey)} gives. */
    public String keyText(EventKey key) {
        return keys.print(valuesOf(key));
    }

    /** The key of a row as it was written: the value of a single key property, or a list of several. */
    public Object keyValue(ColumnBatch batch, int row) {
        return KeyConverter.asOne(keyParts(batch, row));
    }

    /** The text of the key of a row: its index string (spec 03, 7.3). */
    public String keyText(ColumnBatch batch, int row) {
        return keys.print(keyParts(batch, row));
    }

    /** The text of the key of a row as errors and continuation tokens have it: a DateTime with all seven fraction digits. */
    public String keyToken(ColumnBatch batch, int row) {
        return keys.printRoundTrip(keyParts(batch, row));
    }

    private List<Object> keyParts(ColumnBatch batch, int row) {
        List<Object> parts = new ArrayList<>(layout.keys().size());
        for (PropertyLayout part : layout.keys()) {
            parts.add(Objects.requireNonNull(value(batch, row, part)));
        }
        return parts;
    }

    /** The value of the key property that a 64-bit key stands for; a DateTimeOffset comes with the offset zero. */
    public Object keyValue(long key) {
        SdsTypeCode code = keyCode();
        try {
            return KeyForm.valueOf(code, key);
        } catch (IllegalArgumentException e) {
            throw noValue("the key", e);
        }
    }

    /** The text of a 64-bit key: its index string (spec 03, 7.3). */
    public String keyText(long key) {
        return ScalarText.print(keyCode(), keyValue(key));
    }

    /**
     * The 64-bit key of a value of the key property.
     *
     * @param value a Java value, of any class that converts exactly
     * @throws InvalidRequestException naming the key property when the value does not fit its type, or is NaN or infinite
     */
    public long key(@Nullable Object value) {
        return KeyForm.keyOf(keyCode(), normaliseKey(value));
    }

    /**
     * The 64-bit key that an index string stands for (spec 03, 7.3).
     *
     * @throws InvalidRequestException when the text is not a key
     */
    public long parseKey(String text) {
        return key(ScalarText.parse(keyCode(), text));
    }

    /** The code of a key of 64 bits; to ask for one where there is none is a mistake of the caller's program. */
    private SdsTypeCode keyCode() {
        if (layout.hasKeyTail()) {
            throw new IllegalStateException(
                    "Keys of type '" + layout.type().id() + "' are longer than 64 bits; use EventKey.");
        }
        return layout.key().code();
    }

    /**
     * The value of a single key property that a Java value stands for, as it will be read back: -0.0 becomes 0.0, because
     * both are the same key.
     *
     * @throws InvalidRequestException naming the key property when the value does not fit its type, or is NaN or infinite
     */
    public Object normaliseKey(@Nullable Object value) {
        if (layout.keys().size() != 1) {
            throw new IllegalStateException(
                    "Keys of type '" + layout.type().id() + "' are compound; normalise their parts.");
        }
        return keys.normalisePart(layout.key(), value);
    }

    /**
     * The value of a key property that a Java value stands for, as {@link #normaliseKey(Object)} makes it.
     *
     * @param part one of {@link EventLayout#keys}
     */
    public Object normaliseKey(PropertyLayout part, @Nullable Object value) {
        return keys.normalisePart(part, value);
    }
}
