package io.seqstore.core.cursor;

/** Which way a scan walks the keys. */
public enum Direction {
    ASCENDING,
    DESCENDING
}
