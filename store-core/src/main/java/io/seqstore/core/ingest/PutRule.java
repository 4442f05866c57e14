package io.seqstore.core.ingest;

/** What a write demands of the keys of its events (spec 06, section 1). */
public enum PutRule {
    /** None may be stored. */
    INSERT,
    /** Any. */
    UPDATE,
    /** All must be stored. */
    REPLACE
}
