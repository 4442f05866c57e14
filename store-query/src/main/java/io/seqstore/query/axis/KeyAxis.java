package io.seqstore.query.axis;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;

/**
 * The keys of a stream as points on a line: how far they are apart and how a stretch is cut into equal parts (spec 07,
 * section 3; spec 08, section 2). Integers, times and decimals are measured exactly, floating point keys in double precision.
 * Immutable; what it makes is for one thread.
 */
public abstract sealed class KeyAxis permits LongAxis, DecimalAxis {
    /**
     * The axis of a layout's key.
     *
     * @throws InvalidRequestException when keys of that type have no distance
     */
    public static KeyAxis of(EventLayout layout) {
        if (layout.keys().size() > 1) {
            throw new InvalidRequestException(
                    "The key of type '" + layout.type().id() + "' is made of "
                            + layout.keys().stream().map(PropertyLayout::id).toList()
                            + ": compound keys have no distance, so nothing can be calculated between them.");
        }
        SdsTypeCode code = layout.key().code();
        if (code == SdsTypeCode.DECIMAL) {
            return new DecimalAxis(layout);
        }
        if (layout.hasKeyTail() || code == SdsTypeCode.BOOLEAN || code == SdsTypeCode.CHAR) {
            throw new InvalidRequestException("Key property '" + layout.key().id() + "' of type '"
                    + layout.type().id() + "' is a " + code.sdsName()
                    + ": its values have no distance, so nothing can be calculated between them.");
        }
        return new LongAxis(code, layout.keyForm());
    }

    /** The key at {@code start + (end - start) * i / n}, as {@link #divide(EventKey, EventKey, int, int, KeyPoint)} has it. */
    public final EventKey divide(EventKey start, EventKey end, int i, int n) {
        KeyPoint at = new KeyPoint();
        divide(start, end, i, n, at);
        return at.key();
    }

    /**
     * Goes to the key at {@code start + (end - start) * i / n}: of integers and times rounded down to a representable one, of
     * floating point numbers and decimals to the nearest.
     *
     * @param start where the stretch begins
     * @param end where it ends, at or after the start
     * @param i how many parts on, 0..n
     * @param n into how many parts the stretch is cut, at least 1
     * @param at is set to the key
     */
    public abstract void divide(EventKey start, EventKey end, int i, int n, KeyPoint at);

    /** Begins the row of an event at a key, fills in nothing but the key, and returns the row's index. */
    public abstract int addRow(KeyPoint key, ColumnBatch out);

    /** Says of keys where they lie between two others. */
    public abstract Between between();

    /** Measures the distances of points that come in key order. */
    public abstract KeySteps steps();
}
