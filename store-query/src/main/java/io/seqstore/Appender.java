package io.seqstore;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import io.seqstore.types.value.TypedValues;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes many events without an object for each: a row is begun, its properties are set by their positions, and full batches
 * are added to the stream, replacing events of equal keys. Each batch is one atomic write; {@link #close} writes the last one.
 * Properties that are not set have the default of their type. Not thread-safe.
 *
 * <pre>{@code
 * try (Appender appender = pump.appender()) {
 *     int level = appender.position("Level");
 *     for (int i = 0; i < times.length; i++) {
 *         appender.row(times[i]).set(level, levels[i]);
 *     }
 * }
 * }</pre>
 */
public final class Appender implements AutoCloseable {
    /** Rows of a batch unless told otherwise: some ten kilobytes a column, one log record. */
    static final int DEFAULT_ROWS = 1024;

    private final EventStream stream;
    private final EventConverter converter;
    private final List<PropertyLayout> properties;
    private final @Nullable Object[] defaults;
    private final boolean[] set;
    private final ColumnBatch batch;
    private final int rows;
    private final ValueLimits[] limits;
    private int row = -1;

    Appender(EventStream stream, int rows) {
        this.stream = stream;
        this.converter = EventConverter.of(stream.layout());
        this.properties = stream.layout().properties();
        this.defaults = properties.stream()
                .map(property -> TypedValues.defaultValue(TypedValues.typeOf(property.property())))
                .toArray();
        this.set = new boolean[properties.size()];
        this.rows = rows;
        this.limits = properties.stream()
                .map(property -> ValueLimits.of(property.code()))
                .toArray(ValueLimits[]::new);
        this.batch = new ColumnBatch(stream.layout(), rows);
    }

    /**
     * The position of a property, to set it by.
     *
     * @throws io.seqstore.types.InvalidRequestException when the type has no such property
     */
    public int position(String propertyId) {
        return properties.indexOf(stream.layout().property(propertyId));
    }

    /**
     * Begins a row.
     *
     * @param key the 64-bit key: an integer itself, the ticks of a time, {@code KeyForm} for the others. Where 64 bits are
     *     not the whole key, the value of the key property
     */
    public Appender row(long key) {
        if (stream.layout().hasKeyTail()) {
            return row((Object) key);
        }
        makeRoom();
        row = batch.addRow(key);
        if (stream.layout().key().offsetColumn() != PropertyLayout.NONE) {
            batch.longs(stream.layout().key().offsetColumn())[row] = 0;
        }
        return this;
    }

    /** Begins a row of a stream whose key is a time. */
    public Appender row(Instant time) {
        return stream.layout().hasKeyTail() ? row((Object) time) : row(Ticks.of(time));
    }

    /**
     * Begins a row of a stream with a key of any kind.
     *
     * @param key the value of the key property, or a list or an array of the values of all of them
     * @throws io.seqstore.types.InvalidRequestException when that is no key; no row was begun then
     */
    public Appender row(Object key) {
        if (key instanceof Long bits && !stream.layout().hasKeyTail()) {
            return row(bits.longValue());
        }
        List<?> parts = partsOf(key, converter.keyValue(converter.eventKey(key)));
        makeRoom();
        row = batch.addRow(0L);
        for (int i = 0; i < parts.size(); i++) {
            converter.setValue(batch, row, stream.layout().keys().get(i), parts.get(i));
        }
        return this;
    }

    /** The parts of a key as they were given, with the offsets of their times; only arrays of numbers come converted. */
    private List<?> partsOf(Object key, Object value) {
        if (key instanceof Collection<?> given) {
            return List.copyOf(given);
        }
        if (key instanceof Object[] given) {
            return List.of(given);
        }
        return value instanceof List<?> values ? values : List.of(key.getClass().isArray() ? value : key);
    }

    private void makeRoom() {
        endRow();
        if (batch.count() >= rows) {
            flush();
        }
    }

    /** Sets a Single, to which the value is rounded, or a Double. */
    public Appender set(int position, double value) {
        PropertyLayout property = begin(position, ColumnKind.DOUBLE);
        boolean isSingle = property.code().scalar() == SdsTypeCode.SINGLE;
        batch.doubles(property.column())[row] = isSingle ? (float) value : value;
        return this;
    }

    /**
     * Sets an integer or enum (UInt64 by its bits), the code unit of a Char, 0 or 1 of a Boolean, or the ticks of a time; a
     * DateTimeOffset gets the offset zero.
     *
     * @throws io.seqstore.types.InvalidRequestException when the value is out of the property's range
     */
    public Appender set(int position, long value) {
        PropertyLayout property = begin(position, ColumnKind.LONG);
        limits[position].check(property.id(), value);
        batch.longs(property.column())[row] = value;
        if (property.offsetColumn() != PropertyLayout.NONE) {
            batch.longs(property.offsetColumn())[row] = 0;
        }
        return this;
    }

    /**
     * Sets any property by a Java value.
     *
     * @throws io.seqstore.types.InvalidRequestException when the value does not fit the property
     */
    public Appender set(int position, @Nullable Object value) {
        requireRow();
        converter.setValue(batch, row, properties.get(position), value);
        set[position] = true;
        return this;
    }

    private PropertyLayout begin(int position, ColumnKind kind) {
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

    private void endRow() {
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

    /**
     * Writes the rows that are collected. When that fails nothing of them is stored, and they are kept for another try.
     *
     * @throws io.seqstore.types.SeqstoreException when they cannot be written
     */
    public void flush() {
        endRow();
        if (batch.count() > 0) {
            stream.update(batch);
            batch.clear();
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        flush();
    }
}
