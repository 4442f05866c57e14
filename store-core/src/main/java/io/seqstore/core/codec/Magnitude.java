package io.seqstore.core.codec;

/**
 * The classes of signed numbers by size that a prefix code tells apart; where in its class a number lies is said by raw bits. Numbers
 * are taken as 0, -1, 1, -2, 2 and so on, counted from 0: of these the first sixteen are a class each, and every power of
 * two from there on is cut into eight classes. So a class is never wider than an eighth of its numbers, whatever their size, and
 * far outliers cost bits of their own only.
 */
final class Magnitude {
    /** Raw bits that fit one load of a word together with the longest code. */
    static final int MOST_RAW_BITS = 45;

    private static final int SINGLES = 16;
    private static final int CLASS_BITS = 3;

    /** How many classes there are. */
    static final int CLASSES = SINGLES + (MOST_RAW_BITS << CLASS_BITS);

    /** One behind the greatest number, as counted. */
    private static final long END = 1L << (MOST_RAW_BITS + CLASS_BITS + 1);

    private Magnitude() {}

    /** Where a number stands in the count 0, -1, 1, -2, 2. */
    static long counted(long number) {
        return (number << 1) ^ (number >> (Long.SIZE - 1));
    }

    /** The number that stands at a place of the count. */
    static long number(long counted) {
        return (counted >>> 1) ^ -(counted & 1);
    }

    /** Whether a number, as counted, has a class. */
    static boolean hasClass(long counted) {
        return counted >= 0 && counted < END;
    }

    static int classOf(long counted) {
        if (counted < SINGLES) {
            return (int) counted;
        }
        int raw = Long.SIZE - 1 - CLASS_BITS - Long.numberOfLeadingZeros(counted);
        return (raw << CLASS_BITS) + (int) (counted >>> raw);
    }

    /** How many raw bits the numbers of a class have. */
    static int rawBits(int symbol) {
        return symbol < SINGLES ? 0 : (symbol >>> CLASS_BITS) - 1;
    }

    /** The bits of a class in front of the raw ones, 0..15. */
    static int leadingBits(int symbol) {
        return symbol < SINGLES ? symbol : (1 << CLASS_BITS) + (symbol & ((1 << CLASS_BITS) - 1));
    }
}
