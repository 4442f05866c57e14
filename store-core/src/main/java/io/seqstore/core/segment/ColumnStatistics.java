package io.seqstore.core.segment;

import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.LongColumn;

/** Count of nulls, minimum, maximum, first and last of one column of one block, in the form of the block entry. */
final class ColumnStatistics {
    private static final int VALID = 1;

    private ColumnStatistics() {}

    /** Appends the statistics of rows {@code from..to-1}. */
    static void append(Column column, int from, int to, ByteOutput out) {
        int nulls = countNulls(column, from, to);
        if (column instanceof LongColumn longs) {
            appendLongs(longs, from, to, nulls, out);
        } else if (column instanceof DoubleColumn doubles) {
            appendDoubles(doubles, from, to, nulls, out);
        } else {
            assert column.kind() == ColumnKind.BYTES;
            put(out, nulls, 0, 0, 0, 0, 0);
        }
    }

    private static int countNulls(Column column, int from, int to) {
        int nulls = 0;
        if (column.hasNulls()) {
            for (int row = from; row < to; row++) {
                nulls += column.isNull(row) ? 1 : 0;
            }
        }
        return nulls;
    }

    private static void appendLongs(LongColumn column, int from, int to, int nulls, ByteOutput out) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long first = 0;
        long last = 0;
        int seen = 0;
        for (int row = from; row < to; row++) {
            if (nulls == 0 || !column.isNull(row)) {
                long value = column.get(row);
                first = seen++ == 0 ? value : first;
                last = value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        put(out, nulls, seen, min, max, first, last);
    }

    private static void appendDoubles(DoubleColumn column, int from, int to, int nulls, ByteOutput out) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double first = 0;
        double last = 0;
        int seen = 0;
        for (int row = from; row < to; row++) {
            double value = column.get(row);
            if (!Double.isNaN(value) && (nulls == 0 || !column.isNull(row))) {
                first = seen++ == 0 ? value : first;
                last = value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        put(out, nulls, seen, bits(min), bits(max), bits(first), bits(last));
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static void put(ByteOutput out, int nulls, int seen, long min, long max, long first, long last) {
        boolean valid = seen > 0;
        out.putInt(nulls);
        out.putInt(valid ? VALID : 0);
        out.putLong(valid ? min : 0);
        out.putLong(valid ? max : 0);
        out.putLong(first);
        out.putLong(last);
    }
}
