package io.seqstore.types.event;

/** How the values of one column are held. */
public enum ColumnKind {
    /** Signed 64-bit integers: all integers, booleans, characters, enums, ticks. Unsigned 64-bit values keep their bits. */
    LONG,
    /** IEEE 754 binary64; single precision is widened exactly. Not-a-number payloads and the sign of zero are kept. */
    DOUBLE,
    /** A run of bytes a row: text, Guid, Decimal, Version, arrays, collections, objects. */
    BYTES
}
