package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;

/**
 * What an engine may know of the events that will come.
 *
 * @param events how many
 * @param late whether some come behind others of their stream that have greater keys
 */
public record Arrival(long events, boolean late) {
    static Arrival of(Series series, long events) {
        return new Arrival(events, series == Series.S3);
    }
}
