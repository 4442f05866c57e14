package io.seqstore.query.plan;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;

/**
 * The keys of a stream as points on a line: how far they are apart and how a stretch is cut into equal parts (spec 07,
 * section 3; spec 08, section 2). Integers and times are measured exactly, floating point keys in double precision.
 * Immutable.
 */
public final class KeyAxis {
    private final SdsTypeCode code;
    private final KeyForm form;
    private final boolean floating;

    private KeyAxis(SdsTypeCode code, KeyForm form) {
        this.code = code;
        this.form = form;
        this.floating = form == KeyForm.FLOATING;
    }

    /**
     * The axis of a layout's key.
     *
     * @throws InvalidRequestException when keys of that type have no distance, or when nothing is calculated between them:
     *     keys of several properties, and Decimal
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
            throw new InvalidRequestException("Key property '" + layout.key().id() + "' of type '"
                    + layout.type().id()
                    + "' is a Decimal: nothing is calculated between Decimal keys in this version."
                    + " Use stored events, or a key of type Double or Int64.");
        }
        if (layout.hasKeyTail() || code == SdsTypeCode.BOOLEAN || code == SdsTypeCode.CHAR) {
            throw new InvalidRequestException("Key property '" + layout.key().id() + "' of type '"
                    + layout.type().id() + "' is a " + code.sdsName()
                    + ": its values have no distance, so nothing can be calculated between them.");
        }
        return new KeyAxis(code, layout.keyForm());
    }

    /** Whether the keys are floating point numbers; all others are whole numbers. */
    public boolean isFloating() {
        return floating;
    }

    /**
     * The distance of two keys, in ticks for times.
     *
     * @param from the smaller key
     * @param to the greater key
     */
    public double distance(long from, long to) {
        return form.distance(from, to);
    }

    /** The distances of neighbouring keys, of which {@code from} is the first: as many as {@code count}. */
    public void distances(long[] keys, int from, int count, double[] out) {
        form.distances(keys, from, count, out);
    }

    /** How far a key lies on the way between two others: 0 at {@code from}, 1 at {@code to}. */
    public double fraction(long from, long at, long to) {
        double whole = distance(from, to);
        if (Double.isInfinite(whole)) {
            // Only floating point keys more than the greatest double apart: measured at half their size.
            double start = KeyForm.toDouble(from) / 2;
            return (KeyForm.toDouble(at) / 2 - start) / (KeyForm.toDouble(to) / 2 - start);
        }
        return distance(from, at) / whole;
    }

    /** Whether a key lies nearer to {@code to} than to {@code from}; in the exact middle it does not. */
    public boolean isNearerToEnd(long from, long at, long to) {
        if (floating) {
            BigDecimal twice = exact(at).add(exact(at));
            return twice.compareTo(exact(from).add(exact(to))) > 0;
        }
        return Long.compareUnsigned(at - from, to - at) > 0;
    }

    /** The exact value of a floating point key. */
    public static BigDecimal exact(long key) {
        return new BigDecimal(KeyForm.toDouble(key));
    }

    /**
     * The key at {@code start + (end - start) * i / n}, rounded down to a representable one.
     *
     * @param start where the stretch begins
     * @param end where it ends, at or after the start
     * @param i how many parts on, 0..n
     * @param n into how many parts the stretch is cut, at least 1
     */
    public long divide(long start, long end, int i, int n) {
        if (i == n) {
            return end;
        }
        if (floating) {
            return KeyForm.ofDouble(divide(KeyForm.toDouble(start), KeyForm.toDouble(end), i, n));
        }
        // With end - start = quotient * n + remainder nothing overflows: remainder * i is less than n * n.
        long length = end - start;
        long quotient = Long.divideUnsigned(length, n);
        long remainder = Long.remainderUnsigned(length, n);
        return start + quotient * i + remainder * i / n;
    }

    private double divide(double start, double end, int i, int n) {
        double at = start + (end - start) * i / n;
        if (!Double.isFinite(at)) {
            double part = (double) i / n;
            at = start * (1 - part) + end * part;
        }
        double representable = code == SdsTypeCode.SINGLE ? (float) at : at;
        return Math.max(start, Math.min(representable, end));
    }
}
