package io.seqstore.core;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.CatalogIndexProvider;
import io.seqstore.core.compact.Compactor;
import io.seqstore.core.file.DiskFolder;
import io.seqstore.core.file.MemoryFolder;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.flush.Background;
import io.seqstore.core.flush.Flusher;
import io.seqstore.core.flush.MemoryGovernor;
import io.seqstore.core.ingest.StreamWriter.WritePath;
import io.seqstore.core.ingest.WriteGate;
import io.seqstore.core.log.CommitLog;
import io.seqstore.core.log.DelayedSync;
import io.seqstore.core.log.RollingLog;
import io.seqstore.core.log.SyncPolicy;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.recover.Recovery;
import io.seqstore.core.recover.RecoveryReport;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import java.nio.file.Path;
import java.util.List;
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
    private final Compactor compactor;
    private final Background flushing;
    private final Background compacting;
    private final RecoveryReport recovery;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Store(
            StoreFiles files,
            SlabPool pool,
            Catalog catalog,
            List<Segment> newestFirst,
            @Nullable RollingLog log,
            RecoveryReport recovery) {
        this.files = files;
        this.pool = pool;
        this.catalog = catalog;
        this.log = log;
        this.recovery = recovery;
        Generation active = new Generation(pool);
        this.state = new CurrentState(new StoreState(active, null, newestFirst));
        active.users().release();
        newestFirst.forEach(segment -> segment.users().release());
        this.flusher = new Flusher(files, gate, state, catalog, pool, log);
        this.compactor = new Compactor(files, state, catalog, this::syncLog);
        this.flushing = log == null ? Background.inCaller() : Background.onThread("seqstore-flush");
        // A thread of its own: a flush must not wait for a long merge, since writers wait for the flush.
        this.compacting = log == null ? Background.inCaller() : Background.onThread("seqstore-compaction");
        MemoryGovernor governor = new MemoryGovernor(
                state,
                this::logBytes,
                catalog::pendingBytes,
                pool.budget(),
                flusher,
                flushing,
                compacting,
                compactor::compactSome);
        catalog.start(new WritePath(gate, log == null ? CommitLog.none() : log, state, governor));
    }

    /**
     * Opens the store in a folder, recovering it if it was not closed cleanly.
     *
     * @throws io.seqstore.types.NotFoundException when the folder is missing and may not be created
     * @throws io.seqstore.types.UnavailableException when another store has it open, or the disk refuses
     * @throws io.seqstore.types.DamagedStoreException when its files are not what was written; no file was changed then
     */
    public static Store open(Path folder, StoreOptions options) {
        StoreFolder opened = DiskFolder.open(folder, options.createIfMissing());
        try {
            return open(opened, options);
        } catch (RuntimeException e) {
            try {
                opened.close();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** Opens the store in a folder that is held already; for tests that bring their own disk. */
    static Store open(StoreFolder folder, StoreOptions options) {
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
            return new Store(opened.files(), pool, catalog, opened.newestFirst(), log, opened.report());
        } catch (RuntimeException e) {
            catalog.close();
            pool.close();
            throw e;
        }
    }

    private static String stateName(StoreFiles files, long manifestNumber) {
        return Long.toHexString(files.manifest().storeId()) + "-" + manifestNumber;
    }

    private static SyncPolicy policy(Durability durability) {
        if (durability instanceof Durability.Group group) {
            return new DelayedSync(group.window());
        }
        return durability instanceof Durability.Sync ? SyncPolicy.always() : SyncPolicy.never();
    }

    /** A new store that lives in memory until it is closed. Starts no thread. */
    public static Store inMemory(StoreOptions options) {
        SlabPool pool = new SlabPool(new MemoryBudget(options.memoryBudget()));
        MemoryFolder folder = new MemoryFolder(new SlabPool(new MemoryBudget(Long.MAX_VALUE)));
        StoreFiles files = new StoreFiles(folder, false, new Manifest(0, 1, 2, 0, 1, List.of(), List.of()), 2);
        return new Store(files, pool, new Catalog(), List.of(), null, RecoveryReport.CLEAN);
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
        StreamEntry entry = registry().stream(namespace, streamId);
        return new Stream(entry, catalog.handle(entry), state);
    }

    /** Returns when every write acknowledged before, by any thread, is synced to the device. */
    public void sync() {
        state.newest();
        syncLog();
    }

    private void syncLog() {
        if (log != null) {
            log.sync();
        }
    }

    /** Writes the events in memory to a segment and returns when that is done. */
    public void flush() {
        flusher.flush();
    }

    /** Merges all segments into one and returns when that is done. */
    public void compact() {
        compactor.compactAll();
    }

    /** How much of what the store holds. */
    public StoreMetrics metrics() {
        StoreState pinned = state.pin();
        try {
            long segmentBytes =
                    pinned.segments().stream().mapToLong(Segment::length).sum();
            return new StoreMetrics(
                    pinned.segments().size(),
                    segmentBytes,
                    logBytes(),
                    pool.budget().used(),
                    flusher.flushes());
        } finally {
            pinned.users().release();
        }
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
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        RuntimeException failure = null;
        boolean[] flushed = new boolean[1];
        for (Runnable step : List.<Runnable>of(
                compactor::stop,
                compacting::close,
                flushing::close,
                () -> {
                    flushUnlessInMemory();
                    flushed[0] = true;
                },
                () -> gate.runAlone(state::close),
                () -> {
                    if (log != null) {
                        log.close();
                    }
                },
                () -> {
                    if (flushed[0] && !catalog.hasPending()) {
                        catalog.keepIndex(stateName(files, files.manifest().number()));
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
