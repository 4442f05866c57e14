package io.seqstore.core.manifest;

import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import java.util.List;
import java.util.Optional;

/**
 * Which files are the store, at one moment. Immutable.
 *
 * @param storeId drawn at random when the store was created
 * @param number of the manifest file
 * @param nextFileNumber greater than the number of any file the manifest knows of
 * @param firstLog the oldest log file whose records are not all in segments and catalog
 * @param firstSequence the number of the first record of that file
 * @param catalogs numbers of the catalog files, oldest first
 * @param segments numbers of the segments, oldest first
 */
public record Manifest(
        long storeId,
        long number,
        long nextFileNumber,
        long firstLog,
        long firstSequence,
        List<Long> catalogs,
        List<Long> segments) {
    public Manifest {
        catalogs = List.copyOf(catalogs);
        segments = List.copyOf(segments);
    }

    /** A file of this store. */
    public FileIdentity file(FileKind kind, long fileNumber) {
        return new FileIdentity(kind, storeId, fileNumber);
    }

    /** Whether a file belongs to the store; log files from {@link #firstLog} on do, and the image of the catalog files. */
    public boolean contains(String fileName) {
        for (FileKind kind : FileKind.values()) {
            Optional<Long> found = kind.numberIn(fileName);
            if (found.isPresent()) {
                return contains(kind, found.get());
            }
        }
        return false;
    }

    private boolean contains(FileKind kind, long fileNumber) {
        return switch (kind) {
            case MANIFEST -> fileNumber == number;
            case LOG -> fileNumber >= firstLog;
            case CATALOG -> catalogs.contains(fileNumber);
            case SEGMENT -> segments.contains(fileNumber);
            case IMAGE -> !catalogs.isEmpty() && fileNumber == catalogs.get(catalogs.size() - 1);
        };
    }
}
