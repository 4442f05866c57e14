package io.seqstore.core;

import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import java.util.Optional;

/** A folder that leaves out some of what it is asked to do: an engine with a bug. What looks for lost data must find it here. */
final class CarelessFolder extends ForwardingFolder {
    private final Carelessness leftOut;

    /**
     * A folder that is careless.
     *
     * @param folder does the rest
     * @param leftOut what is left out
     */
    CarelessFolder(StoreFolder folder, Carelessness leftOut) {
        super(folder);
        this.leftOut = leftOut;
    }

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
    public WritableFile create(String name) {
        return careless(name, super.create(name));
    }

    @Override
    public Optional<WritableFile> goOn(String name) {
        return super.goOn(name).map(file -> careless(name, file));
    }

    private WritableFile careless(String name, WritableFile file) {
        boolean unsynced = leavesOut(Carelessness.NO_SYNC)
                || leavesOut(Carelessness.NO_SYNC_OF_LOGS) && name.endsWith(".log")
                || leavesOut(Carelessness.RENAMED_UNSYNCED) && name.endsWith(".tmp");
        return unsynced ? new UnsyncedFile(file) : file;
    }

    @Override
    public void syncNames() {
        if (!leavesOut(Carelessness.NO_SYNC_OF_NAMES)) {
            super.syncNames();
        }
    }

    /** A file whose sync does nothing. */
    private static final class UnsyncedFile extends ForwardingFile {
        UnsyncedFile(WritableFile file) {
            super(file);
        }

        @Override
        public void force() {
            // This is the bug.
        }
    }
}
