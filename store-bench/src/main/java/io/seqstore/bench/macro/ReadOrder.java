package io.seqstore.bench.macro;

/** The order in which an engine gives back all that it was given. */
public enum ReadOrder {
    /** Stream by stream, each in the order of its keys. */
    KEYS,

    /** As the events arrived, whatever their streams and keys. */
    ARRIVAL,

    /** None: an event is found by its key only. */
    NONE
}
