package io.seqstore.core.recover;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.CatalogFile;
import io.seqstore.core.catalog.DeadSegments;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.flush.GenerationWriter;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.log.LogReader;
import io.seqstore.core.log.LogRecord;
import io.seqstore.core.log.LogWriter;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.trace.Span;
import io.seqstore.core.trace.Trace;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the files of a store. One use, one thread. */
public final class Recovery {
    private final StoreFolder folder;
    private final SlabPool pool;
    private final Catalog catalog;
    private final boolean createIfMissing;
    private final List<Segment> oldestFirst = new ArrayList<>();
    private Generation generation;
    private long records;
    private long tornBytes;
    private final List<String> damagedSegments = new ArrayList<>();

    /** Whether all that the folder has of the log is the first file of the manifest, in which no record was ever begun. */
    private boolean logIsUntouched;

    /** Whether the manifest was found and both halves of it are right. */
    private boolean manifestIsWhole;

    private Recovery(StoreFolder folder, SlabPool pool, Catalog catalog, boolean createIfMissing) {
        this.folder = folder;
        this.pool = pool;
        this.catalog = catalog;
        this.createIfMissing = createIfMissing;
        this.generation = new Generation(pool);
    }

    /**
     * A store whose files are open.
     *
     * @param files its files
     * @param newestFirst its segments, each with one user: the caller
     * @param log the log file to write, which has no records
     * @param foundManifest the number of the manifest that was found
     * @param report what was found
     */
    public record Opened(
            StoreFiles files, List<Segment> newestFirst, LogWriter log, long foundManifest, RecoveryReport report) {
        public Opened {
            newestFirst = List.copyOf(newestFirst);
        }
    }

    /**
     * Opens the store in a folder, or makes a new one where nothing is.
     *
     * @param catalog empty; holds the definitions afterwards
     * @param createIfMissing whether a folder without a store may become one
     * @param fillLogAhead whether the log is synced often
     */
    public static Opened open(
            StoreFolder folder, SlabPool pool, Catalog catalog, boolean createIfMissing, boolean fillLogAhead) {
        Span span = Trace.recovery(folder.describe());
        Recovery recovery = new Recovery(folder, pool, catalog, createIfMissing);
        try {
            Opened opened = recovery.run(fillLogAhead);
            if (span != Span.NONE) {
                span.records(opened.report().logRecords())
                        .streams(catalog.registry().streamCount())
                        .segments(opened.newestFirst().size())
                        .done();
            }
            return opened;
        } finally {
            recovery.generation.users().release();
        }
    }

    private Opened run(boolean fillLogAhead) {
        List<DamagedStoreException> damages = new ArrayList<>();
        Optional<Manifest> found = ManifestFile.findNewestSparing(folder, damages);
        Manifest manifest = found.isPresent() ? found.get() : create();
        manifestIsWhole = damages.isEmpty();
        long firstNew = firstFreeNumber(manifest);
        StoreFiles files = new StoreFiles(folder, true, manifest, firstNew);
        try {
            return run(manifest, files, fillLogAhead);
        } catch (RuntimeException e) {
            for (Segment segment : oldestFirst) {
                segment.users().release();
            }
            if (!files.mayHaveReplaced(manifest)) {
                deleteFrom(firstNew, e);
            }
            throw e;
        }
    }

    private Opened run(Manifest manifest, StoreFiles files, boolean fillLogAhead) {
        if (!catalog.openImage(folder, manifest)) {
            replayCatalogs(manifest);
        }
        for (long number : manifest.segments()) {
            oldestFirst.add(Segment.open(folder, manifest.file(FileKind.SEGMENT, number)));
        }
        replayLogs(files);
        failIfReplaced(manifest);
        flush(files);
        dropDeadSegments(manifest);
        Optional<LogWriter> present = isSettled(manifest) ? goOn(manifest, fillLogAhead) : Optional.empty();
        if (present.isPresent()) {
            return opened(files, present.get(), manifest, 0);
        }
        // Nobody writes to it before the commit, which makes its name durable with all others.
        LogWriter log = LogWriter.createUnnamed(folder, files.newFile(FileKind.LOG), 1, fillLogAhead);
        try {
            commit(files, log);
            return opened(files, log, manifest, removeStrangers(manifest, files.manifest()));
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void replayCatalogs(Manifest manifest) {
        for (long number : manifest.catalogs()) {
            CatalogFile.read(folder, manifest.file(FileKind.CATALOG, number), catalog::replay);
        }
    }

    private Opened opened(StoreFiles files, LogWriter log, Manifest found, int removed) {
        List<Segment> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        RecoveryReport report = new RecoveryReport(records, tornBytes, removed, damagedSegments);
        return new Opened(files, newestFirst, log, found.number(), report);
    }

    /**
     * Whether the files are what a clean close leaves, all of it durable, so that the store goes on with manifest and log as
     * they are. That they are durable follows from their order: a manifest is put in place after the names of all files before
     * it were synced, and the one before it is removed after its own name was. So a manifest whose number is greater than that
     * of its log, and that stands alone, was made to the end; a crash leaves another log or manifest beside it.
     */
    private boolean isSettled(Manifest manifest) {
        return manifestIsWhole
                && logIsUntouched
                && manifest.firstLog() < manifest.number()
                && manifest.segments().equals(numbersOfSegments())
                && strangers(manifest).isEmpty();
    }

    private Optional<LogWriter> goOn(Manifest manifest, boolean fillLogAhead) {
        FileIdentity log = manifest.file(FileKind.LOG, manifest.firstLog());
        return LogWriter.goOn(folder, log, manifest.firstSequence(), fillLogAhead);
    }

    private List<Long> numbersOfSegments() {
        List<Long> numbers = new ArrayList<>();
        for (Segment segment : oldestFirst) {
            numbers.add(segment.identity().number());
        }
        return numbers;
    }

    /** Removes the files with this number and greater ones, which were made here, so that the folder is as it was. */
    private void deleteFrom(long number, RuntimeException failure) {
        try {
            for (String name : folder.list()) {
                if (numberOf(name) >= number) {
                    folder.delete(name);
                }
            }
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private Manifest create() {
        if (!createIfMissing) {
            throw new NotFoundException(
                    "The store was not found.",
                    "'" + folder.describe() + "' holds no store.",
                    "Name the folder of a store, or allow a new one to be created.",
                    Map.of("Folder", folder.describe()));
        }
        for (String name : folder.list()) {
            if (!FileKind.isStoreFile(name)) {
                throw new UnavailableException(
                        "The store is unavailable.",
                        "'" + folder.describe() + "' holds '" + name + "' and no store.",
                        "Name the folder of a store, or an empty one.",
                        Map.of("Folder", folder.describe(), "File", name));
            }
            if (!name.endsWith(FileKind.UNFINISHED)) {
                throw Damage.at(name, 0, "the file belongs to a store whose manifest is missing");
            }
        }
        Manifest first = new Manifest(new SecureRandom().nextLong(), 1, 2, 2, 1, List.of(), List.of());
        ManifestFile.write(folder, first);
        return first;
    }

    private long firstFreeNumber(Manifest manifest) {
        long free = Math.max(manifest.nextFileNumber(), manifest.number() + 1);
        for (String name : folder.list()) {
            free = Math.max(free, numberOf(name) + 1);
        }
        return free;
    }

    /** The number of a file, finished or not; 0 when it is none of a store. */
    private static long numberOf(String name) {
        String finished = name.replace(FileKind.UNFINISHED, "");
        for (FileKind kind : FileKind.values()) {
            Optional<Long> number = kind.numberIn(finished);
            if (number.isPresent()) {
                return number.get();
            }
        }
        return 0;
    }

    private void replayLogs(StoreFiles files) {
        Manifest manifest = files.manifest();
        List<Long> numbers = logsOf(manifest);
        long nextSequence = manifest.firstSequence();
        for (long number : numbers) {
            FileIdentity identity = manifest.file(FileKind.LOG, number);
            try (ReadableFile file = folder.open(identity.fileName())) {
                boolean isUntouched = LogReader.isUntouched(file, identity);
                logIsUntouched = isUntouched && numbers.size() == 1 && number == manifest.firstLog();
                if (!isUntouched) {
                    if (!catalog.completeImage()) {
                        replayCatalogs(manifest);
                    }
                    nextSequence = replay(file, identity, nextSequence, files);
                }
            }
        }
    }

    private List<Long> logsOf(Manifest manifest) {
        List<Long> numbers = new ArrayList<>();
        for (String name : folder.list()) {
            Optional<Long> number = FileKind.LOG.numberIn(name);
            if (number.isPresent() && number.get() >= manifest.firstLog()) {
                numbers.add(number.get());
            }
        }
        Collections.sort(numbers);
        return numbers;
    }

    /** Returns the number of the record that would come next. */
    private long replay(ReadableFile file, FileIdentity identity, long nextSequence, StoreFiles files) {
        Replay replay = new Replay(catalog, identity);
        LogReader.Outcome outcome =
                LogReader.read(file, identity, nextSequence, record -> apply(replay, record, files));
        records += outcome.records();
        tornBytes += outcome.cutBytes();
        return outcome.nextSequence();
    }

    /**
     * Fails when another process, beside which this one only reads, has put a newer manifest in place: logs that are not needed
     * any more are removed behind it, so that some may be missing in what was read.
     */
    private void failIfReplaced(Manifest read) {
        long newest = ManifestFile.newestNumber(folder).orElse(0L);
        if (newest != read.number()) {
            throw new UnavailableException(
                    "The store is unavailable.",
                    "'" + folder.describe() + "' is being written: its manifest " + read.number()
                            + " was replaced by manifest " + newest + " while the logs were read.",
                    "Try again.",
                    Map.of("Folder", folder.describe()));
        }
    }

    private void apply(Replay replay, LogRecord record, StoreFiles files) {
        replay.apply(record, () -> withRoom(files));
    }

    private Generation withRoom(StoreFiles files) {
        if (generation.bytes() >= pool.budget().limit() / 2) {
            flush(files);
        }
        return generation;
    }

    private void flush(StoreFiles files) {
        if (generation.isEmpty()) {
            return;
        }
        GenerationWriter.write(generation, oldestFirst.isEmpty(), files, catalog)
                .ifPresent(oldestFirst::add);
        generation.users().release();
        generation = new Generation(pool);
    }

    /**
     * Lets go of segments that hold nothing but streams that are gone, or that never came to be. It must happen here, before
     * a stream can be created: a power failure in the middle of a type change can take back that its ordinal was reserved,
     * but not the segment that was written under it, and the next stream gets that ordinal.
     */
    private void dropDeadSegments(Manifest manifest) {
        for (Segment segment : List.copyOf(oldestFirst)) {
            if (isDead(segment, manifest)) {
                oldestFirst.remove(segment);
                segment.users().release();
            }
        }
    }

    /** One whose streams cannot be told stays: who reads it, compacts or verifies the store is told. */
    private boolean isDead(Segment segment, Manifest manifest) {
        try {
            return DeadSegments.isDead(segment, catalog);
        } catch (DamagedStoreException e) {
            if (!catalog.completeImage()) {
                // That was what is damaged. Nothing was replayed on top of it: for that it had to be complete.
                replayCatalogs(manifest);
                return isDead(segment, manifest);
            }
            damagedSegments.add(segment.identity().fileName());
            return false;
        }
    }

    /** Makes the state that was found the durable one, behind which the log is empty. */
    private void commit(StoreFiles files, LogWriter log) {
        List<byte[]> changes = catalog.takePending();
        Manifest before = files.manifest();
        List<Long> catalogs = new ArrayList<>(before.catalogs());
        if (!changes.isEmpty()) {
            FileIdentity identity = files.newFile(FileKind.CATALOG);
            CatalogFile.write(folder, identity, changes);
            catalogs.add(identity.number());
        }
        files.commit(manifest -> new Manifest(
                manifest.storeId(),
                manifest.number(),
                manifest.nextFileNumber(),
                log.identity().number(),
                log.firstSequence(),
                catalogs,
                numbersOfSegments()));
    }

    /** Removes files that are not, or no longer, part of the store, and counts those that never were. */
    private int removeStrangers(Manifest found, Manifest now) {
        int never = 0;
        for (String name : strangers(now)) {
            folder.delete(name);
            never += found.contains(name) ? 0 : 1;
        }
        return never;
    }

    /** The files of stores that a manifest does not name. */
    private List<String> strangers(Manifest manifest) {
        List<String> strangers = new ArrayList<>();
        for (String name : folder.list()) {
            if (FileKind.isStoreFile(name) && !manifest.contains(name)) {
                strangers.add(name);
            }
        }
        return strangers;
    }

    static byte[] body(LogRecord record) {
        return Arrays.copyOfRange(record.bytes(), record.from(), record.from() + record.length());
    }
}
