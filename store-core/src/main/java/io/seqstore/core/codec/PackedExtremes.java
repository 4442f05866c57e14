package io.seqstore.core.codec;

import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.memory.LittleEndian;

/**
 * Looks for the smallest and the greatest value of some rows among the integers as they are packed, of equal ones the
 * earliest. No value of a frame is smaller than its base or greater than the base and all bits of its width: frames that
 * cannot hold what is sought are not looked at, and the most promising one is looked at first. Reused; not thread-safe.
 */
final class PackedExtremes {
    /** Values at or above this size are left to others, so that no difference overflows. */
    private static final long GREATEST = 1L << 61;

    /** Integers up to here, and their neighbours, are exact as doubles. */
    private static final double GREATEST_EXACT = 1L << 52;

    private static final int NO_ROW = -1;

    /** The bases of the frames, in units of the divisor and less the base of the column. */
    private long[] bases = new long[1];

    /** Only what is below counts; in integers of the column, while frames are looked at in units of the divisor. */
    private long least;

    private int leastRow;
    /** Only what is above counts. */
    private long most;

    private int mostRow;

    // The packed integers that are looked at.
    private byte[] in = new byte[0];
    private int packed;
    private int width;
    private int rowBits;
    private int from;
    private int to;

    /**
     * Searches rows {@code from..to-1}, one at least, of a column of integers.
     *
     * @return false when the column is not encoded so that this is possible; then nothing was found
     */
    boolean searchLongs(byte[] bytes, int start, int fromRow, int toRow, int count, ColumnExtremes sought) {
        least = GREATEST;
        most = -GREATEST;
        if (sought.isMinimumBounded()) {
            least = Math.max(-GREATEST, Math.min(GREATEST, sought.minimum()));
        }
        if (sought.isMaximumBounded()) {
            most = Math.max(-GREATEST, Math.min(GREATEST, sought.maximum()));
        }
        if (!search(bytes, start, fromRow, toRow, count, sought)) {
            return false;
        }
        if (leastRow != NO_ROW) {
            sought.setMinimum(least, leastRow);
        }
        if (mostRow != NO_ROW) {
            sought.setMaximum(most, mostRow);
        }
        return true;
    }

    /** The same for a column of doubles, whose values are integers divided by a power. */
    boolean searchQuotients(
            byte[] bytes, int start, int fromRow, int toRow, int count, double power, ColumnExtremes sought) {
        least = sought.isMinimumBounded() ? firstNotBelow(Double.longBitsToDouble(sought.minimum()), power) : GREATEST;
        most = sought.isMaximumBounded()
                ? -firstNotBelow(-Double.longBitsToDouble(sought.maximum()), power)
                : -GREATEST;
        if (!search(bytes, start, fromRow, toRow, count, sought)) {
            return false;
        }
        double smallest = (double) least / power;
        double greatest = (double) most / power;
        // A bound that no integer stands for was left aside.
        if (leastRow != NO_ROW
                && !(sought.isMinimumBounded() && smallest >= Double.longBitsToDouble(sought.minimum()))) {
            sought.setMinimum(Double.doubleToRawLongBits(smallest), leastRow);
        }
        if (mostRow != NO_ROW
                && !(sought.isMaximumBounded() && greatest <= Double.longBitsToDouble(sought.maximum()))) {
            sought.setMaximum(Double.doubleToRawLongBits(greatest), mostRow);
        }
        return true;
    }

    /** The first integer whose quotient is not below a bound; a greater one than any value where that is not easy to say. */
    private static long firstNotBelow(double bound, double power) {
        double product = bound * power;
        if (!(Math.abs(product) < GREATEST_EXACT)) {
            return GREATEST;
        }
        // The product is rounded, and so is each quotient.
        long first = (long) Math.rint(product);
        while ((double) first / power < bound) {
            first++;
        }
        while ((double) (first - 1) / power >= bound) {
            first--;
        }
        return first;
    }

    private boolean search(byte[] bytes, int start, int fromRow, int toRow, int count, ColumnExtremes sought) {
        in = bytes;
        from = fromRow;
        to = toRow;
        leastRow = NO_ROW;
        mostRow = NO_ROW;
        return switch (bytes[start]) {
            case FrameCodec.ID -> searchFrame(start + 1, count, sought);
            case FramesCodec.ID -> searchFrames(start + 1, count, sought);
            case RunsCodec.ID -> RunsCodec.search(bytes, start + 1, fromRow, toRow, count, this);
            case ConstantCodec.ID -> addRun(ConstantCodec.value(bytes, start + 1), fromRow);
            default -> false;
        };
    }

    /** Looks at a value that some rows have; false when it is too great for that. */
    boolean addRun(long value, int firstRow) {
        if (value <= -GREATEST || value >= GREATEST) {
            return false;
        }
        if (value < least) {
            least = value;
            leastRow = firstRow;
        }
        if (value > most) {
            most = value;
            mostRow = firstRow;
        }
        return true;
    }

    private boolean searchFrame(int start, int count, ColumnExtremes sought) {
        width = FrameCodec.width(in[start]);
        rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        packed = FrameCodec.packed(in, start);
        bases[0] = 0;
        return searchFrames(FrameCodec.base(in, start), FrameCodec.divisor(in, start), 0, sought);
    }

    private boolean searchFrames(int start, int count, ColumnExtremes sought) {
        width = FramesCodec.width(in, start);
        rowBits = FramesCodec.rowBits(in, start);
        int baseWidth = FramesCodec.baseWidth(in, start);
        int basesAt = FramesCodec.bases(in, start);
        packed = basesAt + PackedLongs.length(FramesCodec.frames(count, rowBits), baseWidth);
        int first = from >>> rowBits;
        int frames = ((to - 1) >>> rowBits) - first + 1;
        if (bases.length < frames) {
            bases = new long[Math.max(frames, bases.length * 2)];
        }
        for (int i = 0; i < frames; i++) {
            bases[i] = PackedLongs.get(in, basesAt, baseWidth, first + i);
        }
        return searchFrames(FramesCodec.base(in, start), FramesCodec.divisor(in, start), baseWidth, sought);
    }

    private boolean searchFrames(long base, long divisor, int baseWidth, ColumnExtremes sought) {
        double greatest = Math.scalb(1.0, width) + Math.scalb(1.0, baseWidth);
        if (divisor < 1 || Math.abs((double) base) + greatest * divisor >= GREATEST) {
            return false;
        }
        if (sought.seeksMinimum()) {
            // Rounded up: what is below the bound is below this, too.
            least = -Math.floorDiv(base - least, divisor);
            searchLeast();
            least = base + least * divisor;
        }
        if (sought.seeksMaximum()) {
            most = Math.floorDiv(most - base, divisor);
            searchMost();
            most = base + most * divisor;
        }
        return true;
    }

    private void searchLeast() {
        int first = from >>> rowBits;
        int frames = ((to - 1) >>> rowBits) - first + 1;
        int promising = 0;
        for (int i = 1; i < frames; i++) {
            promising = bases[i] < bases[promising] ? i : promising;
        }
        lookForLeast(promising, first, 0);
        for (int i = 0; i < frames; i++) {
            // What is as small counts in front of the row that was found.
            int orEqual = leastRow != NO_ROW && first + i < leastRow >>> rowBits ? 1 : 0;
            if (bases[i] < least + orEqual && i != promising) {
                lookForLeast(i, first, orEqual);
            }
        }
    }

    private void lookForLeast(int frame, int first, int orEqual) {
        int begin = Math.max(from, (first + frame) << rowBits);
        int end = (int) Math.min(to, (first + frame + 1L) << rowBits);
        long limit = least - bases[frame] + orEqual;
        long mask = PackedLongs.mask(width);
        int found = NO_ROW;
        int bit = begin * width;
        for (int row = begin; row < end; row++) {
            long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
            if (distance < limit) {
                limit = distance;
                found = row;
            }
            bit += width;
        }
        if (found != NO_ROW) {
            least = bases[frame] + limit;
            leastRow = found;
        }
    }

    private void searchMost() {
        int first = from >>> rowBits;
        int frames = ((to - 1) >>> rowBits) - first + 1;
        int promising = 0;
        for (int i = 1; i < frames; i++) {
            promising = bases[i] > bases[promising] ? i : promising;
        }
        lookForMost(promising, first, 0);
        long mask = PackedLongs.mask(width);
        for (int i = 0; i < frames; i++) {
            int orEqual = mostRow != NO_ROW && first + i < mostRow >>> rowBits ? 1 : 0;
            if (bases[i] + mask > most - orEqual && i != promising) {
                lookForMost(i, first, orEqual);
            }
        }
    }

    private void lookForMost(int frame, int first, int orEqual) {
        int begin = Math.max(from, (first + frame) << rowBits);
        int end = (int) Math.min(to, (first + frame + 1L) << rowBits);
        long limit = most - bases[frame] - orEqual;
        long mask = PackedLongs.mask(width);
        int found = NO_ROW;
        int bit = begin * width;
        for (int row = begin; row < end; row++) {
            long distance = (LittleEndian.getLong(in, packed + (bit >>> 3)) >>> (bit & 7)) & mask;
            if (distance > limit) {
                limit = distance;
                found = row;
            }
            bit += width;
        }
        if (found != NO_ROW) {
            most = bases[frame] + limit;
            mostRow = found;
        }
    }
}
