package io.seqstore.core.file;

import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.UnavailableException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Map;

/** What the operating system says, in the store's own exceptions. */
final class FileFailures {
    private FileFailures() {}

    static UnavailableException failed(String action, String file, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        boolean full = message.toLowerCase(Locale.ROOT).contains("no space left")
                || message.toLowerCase(Locale.ROOT).contains("disk quota");
        String detail =
                cause instanceof FileSystemException ? cause.getClass().getSimpleName() + ": " + message : message;
        return new UnavailableException(
                "The store is unavailable.",
                "Could not " + action + " '" + file + "': " + detail + ".",
                full
                        ? "Free space on the device and try again."
                        : "Check the device and the permissions of the folder.",
                Map.of("File", file),
                cause);
    }

    static DamagedStoreException outside(String file, long position, long length, long size) {
        return new DamagedStoreException(
                "The store is damaged.",
                "'" + file + "': " + length + " bytes at " + position + " were expected, the file has " + size + ".",
                "Restore the file from a backup.",
                Map.of("File", file, "Offset", Long.toString(position)));
    }

    static DamagedStoreException unreadable(String file, long position, Throwable cause) {
        return new DamagedStoreException(
                "The store is damaged.",
                "'" + file + "': the bytes at " + position + " cannot be read: " + cause.getMessage() + ".",
                "Check the device; restore the file from a backup.",
                Map.of("File", file, "Offset", Long.toString(position)),
                cause);
    }
}
