package io.seqstore.core.file;

import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** What a disk in a test says when it fails: the very exceptions of a real one. */
public final class DiskErrors {
    private DiskErrors() {}

    /** EIO. */
    public static UnavailableException inputOutput(String action, String file) {
        return FileFailures.failed(action, file, new IOException("Input/output error"));
    }

    /** ENOSPC. */
    public static UnavailableException noSpace(String action, String file) {
        return FileFailures.failed(action, file, new IOException("No space left on device"));
    }

    /** EACCES. */
    public static UnavailableException noPermission(String action, String file) {
        return FileFailures.failed(action, file, new AccessDeniedException(file));
    }

    /** A read that the device refuses. */
    public static DamagedStoreException unreadable(String file, long position) {
        return FileFailures.unreadable(file, position, new IOException("Input/output error"));
    }

    /** A read behind the end of a file. */
    public static DamagedStoreException outside(String file, long position, long length, long size) {
        return FileFailures.outside(file, position, length, size);
    }
}
