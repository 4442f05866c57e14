package io.seqstore.core.verify;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.CatalogFile;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.log.LogReader;
import io.seqstore.core.log.LogRecord;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.recover.Replay;
import io.seqstore.core.segment.SegmentScrub;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what is right of the files of a store, in the order in which opening it does, and collects what is damaged instead of
 * failing: first the definitions, with {@link #readDefinitionsAndLog}, then the segments, one by one. One use, one thread.
 */
public final class StoreSurvey implements AutoCloseable {
    /** Events of the log that are held at once. */
    private static final long MEMORY = 64L << 20;

    private final StoreFolder folder;
    private final Manifest manifest;
    private final SlabPool pool = new SlabPool(new MemoryBudget(MEMORY));
    private final Catalog catalog = new Catalog();
    private final DamageList damages = new DamageList(catalog);
    private Generation generation = new Generation(pool);
    private int files = 1;
    private long bytes;
    private long loggedRecords;
    private long tornBytes;

    private StoreSurvey(StoreFolder folder, Manifest manifest, List<DamagedStoreException> ofManifest) {
        this.folder = folder;
        this.manifest = manifest;
        ofManifest.forEach(damages::add);
    }

    /**
     * Begins with the manifest, without which nobody knows what the store is.
     *
     * @throws NotFoundException when the folder holds no store
     * @throws DamagedStoreException when the manifest is missing or both of its halves are damaged
     */
    public static StoreSurvey of(StoreFolder folder) {
        List<DamagedStoreException> ofManifest = new ArrayList<>();
        Optional<Manifest> manifest = ManifestFile.findNewest(folder, ofManifest);
        if (manifest.isPresent()) {
            return new StoreSurvey(folder, manifest.get(), ofManifest);
        }
        if (ofManifest.isEmpty()) {
            throw withoutManifest(folder);
        }
        throw ofManifest.get(0);
    }

    private static RuntimeException withoutManifest(StoreFolder folder) {
        Optional<String> left =
                folder.list().stream().filter(FileKind::isStoreFile).findFirst();
        if (left.isPresent() && !left.get().endsWith(FileKind.UNFINISHED)) {
            return new DamagedStoreException(
                    "The store is damaged.",
                    "'" + folder.describe() + "' holds '" + left.get()
                            + "' and no manifest, which says what the store is.",
                    "Restore the manifest, or all files, from a backup.",
                    Map.of("Folder", folder.describe(), "File", left.get(), "Offset", "0"));
        }
        return new NotFoundException(
                "The store was not found.",
                "'" + folder.describe() + "' holds no store.",
                "Name the folder of a store.",
                Map.of("Folder", folder.describe()));
    }

    /** Which files the store has. */
    public Manifest manifest() {
        return manifest;
    }

    /** The definitions that were found right. */
    public Catalog catalog() {
        return catalog;
    }

    /** What was found damaged so far. */
    public List<FoundDamage> damages() {
        return damages.found();
    }

    /** How many files were read. */
    public int files() {
        return files;
    }

    /** How long they are together, but for the manifest. */
    public long bytes() {
        return bytes;
    }

    /** How many records of the log are right. */
    public long loggedRecords() {
        return loggedRecords;
    }

    /** Length of a write at the end of the log that a crash cut short. */
    public long tornBytes() {
        return tornBytes;
    }

    /** Tells of damage that the caller found himself. */
    public void report(String file, String what) {
        damages.add(file, 0, what);
    }

    /**
     * Reads catalog files and logs.
     *
     * @param full takes over what a generation holds when it has become large, and once at the end
     */
    public void readDefinitionsAndLog(Consumer<Generation> full) {
        for (long number : manifest.catalogs()) {
            FileIdentity identity = manifest.file(FileKind.CATALOG, number);
            count(identity);
            CatalogFile.readWhatIsRight(folder, identity, catalog::replay, damages::add);
        }
        try {
            Catalog.verifyImage(folder, manifest);
        } catch (DamagedStoreException e) {
            damages.add(e);
        }
        long sequence = manifest.firstSequence();
        for (String name : folder.list()) {
            long number = FileKind.LOG.numberIn(name).orElse(-1L);
            if (number >= manifest.firstLog()) {
                sequence = readLog(manifest.file(FileKind.LOG, number), sequence, full);
            }
        }
        full.accept(generation);
    }

    private void count(FileIdentity identity) {
        files++;
        if (folder.list().contains(identity.fileName())) {
            try (ReadableFile file = folder.open(identity.fileName())) {
                bytes += file.size();
            }
        }
    }

    private long readLog(FileIdentity identity, long firstSequence, Consumer<Generation> full) {
        count(identity);
        Replay replay = new Replay(catalog, identity);
        try (ReadableFile file = folder.open(identity.fileName())) {
            LogReader.Outcome outcome = LogReader.readWhatIsRight(
                    file,
                    identity,
                    firstSequence,
                    LogReader.Tail.MAY_BE_TORN,
                    record -> apply(replay, record, full),
                    damages::add);
            loggedRecords += outcome.records();
            tornBytes += outcome.cutBytes();
            return outcome.nextSequence();
        } catch (DamagedStoreException e) {
            damages.add(e);
            return firstSequence;
        }
    }

    private void apply(Replay replay, LogRecord record, Consumer<Generation> full) {
        try {
            replay.apply(record, () -> withRoom(full));
        } catch (DamagedStoreException e) {
            damages.add(e);
        }
    }

    private Generation withRoom(Consumer<Generation> full) {
        if (generation.bytes() >= MEMORY / 2) {
            full.accept(generation);
            generation.users().release();
            generation = new Generation(pool);
        }
        return generation;
    }

    /**
     * Opens a segment of the manifest; damage goes to the list.
     *
     * @return empty when nothing of it can be read
     */
    public Optional<SegmentScrub> openSegment(long number) {
        FileIdentity identity = manifest.file(FileKind.SEGMENT, number);
        count(identity);
        return SegmentScrub.open(folder, identity, ordinal -> catalog.findLayout(ordinal) != null, damages::add);
    }

    @Override
    public void close() {
        generation.users().release();
        catalog.close();
        pool.close();
    }
}
