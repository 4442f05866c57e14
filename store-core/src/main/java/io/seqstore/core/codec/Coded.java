package io.seqstore.core.codec;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column of integers whose residuals of some prediction are coded: what it would be, before it is written. */
interface Coded {
    /** Fewer rows do not pay for a code. */
    int LEAST_ROWS = 16;

    /** So many rows say well enough what all are like in the middle. */
    int SAMPLES = 255;

    /** By what it is read again. */
    LongCodec codec();

    ResidualCode code();

    /** Writes everything behind the id and returns the bytes used. */
    int write(byte[] out, int start);

    /** The values by the prediction that takes the fewest bits, about; null when there is none. They stay as they are. */
    static @Nullable Coded of(long[] values, int count) {
        if (count < LEAST_ROWS) {
            return null;
        }
        CommonDivisor divisor = CommonDivisor.of(values, count, values[0]);
        Coded best = null;
        double fewest = Double.POSITIVE_INFINITY;
        for (Coded coded : Stream.concat(
                        CodedLineCodec.codes(values, count, divisor),
                        Stream.ofNullable(CodedDeltaCodec.code(values, count, divisor)))
                .filter(Objects::nonNull)
                .toList()) {
            double bits = coded.code().estimatedBits();
            if (bits < fewest) {
                fewest = bits;
                best = coded;
            }
        }
        return best;
    }

    /** The number in the middle of some, by a sample. */
    static long middle(long[] numbers, int count) {
        int step = Math.max(1, count / SAMPLES);
        long[] sample = new long[(count + step - 1) / step];
        Arrays.setAll(sample, i -> numbers[i * step]);
        Arrays.sort(sample);
        return sample[sample.length / 2];
    }
}
