package io.seqstore.query.request;

/** How the events of several streams become rows (spec 07, section 5). The ordinal is the number on the wire. */
public enum JoinMode {
    /** A row for each key that every stream has; an event of each stream. */
    INNER("Inner"),
    /** A row for each key; an event of each stream that has one there. */
    OUTER("Outer"),
    /** A row for each key; an event of each stream, stored or calculated, where that is possible. */
    INTERPOLATED("Interpolated"),
    /** A row for each key; the event of the first stream that has one there. */
    MERGE_LEFT("MergeLeft"),
    /** A row for each key; the event of the last stream that has one there. */
    MERGE_RIGHT("MergeRight");

    private final String sdsName;

    JoinMode(String sdsName) {
        this.sdsName = sdsName;
    }

    /** The name in the original service. */
    public String sdsName() {
        return sdsName;
    }

    /** Whether a row is a single event. */
    public boolean isMerge() {
        return this == MERGE_LEFT || this == MERGE_RIGHT;
    }
}
