package io.seqstore.core;

import io.seqstore.core.ingest.PutRule;
import io.seqstore.core.ingest.StreamRows;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Events of many streams of one type in order of arrival, to be written with one call of {@link Store#insert} or {@link
 * Store#update}. The cheap way to write a few events to each of many streams: one log record holds them all.
 *
 * <p>Meant to be reused: {@link #clear} keeps the memory. Not thread-safe.
 */
public final class MultiStreamBatch {
    private final EventLayout layout;
    private final StreamRows rows;
    private Stream[] streams;

    /**
     * An empty batch.
     *
     * @param layout the layout of all streams, as {@link Stream#layout} says
     * @param capacity rows to make room for
     */
    public MultiStreamBatch(EventLayout layout, int capacity) {
        this.layout = layout;
        this.rows = new StreamRows(layout, capacity);
        this.streams = new Stream[capacity];
    }

    /** How many rows there are. */
    public int count() {
        return rows.rows().count();
    }

    /**
     * Begins a row; the caller fills the columns of {@link #rows}.
     *
     * @param key the 64-bit key; where that is not the whole key, what decides first
     * @return the position of the row
     * @throws InvalidRequestException when the stream has another type
     */
    public int addRow(Stream stream, long key) {
        if (stream.layout() != layout) {
            throw otherType(stream);
        }
        int row = rows.addRow(stream.ordinal(), key);
        if (row >= streams.length) {
            streams = Arrays.copyOf(streams, Math.max(row + 1, streams.length * 2));
        }
        streams[row] = stream;
        return row;
    }

    private InvalidRequestException otherType(Stream stream) {
        String id = stream.entry().stream().id();
        return new InvalidRequestException(
                "The batch was made for type '" + layout.type().id() + "', stream '" + id + "' has type '"
                        + stream.layout().type().id() + "'.",
                Map.of("StreamId", id));
    }

    /** The columns of the rows, to be filled; the keys are there already. */
    public ColumnBatch rows() {
        return rows.rows();
    }

    /** The stream of a row. */
    public Stream stream(int row) {
        return streams[row];
    }

    /** Forgets all rows. */
    public void clear() {
        for (int row = 0; row < count(); row++) {
            streams[row] = null;
        }
        rows.clear();
    }

    StreamRows streamRows() {
        return rows;
    }

    /** Writes the rows of some streams one stream after the other. */
    List<StreamFailure> writeAlone(PutRule rule, int[] ordinals) {
        List<StreamFailure> failures = new ArrayList<>();
        for (int ordinal : ordinals) {
            Stream stream = streamOf(ordinal);
            try {
                stream.put(rule, rows.rowsOf(ordinal));
            } catch (SeqstoreException e) {
                failures.add(new StreamFailure(stream, e));
            }
        }
        return List.copyOf(failures);
    }

    private Stream streamOf(int ordinal) {
        int row = 0;
        while (rows.ordinal(row) != ordinal) {
            row++;
        }
        return streams[row];
    }
}
