package io.seqstore.core.flush;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.CatalogFile;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.health.LastFailure;
import io.seqstore.core.ingest.WriteGate;
import io.seqstore.core.log.LogWriter;
import io.seqstore.core.log.RollingLog;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.core.trace.Span;
import io.seqstore.core.trace.Trace;
import io.seqstore.types.registry.StoredChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves the events of the active generation into a segment. Writers go on in a new generation and a new log file the
 * moment the old ones are frozen; readers see the frozen generation until the segment has taken its place. Safe for all
 * threads: flushes take turns.
 */
public final class Flusher {
    /** With more catalog files than this they are written anew as one. */
    private static final int MAX_CATALOGS = 16;

    private final StoreFiles files;
    private final WriteGate gate;
    private final CurrentState state;
    private final Catalog catalog;
    private final SlabPool pool;
    private final @Nullable RollingLog log;
    private final AtomicLong flushes = new AtomicLong();

    /** A frozen generation that is not yet in a segment, because its flush failed. */
    private @Nullable Frozen unfinished;

    private final LastFailure lastFailure = new LastFailure();

    private volatile boolean running;
    private boolean stopped;

    /**
     * What was frozen together.
     *
     * @param generation the events
     * @param changes the changes of the registry
     * @param oldLog the log file that holds both
     * @param newLog the log file behind it
     */
    private record Frozen(
            Generation generation,
            List<byte[]> changes,
            @Nullable LogWriter oldLog,
            @Nullable LogWriter newLog) {}

    /**
     * The flusher of a store.
     *
     * @param log null in memory
     */
    public Flusher(
            StoreFiles files,
            WriteGate gate,
            CurrentState state,
            Catalog catalog,
            SlabPool pool,
            @Nullable RollingLog log) {
        this.files = files;
        this.gate = gate;
        this.state = state;
        this.catalog = catalog;
        this.pool = pool;
        this.log = log;
    }

    /** Whether a flush runs now. */
    public boolean isRunning() {
        return running;
    }

    /** Why the last flush failed; empty when it did not. */
    public Optional<LastFailure.Failure> failure() {
        return lastFailure.present();
    }

    /** How many flushes were completed. */
    public long flushes() {
        return flushes.get();
    }

    /**
     * Flushes whatever was written before the call; a flush that failed earlier is completed first.
     *
     * @throws io.seqstore.types.UnavailableException when the disk refuses; nothing is lost, a later call tries again
     */
    public void flush() {
        flushIf(() -> true);
    }

    /** The same, if there is still need when it is this call's turn: another one may have flushed meanwhile. */
    public synchronized void flushIf(BooleanSupplier needed) {
        if (stopped) {
            throw CurrentState.closed();
        }
        if (!needed.getAsBoolean()) {
            return;
        }
        running = true;
        try {
            if (unfinished != null) {
                complete(unfinished);
            }
            Frozen frozen = freeze();
            if (frozen != null) {
                complete(frozen);
            }
            lastFailure.succeeded();
        } catch (RuntimeException e) {
            lastFailure.failed(e);
            throw e;
        } finally {
            running = false;
        }
    }

    /**
     * Keeps flushes from beginning, and returns when nothing is written any more: the folder may be somebody else's soon. What a
     * flush that failed had frozen is let go of: it is in the log.
     */
    public synchronized void stop() {
        stopped = true;
        Frozen frozen = unfinished;
        if (frozen != null) {
            unfinished = null;
            frozen.generation().users().release();
            if (frozen.oldLog() != null) {
                frozen.oldLog().close();
            }
        }
    }

    private @Nullable Frozen freeze() {
        if (state.newest().active().isEmpty() && !catalog.hasPending()) {
            return null;
        }
        RollingLog rolling = log;
        if (rolling != null) {
            rolling.syncAhead();
        }
        LogWriter next = rolling == null
                ? null
                : LogWriter.create(files.folder(), files.newFile(FileKind.LOG), 1, rolling.fillsAhead());
        try {
            gate.runAlone(() -> unfinished = freezeTo(rolling, next));
        } catch (RuntimeException e) {
            if (next != null) {
                abandon(next, e);
            }
            throw e;
        }
        return unfinished;
    }

    private Frozen freezeTo(@Nullable RollingLog rolling, @Nullable LogWriter next) {
        LogWriter old = rolling == null || next == null ? null : rolling.rollTo(next);
        synchronized (files) {
            StoreState before = state.newest();
            Generation active = new Generation(pool);
            replaceState(active, before.active(), before.segments());
            // The state holds the new generation; the old one stays ours until it is in a segment.
            active.users().release();
            before.active().users().acquire();
            return new Frozen(before.active(), catalog.takePending(), old, next);
        }
    }

    private void abandon(LogWriter writer, RuntimeException cause) {
        try {
            writer.close();
            files.folder().delete(writer.identity().fileName());
        } catch (RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private void complete(Frozen frozen) {
        Span span = Trace.flush(files.folder().describe());
        Optional<Segment> segment = GenerationWriter.write(
                frozen.generation(), state.newest().segments().isEmpty(), files, catalog);
        try {
            List<Long> catalogs = writeCatalog(frozen.changes());
            syncLog();
            synchronized (files) {
                files.commit(before -> withFlushed(before, frozen, catalogs, segment));
                StoreState before = state.newest();
                List<Segment> newestFirst = new ArrayList<>();
                segment.ifPresent(newestFirst::add);
                newestFirst.addAll(before.segments());
                replaceState(before.active(), null, newestFirst);
            }
            segment.ifPresent(written ->
                    span.streams(written.streams()).events(written.events()).bytes(written.length()));
        } catch (RuntimeException e) {
            removeUnnamedCatalogs(e);
            throw e;
        } finally {
            // From here on the state holds the segment, or nobody does and the next attempt writes another one.
            segment.ifPresent(files::release);
        }
        frozen.generation().users().release();
        unfinished = null;
        flushes.incrementAndGet();
        span.done();
        removeOldFiles(frozen.oldLog());
    }

    /** A stream that was deleted meanwhile is not in the segment; so its deletion must not be lost any more. */
    private void syncLog() {
        if (log != null) {
            log.sync();
        }
    }

    private static Manifest withFlushed(
            Manifest before, Frozen frozen, List<Long> catalogs, Optional<Segment> segment) {
        List<Long> segments = new ArrayList<>(before.segments());
        segment.ifPresent(added -> segments.add(added.identity().number()));
        LogWriter log = frozen.newLog();
        return new Manifest(
                before.storeId(),
                before.number(),
                before.nextFileNumber(),
                log == null ? before.firstLog() : log.identity().number(),
                log == null ? before.firstSequence() : log.firstSequence(),
                catalogs,
                segments);
    }

    private void replaceState(Generation active, @Nullable Generation frozen, List<Segment> newestFirst) {
        state.replace(new StoreState(active, frozen, newestFirst));
    }

    /** Writes the changes of the registry and returns the numbers of all catalog files there are then. */
    private List<Long> writeCatalog(List<byte[]> changes) {
        List<Long> catalogs = new ArrayList<>(files.manifest().catalogs());
        if (!files.isDurable() || changes.isEmpty()) {
            return catalogs;
        }
        FileIdentity identity = files.newFile(FileKind.CATALOG);
        if (catalogs.size() >= MAX_CATALOGS) {
            writeAnew(identity, catalogs, changes);
            catalogs.clear();
        } else {
            CatalogFile.write(files.folder(), identity, changes);
        }
        catalogs.add(identity.number());
        return catalogs;
    }

    /** Writes one catalog file in place of several and of further changes. */
    private void writeAnew(FileIdentity identity, List<Long> catalogs, List<byte[]> changes) {
        try (Catalog scratch = new Catalog()) {
            for (long number : catalogs) {
                CatalogFile.read(files.folder(), files.manifest().file(FileKind.CATALOG, number), scratch::replay);
            }
            changes.forEach(change -> scratch.replay(StoredChange.of(change)));
            CatalogFile.writeCheckpoint(files.folder(), identity, scratch.registry());
        }
    }

    /** The next attempt writes another one: on a full disk they must not gather. */
    private void removeUnnamedCatalogs(RuntimeException cause) {
        try {
            for (String name : files.folder().list()) {
                if (FileKind.CATALOG.numberIn(name).isPresent() && !files.mayBeNamed(name)) {
                    files.folder().delete(name);
                }
            }
        } catch (RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private void removeOldFiles(@Nullable LogWriter oldLog) {
        if (oldLog != null) {
            oldLog.close();
        }
        if (files.isDurable()) {
            Manifest manifest = files.manifest();
            for (String name : files.folder().list()) {
                boolean isOld = FileKind.LOG.numberIn(name).isPresent()
                        || FileKind.CATALOG.numberIn(name).isPresent()
                        || FileKind.IMAGE.numberIn(name).isPresent();
                if (isOld && !manifest.contains(name)) {
                    files.folder().delete(name);
                }
            }
        }
    }
}
