package io.seqstore.core.manifest;

import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.segment.Segment;
import io.seqstore.types.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The files of one open store: hands out numbers for new ones and changes the manifest. Safe for all threads; who changes
 * manifest and state together does so inside {@code synchronized (files)}.
 */
public final class StoreFiles {
    private final StoreFolder folder;
    private final boolean durable;
    private final AtomicLong nextNumber;
    private Manifest manifest;

    /** Manifests newer than the present one that may be in place, although putting them there failed. */
    private final List<Manifest> doubtful = new ArrayList<>();

    /**
     * The files of a store.
     *
     * @param durable whether manifests are written; in memory nobody would read them
     * @param nextNumber greater than the number of any file in the folder
     */
    public StoreFiles(StoreFolder folder, boolean durable, Manifest manifest, long nextNumber) {
        this.folder = folder;
        this.durable = durable;
        this.manifest = manifest;
        this.nextNumber = new AtomicLong(nextNumber);
    }

    public StoreFolder folder() {
        return folder;
    }

    /** Whether the store outlives the process. */
    public boolean isDurable() {
        return durable;
    }

    /** A file that does not exist yet. */
    public FileIdentity newFile(FileKind kind) {
        return manifest().file(kind, nextNumber.getAndIncrement());
    }

    public synchronized Manifest manifest() {
        return manifest;
    }

    /**
     * Puts a changed manifest in place of the present one, durably, and then deletes the old file.
     *
     * @throws io.seqstore.types.UnavailableException when the disk refuses; the store goes on with the present one
     */
    public synchronized void commit(UnaryOperator<Manifest> change) {
        Manifest changed = change.apply(manifest);
        long number = nextNumber.getAndIncrement();
        Manifest next = new Manifest(
                changed.storeId(),
                number,
                number + 1,
                changed.firstLog(),
                changed.firstSequence(),
                changed.catalogs(),
                changed.segments());
        if (durable) {
            // The names of new files must be durable before a manifest that counts on them.
            folder.syncNames();
            ManifestFile.prepare(folder, next);
            doubtful.add(next);
            ManifestFile.putInPlace(folder, next);
            doubtful.clear();
        }
        Manifest old = manifest;
        manifest = next;
        if (durable) {
            deleteOld(old);
        }
    }

    private void deleteOld(Manifest old) {
        try {
            folder.delete(FileKind.MANIFEST.fileName(old.number()));
        } catch (UnavailableException e) {
            // Nobody reads it any more; the next open removes it.
        }
    }

    /** Whether another manifest than this one is in place, or may be when the store is opened again. */
    public synchronized boolean mayHaveReplaced(Manifest found) {
        return manifest.number() != found.number() || !doubtful.isEmpty();
    }

    /** Whether a file is part of the store, or may be when it is opened again. */
    public synchronized boolean mayBeNamed(String fileName) {
        return manifest.contains(fileName) || doubtful.stream().anyMatch(next -> next.contains(fileName));
    }

    /** Lets go of a segment that was written; its file goes if it did not get into the store. */
    public void release(Segment segment) {
        if (!mayBeNamed(segment.identity().fileName())) {
            segment.markObsolete();
        }
        segment.users().release();
    }
}
