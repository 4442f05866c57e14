package io.seqstore.core.log;

import io.seqstore.core.memory.ByteOutput;

/**
 * The log files of a store, one after the other; the last one is written. Rolling on must not happen while anybody
 * commits: the caller sees to that.
 */
public final class RollingLog implements CommitLog, AutoCloseable {
    /** So many bytes are synced in about the time that a sync takes at least. */
    private static final int FEW_BYTES = 128 << 10;

    private static final int MOST_SYNCS_AHEAD = 3;

    private final SyncPolicy policy;
    private volatile LogWriter current;

    public RollingLog(SyncPolicy policy, LogWriter first) {
        this.policy = policy;
        this.current = first;
    }

    @Override
    public void commit(RecordKind kind, int ordinal, ByteOutput record) {
        LogWriter writer = current;
        policy.appended(writer, writer.append(kind, ordinal, record));
    }

    @Override
    public boolean keepsRecords() {
        return true;
    }

    /** Returns when everything committed before is synced to the device. */
    public void sync() {
        LogWriter writer = current;
        writer.awaitForced(writer.position());
    }

    /**
     * Syncs most of the file while others write to it, so that {@link #rollTo} has little left to sync, for which all of them
     * wait.
     */
    public void syncAhead() {
        LogWriter writer = current;
        for (int sync = 0; sync < MOST_SYNCS_AHEAD && writer.unsynced() > FEW_BYTES; sync++) {
            writer.awaitForced(writer.position());
        }
    }

    /** Whether log files should be filled ahead. */
    public boolean fillsAhead() {
        return policy.syncsOften();
    }

    /** The file that is written now. */
    public LogWriter current() {
        return current;
    }

    /**
     * Goes on in another file. The old one is sealed first: no record of the new file can outlive one of the old.
     *
     * @return the old file, which the caller closes
     */
    public LogWriter rollTo(LogWriter next) {
        LogWriter old = current;
        old.seal();
        next.continueFrom(old);
        current = next;
        return old;
    }

    @Override
    public void close() {
        policy.close();
        current.close();
    }
}
