package io.seqstore;

import io.seqstore.core.MultiStreamBatch;
import io.seqstore.core.Store;
import io.seqstore.core.StreamFailure;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.value.Ticks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events of many streams of one type as they come, without an object for each: the cheap way to write a few events to
 * each of many streams, since a full batch is one write to the log. Events of equal keys are replaced. Properties that are not
 * set have the default of their type. Not thread-safe.
 *
 * <p>Of a batch each stream's events are written wholly or not at all; the streams of a batch are independent of each other
 * (spec 06, section 4).
 *
 * <pre>{@code
 * try (MultiStreamAppender appender = plant.multiStreamAppender(pump, failed -> report(failed))) {
 *     int level = appender.position("Level");
 *     for (Reading reading : readings) {
 *         appender.row(streams.get(reading.sensor()), reading.time()).set(level, reading.level());
 *     }
 * }
 * }</pre>
 */
public final class MultiStreamAppender implements AutoCloseable {
    private final Store store;
    private final int rows;
    private final Consumer<BulkWrite.Outcome> failures;
    private final MultiStreamBatch batch;
    private final RowFiller filler;

    MultiStreamAppender(Store store, EventStream first, int rows, Consumer<BulkWrite.Outcome> failures) {
        this.store = store;
        this.rows = rows;
        this.failures = failures;
        this.batch = new MultiStreamBatch(first.layout(), rows);
        this.filler = new RowFiller(batch.rows());
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
     * @param stream a stream of this store and of the type that the appender was made for
     * @param key the 64-bit key: an integer itself, the ticks of a time, {@code KeyForm} for the others. Where 64 bits are
     *     not the whole key, the value of the key property
     * @throws io.seqstore.types.InvalidRequestException when the stream has another type
     */
    public MultiStreamAppender row(EventStream stream, long key) {
        if (!filler.hasLongKeys()) {
            return row(stream, (Object) key);
        }
        makeRoom();
        filler.begin(batch.addRow(stream.core(), key));
        return this;
    }

    /** Begins a row of a stream whose key is a time. */
    public MultiStreamAppender row(EventStream stream, Instant time) {
        return filler.hasLongKeys() ? row(stream, Ticks.of(time)) : row(stream, (Object) time);
    }

    /**
     * Begins a row of a stream with a key of any kind.
     *
     * @param key the value of the key property, or a list or an array of the values of all of them
     * @throws io.seqstore.types.InvalidRequestException when that is no key, or the stream has another type; no row was begun
     *     then
     */
    public MultiStreamAppender row(EventStream stream, Object key) {
        if (key instanceof Long bits && filler.hasLongKeys()) {
            return row(stream, bits.longValue());
        }
        List<?> parts = filler.keyParts(key);
        makeRoom();
        filler.begin(batch.addRow(stream.core(), 0L), parts);
        return this;
    }

    private void makeRoom() {
        filler.endRow();
        if (batch.count() >= rows) {
            flush();
        }
    }

    /** Sets a property of the row; see {@link Appender#set(int, double)}. */
    public MultiStreamAppender set(int position, double value) {
        filler.set(position, value);
        return this;
    }

    /** Sets a property of the row; see {@link Appender#set(int, long)}. */
    public MultiStreamAppender set(int position, long value) {
        filler.set(position, value);
        return this;
    }

    /** Sets a property of the row by a Java value; see {@link Appender#set(int, Object)}. */
    public MultiStreamAppender set(int position, @Nullable Object value) {
        filler.set(position, value);
        return this;
    }

    /**
     * Writes the rows that are collected. The streams of which nothing was written are handed, one by one, to whoever asked for
     * them; their rows are dropped. When this throws, nothing was written, and the rows are kept for another try.
     *
     * @throws io.seqstore.types.UnavailableException when nothing can be written
     */
    public void flush() {
        filler.endRow();
        if (batch.count() == 0) {
            return;
        }
        List<StreamFailure> failed = store.update(batch);
        batch.clear();
        for (StreamFailure failure : failed) {
            SeqstoreException reason = failure.reason();
            failures.accept(
                    new BulkWrite.Outcome(failure.stream().entry().stream().id(), Optional.of(reason)));
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        flush();
    }
}
