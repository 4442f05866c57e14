package io.seqstore;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.value.Ticks;
import java.time.Instant;
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
    private final ColumnBatch batch;
    private final RowFiller filler;
    private final int rows;

    Appender(EventStream stream, int rows) {
        this.stream = stream;
        this.rows = rows;
        this.batch = new ColumnBatch(stream.layout(), rows);
        this.filler = new RowFiller(batch);
    }

    /**
     * The position of a property, to set it by.
     *
     * @throws io.seqstore.types.InvalidRequestException when the type has no such property
     */
    public int position(String propertyId) {
        return filler.position(propertyId);
    }

    /**
     * Begins a row.
     *
     * @param key the 64-bit key: an integer itself, the ticks of a time, {@code KeyForm} for the others. Where 64 bits are
     *     not the whole key, the value of the key property
     */
    public Appender row(long key) {
        if (!filler.hasLongKeys()) {
            return row((Object) key);
        }
        makeRoom();
        filler.begin(batch.addRow(key));
        return this;
    }

    /** Begins a row of a stream whose key is a time. */
    public Appender row(Instant time) {
        return filler.hasLongKeys() ? row(Ticks.of(time)) : row((Object) time);
    }

    /**
     * Begins a row of a stream with a key of any kind.
     *
     * @param key the value of the key property, or a list or an array of the values of all of them
     * @throws io.seqstore.types.InvalidRequestException when that is no key; no row was begun then
     */
    public Appender row(Object key) {
        if (key instanceof Long bits && filler.hasLongKeys()) {
            return row(bits.longValue());
        }
        List<?> parts = filler.keyParts(key);
        makeRoom();
        filler.begin(batch.addRow(0L), parts);
        return this;
    }

    private void makeRoom() {
        filler.endRow();
        if (batch.count() >= rows) {
            flush();
        }
    }

    /** Sets a Single, to which the value is rounded, or a Double. */
    public Appender set(int position, double value) {
        filler.set(position, value);
        return this;
    }

    /**
     * Sets an integer or enum (UInt64 by its bits), the code unit of a Char, 0 or 1 of a Boolean, or the ticks of a time; a
     * DateTimeOffset gets the offset zero.
     *
     * @throws io.seqstore.types.InvalidRequestException when the value is out of the property's range
     */
    public Appender set(int position, long value) {
        filler.set(position, value);
        return this;
    }

    /**
     * Sets any property by a Java value.
     *
     * @throws io.seqstore.types.InvalidRequestException when the value does not fit the property
     */
    public Appender set(int position, @Nullable Object value) {
        filler.set(position, value);
        return this;
    }

    /**
     * Writes the rows that are collected. When that fails nothing of them is stored, and they are kept for another try.
     *
     * @throws io.seqstore.types.SeqstoreException when they cannot be written
     */
    public void flush() {
        filler.endRow();
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
