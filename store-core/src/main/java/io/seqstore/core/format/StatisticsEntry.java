package io.seqstore.core.format;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.types.event.KeyForm;

/**
 * The figures of one column of a block or of a group of blocks (docs/format.md, "Statistics of a column"): a byte that says
 * which of them follow, then these, in this order.
 *
 * <pre>
 *  size  field
 *     1  flags           bit 0 extremes, 1 constant, 2 nulls, 3 first event null, 4 last event null, 5 moments, 6 not-a-number
 *     8  value           of all events, if constant; nothing else follows
 *     4  nulls           if nulls: how many
 *    20  extremes        minimum (8), maximum (8), their rows in the block (2 each)
 *    64  moments         first (8), last (8), mean, m2, m3, m4, weighted mean, s (8 each)
 *    12  weight          if moments and nulls: length (8) and number (4) of the weighted pieces
 * </pre>
 */
public final class StatisticsEntry {
    private static final int EXTREMES = 1;
    private static final int CONSTANT = 1 << 1;
    private static final int NULLS = 1 << 2;
    private static final int FIRST_NULL = 1 << 3;
    private static final int LAST_NULL = 1 << 4;
    private static final int MOMENTS = 1 << 5;
    private static final int NAN = 1 << 6;

    private static final int EXTREMES_SIZE = 2 * Long.BYTES + Integer.BYTES;
    private static final int MOMENTS_SIZE = 8 * Long.BYTES;
    private static final int WEIGHT_SIZE = Long.BYTES + Integer.BYTES;
    private static final int ROW_MASK = 0xFFFF;

    private StatisticsEntry() {}

    /** Appends an entry that says nothing. */
    public static void encodeNothing(ByteOutput out) {
        out.putByte(0);
    }

    /** Appends an entry. */
    public static void encode(ByteOutput out, ColumnStatistics of) {
        if (of.isConstant()) {
            out.putByte(CONSTANT);
            out.putLong(of.minimum);
            return;
        }
        out.putByte((of.hasExtremes ? EXTREMES : 0)
                | (of.nulls > 0 ? NULLS : 0)
                | (of.firstNull ? FIRST_NULL : 0)
                | (of.lastNull ? LAST_NULL : 0)
                | (of.hasMoments ? MOMENTS : 0)
                | (of.hasNaN ? NAN : 0));
        if (of.nulls > 0) {
            out.putInt(Math.toIntExact(of.nulls));
        }
        if (of.hasExtremes) {
            out.putLong(of.minimum);
            out.putLong(of.maximum);
            out.putInt(of.minimumRow | of.maximumRow << Short.SIZE);
        }
        if (of.hasMoments) {
            out.putLong(of.first);
            out.putLong(of.last);
            putDouble(out, of.mean);
            putDouble(out, of.m2);
            putDouble(out, of.m3);
            putDouble(out, of.m4);
            putDouble(out, of.weightedMean);
            putDouble(out, of.s);
            if (of.nulls > 0) {
                putDouble(out, of.weight);
                out.putInt(Math.toIntExact(of.weightedPieces));
            }
        }
    }

    private static void putDouble(ByteOutput out, double value) {
        out.putLong(Double.doubleToRawLongBits(value));
    }

    /** Where the entry behind the one at a position begins. */
    public static long next(ReadableFile file, long at) {
        int flags = flags(file, at);
        long next = at + 1;
        if ((flags & CONSTANT) != 0) {
            return next + Long.BYTES;
        }
        next += (flags & NULLS) != 0 ? Integer.BYTES : 0;
        next += (flags & EXTREMES) != 0 ? EXTREMES_SIZE : 0;
        if ((flags & MOMENTS) != 0) {
            next += MOMENTS_SIZE + ((flags & NULLS) != 0 ? WEIGHT_SIZE : 0);
        }
        return next;
    }

    private static int flags(ReadableFile file, long at) {
        return file.getInt(at) & 0xFF;
    }

    /**
     * Reads an entry.
     *
     * @param into holds keys and count of the events already; everything else is set
     * @return whether anything is known
     */
    public static boolean decode(ReadableFile file, long at, KeyForm keys, ColumnStatistics into) {
        int flags = flags(file, at);
        long next = at + 1;
        into.nulls = 0;
        into.firstNull = (flags & FIRST_NULL) != 0;
        into.lastNull = (flags & LAST_NULL) != 0;
        into.hasNaN = (flags & NAN) != 0;
        if ((flags & CONSTANT) != 0) {
            decodeConstant(file.getLong(next), keys, into);
            return true;
        }
        if ((flags & NULLS) != 0) {
            into.nulls = file.getInt(next);
            next += Integer.BYTES;
        }
        into.hasExtremes = (flags & EXTREMES) != 0;
        if (into.hasExtremes) {
            into.minimum = file.getLong(next);
            into.maximum = file.getLong(next + Long.BYTES);
            int rows = file.getInt(next + 2 * Long.BYTES);
            into.minimumRow = rows & ROW_MASK;
            into.maximumRow = rows >>> Short.SIZE;
            next += EXTREMES_SIZE;
        }
        into.clearMoments();
        into.hasMoments = (flags & MOMENTS) != 0;
        if (into.hasMoments) {
            decodeMoments(file, next, keys, into);
        }
        return flags != 0;
    }

    private static void decodeConstant(long value, KeyForm keys, ColumnStatistics into) {
        into.hasExtremes = true;
        into.minimum = value;
        into.maximum = value;
        into.minimumRow = 0;
        into.maximumRow = 0;
        into.clearMoments();
        into.hasMoments = true;
        into.first = value;
        into.last = value;
        setFullWeight(keys, into);
    }

    private static void setFullWeight(KeyForm keys, ColumnStatistics into) {
        into.weight = into.events > 1 ? keys.distance(into.firstKey, into.lastKey) : 0;
        into.weightedPieces = into.events - 1;
    }

    private static void decodeMoments(ReadableFile file, long at, KeyForm keys, ColumnStatistics into) {
        into.first = file.getLong(at);
        into.last = file.getLong(at + 8);
        into.mean = getDouble(file, at + 16);
        into.m2 = getDouble(file, at + 24);
        into.m3 = getDouble(file, at + 32);
        into.m4 = getDouble(file, at + 40);
        into.weightedMean = getDouble(file, at + 48);
        into.s = getDouble(file, at + 56);
        if (into.nulls > 0) {
            into.weight = getDouble(file, at + MOMENTS_SIZE);
            into.weightedPieces = file.getInt(at + MOMENTS_SIZE + Long.BYTES);
        } else {
            setFullWeight(keys, into);
        }
    }

    private static double getDouble(ReadableFile file, long at) {
        return Double.longBitsToDouble(file.getLong(at));
    }
}
