package io.seqstore.core.log;

import io.seqstore.core.memory.ByteOutput;

/** The log as the write path sees it: where a change goes before anybody can see it. Safe for all threads. */
public interface CommitLog {
    /** Prepares an output; the body goes behind what this leaves. */
    default void begin(ByteOutput record) {
        LogWriter.begin(record);
    }

    /** Makes a record as durable as the store promises and returns; or throws, and then it must not be applied. */
    void commit(RecordKind kind, int ordinal, ByteOutput record);

    /** Whether records are kept at all; if not, nobody need encode them. */
    boolean keepsRecords();

    /** A log that keeps nothing, for stores in memory. */
    static CommitLog none() {
        return new CommitLog() {
            @Override
            public void commit(RecordKind kind, int ordinal, ByteOutput record) {
                // What is in memory lives no longer than the memory.
            }

            @Override
            public boolean keepsRecords() {
                return false;
            }
        };
    }
}
