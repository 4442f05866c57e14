package io.seqstore.core.log;

/** What happens between handing a record to the operating system and telling the writer that it is safe. */
public interface SyncPolicy extends AutoCloseable {
    /** Called with every record, by its writer, before the write call returns. */
    void appended(LogWriter writer, long position);

    /** Whether log files should be filled ahead, because they are synced often. */
    boolean syncsOften();

    @Override
    default void close() {}

    /** Waits for the device. */
    static SyncPolicy always() {
        return new SyncPolicy() {
            @Override
            public void appended(LogWriter writer, long position) {
                writer.awaitForced(position);
            }

            @Override
            public boolean syncsOften() {
                return true;
            }
        };
    }

    /** Leaves it to the operating system. */
    static SyncPolicy never() {
        return new SyncPolicy() {
            @Override
            public void appended(LogWriter writer, long position) {
                // The record survives this process, which is all that was promised.
            }

            @Override
            public boolean syncsOften() {
                return false;
            }
        };
    }
}
