package io.seqstore.types.json;

/** Whether JSON output spells out members that hold their default value (spec 01, 9.1 and 9.2; spec 09, section 3). */
public enum Verbosity {
    /** Members that hold their default value are left out, except the keys of events. */
    COMPACT,
    /** Every member is written. */
    VERBOSE
}
