package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;

/**
 * What an engine may know of the events that will come.
 *
 * @param events how many
 * @param late whether some come behind others of their stream that have greater keys
 * @param decimals how many decimals measurements have at most; {@link #REALS} when they were not rounded
 */
public record Arrival(long events, boolean late, int decimals) {
    /** Measurements of full precision. */
    public static final int REALS = -1;

    static Arrival of(Series series, long events) {
        return new Arrival(events, series == Series.S3, series.hasDecimals() ? Series.DECIMALS : REALS);
    }
}
