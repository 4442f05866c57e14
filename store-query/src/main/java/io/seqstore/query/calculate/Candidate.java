package io.seqstore.query.calculate;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import org.jspecify.annotations.Nullable;

/**
 * An event that may be part of a sample: a row of the batch that is being walked, or, once that batch is left, a copy. So a
 * long rise that makes every event the greatest one so far copies one event a batch, not all of them. Reused.
 */
final class Candidate {
    private final ColumnBatch copy;
    private boolean set;
    private int row;
    private boolean copied;
    /** Where the event is, when that is not looked up yet. */
    private StretchSample.@Nullable Place place;

    Candidate(EventLayout layout) {
        this.copy = new ColumnBatch(layout, 1);
    }

    void clear() {
        set = false;
        place = null;
    }

    boolean isSet() {
        return set;
    }

    /** Compares the keys of two events; {@code batch} is the one that is being walked. */
    int compareKeys(Candidate other, ColumnBatch batch) {
        return batchIn(batch).compareKeys(rowIn(), other.batchIn(batch), other.rowIn());
    }

    private ColumnBatch batchIn(ColumnBatch walked) {
        return copied ? copy : walked;
    }

    private int rowIn() {
        return copied ? 0 : row;
    }

    void set(ColumnBatch batch, int newRow) {
        set = true;
        row = newRow;
        copied = false;
        place = null;
    }

    /** The same for an event of which only the place is known; {@link #lookUp} comes before everything else. */
    void set(StretchSample.Place newPlace) {
        set = true;
        place = newPlace;
        copied = false;
    }

    /** Looks the event up, if only its place is known. */
    void lookUp(StretchSample sample) {
        if (place != null) {
            copy.clear();
            sample.copyTo(copy, place);
            place = null;
            copied = true;
        }
    }

    /** Keeps the event beyond the life of the batch that it is a row of. */
    void keep(ColumnBatch batch) {
        if (set && !copied && place == null) {
            copy.clear();
            copy.addCopy(batch, row);
            copied = true;
        }
    }

    /** Appends the event; {@code batch} is the one that is being walked. */
    void appendTo(ColumnBatch out, ColumnBatch batch) {
        out.addCopy(batchIn(batch), rowIn());
    }
}
