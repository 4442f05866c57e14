package io.seqstore.core;

import io.seqstore.core.backup.Backup;
import io.seqstore.core.backup.BackupReport;
import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.CatalogIndexProvider;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.compact.Compactor;
import io.seqstore.core.file.DiskFolder;
import io.seqstore.core.file.MemoryFolder;
import io.seqstore.core.file.ReadOnlyFolder;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.flush.Background;
import io.seqstore.core.flush.Flusher;
import io.seqstore.core.flush.MemoryGovernor;
import io.seqstore.core.health.LastFailure;
import io.seqstore.core.ingest.Admission;
import io.seqstore.core.ingest.ManyStreamsWriter;
import io.seqstore.core.ingest.PutRule;
import io.seqstore.core.ingest.StreamTurns;
import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.core.ingest.StreamWriter.WritePath;
import io.seqstore.core.ingest.WriteGate;
import io.seqstore.core.latest.LatestEvents;
import io.seqstore.core.log.CommitLog;
import io.seqstore.core.log.DelayedSync;
import io.seqstore.core.log.RollingLog;
import io.seqstore.core.log.SyncPolicy;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.recover.MovingTarget;
import io.seqstore.core.recover.Recovery;
import io.seqstore.core.recover.RecoveryReport;
import io.seqstore.core.retain.Retainer;
import io.seqstore.core.retain.Retention;
import io.seqstore.core.retype.TypeChanger;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An open store: definitions and the events of all streams. Safe for all threads. Close it to release memory, mappings
 * and the lock on the folder.
 */
public final class Store implements AutoCloseable {
    private final StoreFiles files;
    private final SlabPool pool;
    private final Catalog catalog;
    private final CurrentState state;
    private final WriteGate gate = new WriteGate();
    private final @Nullable RollingLog log;
    private final Flusher flusher;
    private final Retainer retainer;
    private final Compactor compactor;
    private final TypeChanger typeChanger;
    private final Background flushing;
    private final Background compacting;
    private final RecoveryReport recovery;
    private final boolean readOnly;
    private final LatestEvents latest;
    private final WritePath path;
    private final Instant opened = Instant.now();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Store(
            StoreFiles files,
            SlabPool pool,
            Catalog catalog,
            List<Segment> newestFirst,
            @Nullable RollingLog log,
            RecoveryReport recovery,
            Retention retention,
            boolean readOnly) {
        this.files = files;
        this.pool = pool;
        this.catalog = catalog;
        this.log = log;
        this.recovery = recovery;
        this.readOnly = readOnly;
        Generation active = new Generation(pool);
        this.state = new CurrentState(new StoreState(active, null, newestFirst));
        active.users().release();
        for (Segment segment : newestFirst) {
            segment.users().release();
        }
        this.flusher = new Flusher(files, gate, state, catalog, pool, log);
        this.retainer = new Retainer(retention, catalog, state);
        this.compactor = new Compactor(files, state, catalog, retainer, log, flusher);
        this.typeChanger = new TypeChanger(files, state, catalog);
        this.flushing = log == null ? Background.inCaller() : Background.onThread("seqstore-flush");
        // A thread of its own: a flush must not wait for a long merge, since writers wait for the flush.
        this.compacting = log == null ? Background.inCaller() : Background.onThread("seqstore-compaction");
        MemoryGovernor governor = new MemoryGovernor(
                state, log, catalog, pool.budget(), flusher, flushing, compacting, compactor::compactSome);
        StreamTurns turns = new StreamTurns();
        this.latest = new LatestEvents(turns);
        Admission admission = readOnly ? this::refuseWrite : governor;
        this.path = new WritePath(gate, log == null ? CommitLog.none() : log, state, admission, turns);
        catalog.start(path);
    }

    /**
     * Opens the store in a folder, recovering it if it was not closed cleanly. Where this process may not write in the
     * folder, the store is opened read-only, as {@link #openReadOnly} does.
     *
     * @throws io.seqstore.types.NotFoundException when the folder is missing and may not be created
     * @throws io.seqstore.types.UnavailableException when another store has it open, or the disk refuses
     * @throws io.seqstore.types.DamagedStoreException when its files are not what was written; no file was changed then
     */
    public static Store open(Path folder, StoreOptions options) {
        if (DiskFolder.isReadOnly(folder)) {
            System.getLogger(Store.class.getName())
                    .log(System.Logger.Level.INFO, "'" + folder + "' cannot be written; the store is opened read-only");
            return openReadOnly(folder, options);
        }
        StoreFolder held = DiskFolder.open(folder, options.createIfMissing());
        try {
            return open(held, options);
        } catch (RuntimeException e) {
            throw abandonedAfter(e, held);
        }
    }

    /**
     * Opens the state that the store in a folder has now, for reading. Nothing is written there and no lock is taken, so that
     * a process that writes the store is not disturbed; what that one does later is not seen, whatever files it removes.
     * Writes throw {@link UnavailableException}. What the log holds is in memory outside the heap while the store is open.
     *
     * <p>What is seen are the records of the log up to some point, at least all that were acknowledged before the call. The
     * last of them may be changes that are not acknowledged yet, which a power failure may still take back.
     *
     * @param options of which only the memory budget counts: what recovery may hold at once
     * @throws io.seqstore.types.NotFoundException when there is no store
     * @throws UnavailableException when the disk refuses
     * @throws io.seqstore.types.DamagedStoreException when its files are not what was written
     */
    public static Store openReadOnly(Path folder, StoreOptions options) {
        StoreOptions readOnly = options.withDurability(Durability.PROCESS)
                .withCreateIfMissing(false)
                .withCatalogIndex(null)
                .withRetention(Retention.none());
        return MovingTarget.read(() -> {
            StoreFolder opened = ReadOnlyFolder.open(folder);
            try {
                return open(opened, readOnly, true);
            } catch (RuntimeException e) {
                throw abandonedAfter(e, opened);
            }
        });
    }

    /** Lets go of a folder with which something failed; returns the failure. */
    private static RuntimeException abandonedAfter(RuntimeException failure, StoreFolder folder) {
        try {
            folder.abandon();
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    /** Opens the store in a folder that is held already; for tests that bring their own disk. */
    static Store open(StoreFolder folder, StoreOptions options) {
        return open(folder, options, false);
    }

    private static Store open(StoreFolder folder, StoreOptions options, boolean readOnly) {
        SlabPool pool = new SlabPool(new MemoryBudget(options.memoryBudget()));
        SyncPolicy policy = policy(options.durability());
        Catalog catalog = new Catalog();
        try {
            Recovery.Opened opened =
                    Recovery.open(folder, pool, catalog, options.createIfMissing(), policy.syncsOften());
            CatalogIndexProvider index = options.catalogIndex();
            if (index != null) {
                boolean asFound = opened.report().logRecords() == 0;
                catalog.useIndex(index, asFound ? stateName(opened.files(), opened.foundManifest()) : "");
            }
            RollingLog log = new RollingLog(policy, opened.log());
            return new Store(
                            opened.files(),
                            pool,
                            catalog,
                            opened.newestFirst(),
                            log,
                            opened.report(),
                            options.retention(),
                            readOnly)
                    .withFittingRules();
        } catch (RuntimeException e) {
            catalog.close();
            pool.close();
            throw e;
        }
    }

    private Store withFittingRules() {
        try {
            retainer.checkRules();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static String stateName(StoreFiles files, long manifestNumber) {
        return Long.toHexString(files.manifest().storeId()) + "-" + manifestNumber;
    }

    private static SyncPolicy policy(Durability durability) {
        if (durability instanceof Durability.Sync) {
            return SyncPolicy.always();
        }
        return durability instanceof Durability.ProcessOnly
                ? SyncPolicy.never()
                : new DelayedSync(((Durability.Group) durability).window());
    }

    /** A new store that lives in memory until it is closed. Starts no thread. */
    public static Store inMemory(StoreOptions options) {
        SlabPool pool = new SlabPool(new MemoryBudget(options.memoryBudget()));
        MemoryFolder folder = new MemoryFolder(new SlabPool(new MemoryBudget(Long.MAX_VALUE)));
        StoreFiles files = new StoreFiles(folder, false, new Manifest(0, 1, 2, 0, 1, List.of(), List.of()), 2);
        return new Store(files, pool, new Catalog(), List.of(), null, RecoveryReport.CLEAN, options.retention(), false);
    }

    private void refuseWrite() {
        throw new UnavailableException(
                "The store is unavailable for writing.",
                "'" + files.folder().describe() + "' was opened read-only.",
                "Write in the process that has the store open, or open the folder for writing.",
                Map.of("Folder", files.folder().describe()));
    }

    /** Whether every write is refused, because the store was opened for reading. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** The definitions: types and streams. */
    public Registry registry() {
        return catalog.registry();
    }

    /** What opening the store found. */
    public RecoveryReport recovery() {
        return recovery;
    }

    /**
     * A stream that exists.
     *
     * @throws io.seqstore.types.NotFoundException when it does not
     */
    public Stream stream(String namespace, String streamId) {
        while (true) {
            StreamEntry entry = registry().stream(namespace, streamId);
            try {
                StreamWriter writer = catalog.writer(entry);
                writer.failIfDeleted();
                return new Stream(entry, writer, state, latest, namespace, files.folder());
            } catch (NotFoundException e) {
                // Gone since it was looked up; unless it only got another number, with another type.
                if (registry().stream(namespace, streamId).ordinal() == entry.ordinal()) {
                    throw e;
                }
            }
        }
    }

    /**
     * Makes a stream one of the target type of a view, and converts its stored events (spec 03, section 4). Readers see the
     * old events until they see the new ones, snapshots that are open keep the old ones; writers of this stream wait, and
     * their writes are refused then, since they are for the old type. Other streams go on. Takes as long as reading and
     * writing all events of the stream, some megabytes of memory, and disk space for the converted events, twice that when
     * their order changes. Several changes take turns.
     *
     * <p>After that, streams looked up before throw {@link io.seqstore.types.ConflictException} and must be looked up again.
     *
     * @param streamViewId whose source type is the type of the stream
     * @return the stream as it is now
     * @throws io.seqstore.types.InvalidRequestException when no view is given, its target type cannot be the type of a stream,
     *     it cannot be carried out, or an event cannot be converted, which is named then; nothing was changed
     * @throws NotFoundException when stream or view does not exist
     * @throws io.seqstore.types.ConflictException when the view is for streams of another type, or two events would have the
     *     same key, which is named then; or stream or view were changed meanwhile; nothing was changed
     * @throws io.seqstore.types.UnavailableException when the disk refuses or the store is closed
     */
    public StreamEntry changeStreamType(String namespace, String streamId, @Nullable String streamViewId) {
        gate.failIfInside();
        StreamEntry changed = typeChanger.change(namespace, streamId, streamViewId);
        // What the stream held before may fill whole segments.
        compacting.submit(compactor::compactSome);
        return changed;
    }

    /**
     * Adds events to many streams with one write to the log. Each stream's events are added wholly or not at all, and become
     * visible at once; streams become visible one after the other.
     *
     * @return the streams to which nothing was added, and why; empty when everything was
     * @throws io.seqstore.types.UnavailableException when nothing was written at all
     */
    public List<StreamFailure> insert(MultiStreamBatch batch) {
        return put(PutRule.INSERT, batch);
    }

    /**
     * Adds or replaces events of many streams with one write to the log, as {@link #insert(MultiStreamBatch)} does; the last
     * of several rows of a stream with one key stays.
     *
     * @return the streams of which nothing was written, and why; empty when everything was
     * @throws io.seqstore.types.UnavailableException when nothing was written at all
     */
    public List<StreamFailure> update(MultiStreamBatch batch) {
        return put(PutRule.UPDATE, batch);
    }

    private List<StreamFailure> put(PutRule rule, MultiStreamBatch batch) {
        int[] alone = new ManyStreamsWriter(path).put(rule, batch.streamRows());
        return alone.length == 0 ? List.of() : batch.writeAlone(rule, alone);
    }

    /** Returns when every write acknowledged before, by any thread, is synced to the device. */
    public void sync() {
        state.newest();
        if (log != null) {
            log.sync();
        }
    }

    /** Writes the events in memory to a segment and returns when that is done. */
    public void flush() {
        gate.failIfInside();
        flusher.flush();
    }

    /**
     * Removes what is older than a rule of retention says, merges all segments into one, packed hot, and returns when that is
     * done.
     */
    public void compact() {
        compact(Packing.HOT);
    }

    /**
     * The same with a choice of how events are packed. What is packed cold takes less space and more time to read, and stays cold
     * until this is called again; what is written later is hot, and the store merges neither kind with the other by itself.
     */
    public void compact(Packing packing) {
        if (readOnly) {
            refuseWrite();
        }
        gate.failIfInside();
        compactor.compactAll(packing);
    }

    /**
     * Puts the present state of the store into an empty folder, which is a store then: everything that was acknowledged
     * before the call, and what is acknowledged meanwhile up to one point of that order. Reads, writes, flushes and
     * compactions go on. Segments are hard links where the file system can, since they never change, and copies elsewhere;
     * so a backup on the same device costs little space, and does not protect from that device.
     *
     * @param target an empty folder, or one that does not exist yet
     * @throws UnavailableException when the folder holds anything, this store is in memory or closed, or the disk refuses;
     *     the folder is no store then
     */
    public BackupReport backup(Path target) {
        RollingLog present = log;
        if (present == null) {
            throw new UnavailableException(
                    "The store is unavailable for a backup.",
                    "It is in memory and has no files.",
                    "Read what it holds and write it to a store in a folder.",
                    Map.of());
        }
        StoreFolder folder = DiskFolder.openEmpty(target);
        try {
            BackupReport report = Backup.write(files, state, present, folder);
            folder.close();
            return report;
        } catch (RuntimeException e) {
            throw abandonedAfter(e, folder);
        }
    }

    /** The same to a folder that is held already, which stays open; for tests that bring their own disk. */
    BackupReport backup(StoreFolder target) {
        return Backup.write(files, state, Objects.requireNonNull(log), target);
    }

    /** How much of what the store holds. */
    public StoreMetrics metrics() {
        int openReads = state.holders();
        StoreState pinned = state.pin();
        try {
            long segmentBytes =
                    pinned.segments().stream().mapToLong(Segment::length).sum();
            return new StoreMetrics(
                    pinned.segments().size(),
                    segmentBytes,
                    logBytes(),
                    pool.budget().used(),
                    flusher.flushes(),
                    openReads,
                    retainer.expirations(),
                    retainer.expiredEvents());
        } finally {
            pinned.users().release();
        }
    }

    /**
     * Whether the store does what it should, and what it does not. Costs next to nothing while nothing is wrong.
     *
     * @throws UnavailableException when the store is closed
     */
    public StoreHealth health() {
        List<StoreHealth.Problem> problems = new ArrayList<>();
        boolean logIsWell =
                log == null || add(problems, StoreHealth.Part.LOG, log.current().trouble());
        boolean flushIsWell = add(problems, StoreHealth.Part.FLUSH, flusher.failure());
        add(problems, StoreHealth.Part.COMPACTION, compactor.failure());
        compactor.damages().forEach(damage -> add(problems, StoreHealth.Part.DAMAGE, Optional.of(damage)));
        if (!recovery.damagedSegments().isEmpty()) {
            problems.add(
                    new StoreHealth.Problem(StoreHealth.Part.DAMAGE, opened, unreadable(recovery.damagedSegments())));
        }
        boolean hasRoom = pool.budget().used() < pool.budget().limit();
        return new StoreHealth(!readOnly && logIsWell && (flushIsWell || hasRoom), problems);
    }

    private static DamagedStoreException unreadable(List<String> segments) {
        return new DamagedStoreException(
                "The store is damaged.",
                "Nobody can tell whose events are in " + String.join(", ", segments) + ".",
                "Verify the store, and restore or repair it.",
                Map.of("File", segments.get(0)));
    }

    /** Adds what failed, if anything did; returns whether nothing did. */
    private static boolean add(
            List<StoreHealth.Problem> problems, StoreHealth.Part part, Optional<LastFailure.Failure> failure) {
        failure.ifPresent(present -> problems.add(new StoreHealth.Problem(part, present.since(), present.cause())));
        return failure.isEmpty();
    }

    private long logBytes() {
        return log == null ? 0 : log.current().position();
    }

    /**
     * Flushes and closes. Open snapshots stay readable and keep their memory and files until they are closed. A second
     * call does nothing.
     *
     * @throws io.seqstore.types.UnavailableException when the last flush failed; everything is closed all the same, and what
     *     was acknowledged is in the log
     */
    @Override
    public void close() {
        gate.failIfInside();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        RuntimeException failure = null;
        boolean[] flushed = new boolean[1];
        for (Runnable step : List.<Runnable>of(
                typeChanger::stop,
                compactor::stop,
                compacting::close,
                flushing::close,
                () -> {
                    flushUnlessInMemory();
                    flushed[0] = true;
                },
                flusher::stop,
                () -> gate.runAlone(state::close),
                latest::close,
                () -> {
                    if (log != null) {
                        log.close();
                    }
                },
                () -> {
                    if (flushed[0] && !catalog.hasPending()) {
                        catalog.keepIndex(stateName(files, files.manifest().number()));
                    }
                    if (flushed[0] && files.isDurable() && !readOnly) {
                        catalog.keepImage(files.folder(), files.manifest());
                    }
                },
                catalog::close,
                pool::close,
                files.folder()::close)) {
            try {
                step.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void flushUnlessInMemory() {
        if (files.isDurable()) {
            flusher.flush();
        }
    }
}
