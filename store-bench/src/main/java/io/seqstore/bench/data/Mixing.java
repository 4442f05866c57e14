package io.seqstore.bench.data;

/** Random numbers by position: the same number for the same seed, stream and index, in whatever order they are asked for. */
final class Mixing {
    private static final long STREAM_STEP = 0x9E37_79B9_7F4A_7C15L;
    private static final long INDEX_STEP = 0xD1B5_4A32_D192_ED03L;

    private Mixing() {}

    static long random(long seed, int stream, long index) {
        return mix(seed + stream * STREAM_STEP + index * INDEX_STEP);
    }

    /** A second number, independent of the first for every practical purpose. */
    static long next(long random) {
        return mix(random + STREAM_STEP);
    }

    /** An integer {@code 0..bound-1} from the upper half of a random number. */
    static int below(int bound, long random) {
        return (int) (((random >>> Integer.SIZE) * bound) >>> Integer.SIZE);
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
