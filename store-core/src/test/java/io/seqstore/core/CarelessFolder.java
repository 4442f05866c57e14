package io.seqstore.core;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import java.util.List;

/**
 * A folder that leaves out some of what it is asked to do: an engine with a bug. What looks for lost data must find it here.
 *
 * @param folder does the rest
 * @param leftOut what is left out
 */
record CarelessFolder(StoreFolder folder, Carelessness leftOut) implements StoreFolder {
    /** Something that is left out. */
    enum Carelessness {
        /** Files are never synced. */
        NO_SYNC,
        /** Logs are never synced; other files are. */
        NO_SYNC_OF_LOGS,
        /** Names are never synced. */
        NO_SYNC_OF_NAMES,
        /** A file gets its name without having been synced. */
        RENAMED_UNSYNCED
    }

    private boolean leavesOut(Carelessness what) {
        return leftOut == what;
    }

    @Override
    public String describe() {
        return folder.describe();
    }

    @Override
    public List<String> list() {
        return folder.list();
    }

    @Override
    public WritableFile create(String name) {
        WritableFile file = folder.create(name);
        boolean unsynced = leavesOut(Carelessness.NO_SYNC)
                || leavesOut(Carelessness.NO_SYNC_OF_LOGS) && name.endsWith(".log")
                || leavesOut(Carelessness.RENAMED_UNSYNCED) && name.endsWith(".tmp");
        return unsynced ? new UnsyncedFile(file) : file;
    }

    @Override
    public ReadableFile open(String name) {
        return folder.open(name);
    }

    @Override
    public void rename(String from, String to) {
        folder.rename(from, to);
    }

    @Override
    public void delete(String name) {
        folder.delete(name);
    }

    @Override
    public void syncNames() {
        if (!leavesOut(Carelessness.NO_SYNC_OF_NAMES)) {
            folder.syncNames();
        }
    }

    @Override
    public void close() {
        folder.close();
    }

    /** A file whose sync does nothing. */
    private record UnsyncedFile(WritableFile file) implements WritableFile {
        @Override
        public void write(long position, byte[] bytes, int from, int length) {
            file.write(position, bytes, from, length);
        }

        @Override
        public void force() {
            // This is the bug.
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
