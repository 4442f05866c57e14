package io.seqstore.core.compact;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.DeadSegments;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.compact.CompactionPolicy.Run;
import io.seqstore.core.compact.CompactionPolicy.Size;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.WatchedCursor;
import io.seqstore.core.flush.Flusher;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.health.LastFailure;
import io.seqstore.core.log.RollingLog;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.merge.LayerStack;
import io.seqstore.core.retain.Retainer;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.core.trace.Span;
import io.seqstore.core.trace.Trace;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.EventLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Merges segments. Works beside readers, writers and flushes; compactions take turns. Safe for all threads. */
public final class Compactor {
    private final StoreFiles files;
    private final CurrentState state;
    private final Catalog catalog;
    private final Retainer retainer;
    private final @Nullable RollingLog log;
    private final Flusher flusher;
    private volatile boolean stopped;

    /** With more segments than this, merging is more urgent than anything. */
    private static final int FEW_SEGMENTS = 4 * CompactionPolicy.RUN_LENGTH;

    private static final long PAUSE_NANOS = 500_000;

    /** Longer than any segment; a few of them can still be added up. */
    private static final long TOO_LONG = 1L << 50;

    /** Segments whose streams cannot be told, and those of runs that could not be merged, because of damage. */
    private final Map<Long, LastFailure.Failure> damaged = new ConcurrentHashMap<>();

    private final LastFailure lastFailure = new LastFailure();

    /** Ends a compaction from inside. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("compaction was stopped", null, false, false);
        }
    }

    /**
     * The compactor of a store.
     *
     * @param retainer knows what cannot be seen any more
     * @param log null for a store in memory
     * @param flusher whose flushes writers wait for; a compaction pauses for one while there are few segments
     */
    public Compactor(
            StoreFiles files,
            CurrentState state,
            Catalog catalog,
            Retainer retainer,
            @Nullable RollingLog log,
            Flusher flusher) {
        this.files = files;
        this.state = state;
        this.catalog = catalog;
        this.retainer = retainer;
        this.log = log;
        this.flusher = flusher;
    }

    /**
     * Ends a compaction that runs, keeps others from beginning, and returns when nothing is written any more: the folder may be
     * somebody else's soon. What was written of a segment is removed.
     */
    public void stop() {
        stopped = true;
        retainer.stop();
        synchronized (this) {
            assert stopped : "nobody may begin any more";
        }
    }

    /** Why the last compaction failed; empty when it did not. */
    public Optional<LastFailure.Failure> failure() {
        return lastFailure.present();
    }

    /** The damage for which segments that are still there were left alone. */
    public List<LastFailure.Failure> damages() {
        return state.newest().segments().stream()
                .map(segment -> damaged.get(segment.identity().number()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Removes what is too old, and merges runs of segments until none is worth it. */
    public synchronized void compactSome() {
        try {
            compactRuns();
            lastFailure.succeeded();
        } catch (StoppedException e) {
            // The store is closing; the segments are as they were.
        } catch (RuntimeException e) {
            lastFailure.failed(e);
            throw e;
        }
    }

    private void compactRuns() {
        while (!stopped) {
            // Every time anew: where much is written there is always something to merge.
            retainer.expireSome();
            List<Segment> oldestFirst = holdSegments();
            try {
                Optional<Segment> dead =
                        oldestFirst.stream().filter(this::isDead).findFirst();
                if (dead.isPresent()) {
                    merge(List.of(dead.get()), false);
                    continue;
                }
                Optional<Segment> hollow =
                        oldestFirst.stream().filter(this::isWorthCopying).findFirst();
                if (hollow.isPresent()) {
                    mergeUnlessDamaged(List.of(hollow.get()), oldestFirst.indexOf(hollow.get()) == 0);
                    continue;
                }
                Optional<Run> run = CompactionPolicy.choose(
                        oldestFirst.stream().map(this::sizeToMerge).toList());
                if (run.isEmpty()) {
                    return;
                }
                mergeUnlessDamaged(
                        oldestFirst.subList(run.get().from(), run.get().to()),
                        run.get().from() == 0);
            } finally {
                oldestFirst.forEach(segment -> segment.users().release());
            }
        }
    }

    /**
     * Removes what is too old, and merges all segments into one, or packs the only one anew if it is packed otherwise.
     *
     * @throws io.seqstore.types.UnavailableException when the store is closed, before or meanwhile
     */
    public synchronized void compactAll(Packing packing) {
        if (stopped) {
            throw CurrentState.closed();
        }
        try {
            retainer.expireAll();
            compactHeld(packing);
            lastFailure.succeeded();
        } catch (StoppedException e) {
            throw CurrentState.closed();
        } catch (RuntimeException e) {
            lastFailure.failed(e);
            throw e;
        }
    }

    private void compactHeld(Packing packing) {
        List<Segment> oldestFirst = holdSegments();
        try {
            boolean isWorthIt = oldestFirst.size() > 1
                    || oldestFirst.stream()
                            .anyMatch(segment -> segment.packing() != packing || retainer.isHollow(segment));
            if (isWorthIt) {
                merge(oldestFirst, true, packing);
            }
        } finally {
            oldestFirst.forEach(segment -> segment.users().release());
        }
    }

    /** A segment whose streams cannot be told is reported once, and left alone from then on. */
    private boolean isDead(Segment segment) {
        long number = segment.identity().number();
        if (damaged.containsKey(number)) {
            return false;
        }
        try {
            return DeadSegments.isDead(segment, catalog);
        } catch (DamagedStoreException e) {
            damaged.put(number, new LastFailure.Failure(Instant.now(), e));
            throw e;
        }
    }

    /** Whether a segment is copied by itself, because much less is left of it. */
    private boolean isWorthCopying(Segment segment) {
        return retainer.isHollow(segment)
                && !damaged.containsKey(segment.identity().number());
    }

    /** A segment with a damaged block stays as it is, with what can still be read: it counts as too long to merge. */
    private Size sizeToMerge(Segment segment) {
        long bytes = damaged.containsKey(segment.identity().number()) ? TOO_LONG : segment.length();
        return new Size(bytes, segment.events(), segment.packing());
    }

    /** Merges; when a block is damaged the error is reported once, and its run is not tried again. */
    private void mergeUnlessDamaged(List<Segment> oldestFirst, boolean includesOldest) {
        try {
            merge(oldestFirst, includesOldest);
        } catch (DamagedStoreException e) {
            LastFailure.Failure failure = new LastFailure.Failure(Instant.now(), e);
            oldestFirst.forEach(segment -> damaged.put(segment.identity().number(), failure));
            throw e;
        }
    }

    /** The segments from old to new, kept open; the memory of memtables is not held on to. */
    private List<Segment> holdSegments() {
        StoreState pinned = state.pin();
        try {
            List<Segment> segments = new ArrayList<>(pinned.segments());
            Collections.reverse(segments);
            segments.forEach(segment -> segment.users().acquire());
            return segments;
        } finally {
            pinned.users().release();
        }
    }

    /** Merges what is packed the same way, and leaves it so. */
    private void merge(List<Segment> oldestFirst, boolean includesOldest) {
        merge(oldestFirst, includesOldest, oldestFirst.get(0).packing());
    }

    private void merge(List<Segment> oldestFirst, boolean includesOldest, Packing packing) {
        Span span = Trace.compaction(files.folder().describe()).segments(oldestFirst.size());
        Optional<Segment> merged = write(oldestFirst, includesOldest, packing);
        List<Long> old =
                oldestFirst.stream().map(segment -> segment.identity().number()).toList();
        try {
            // A stream that was deleted meanwhile was left out; so its deletion must not be lost any more.
            if (log != null) {
                log.sync();
            }
            replace(oldestFirst, old, merged);
            merged.ifPresent(segment ->
                    span.streams(segment.streams()).events(segment.events()).bytes(segment.length()));
            span.done();
        } finally {
            merged.ifPresent(files::release);
        }
    }

    private void replace(List<Segment> oldestFirst, List<Long> old, Optional<Segment> merged) {
        synchronized (files) {
            files.commit(before -> new Manifest(
                    before.storeId(),
                    before.number(),
                    before.nextFileNumber(),
                    before.firstLog(),
                    before.firstSequence(),
                    before.catalogs(),
                    replaced(before.segments(), old, merged.map(segment -> segment.identity()
                            .number()))));
            StoreState before = state.newest();
            List<Segment> newestFirst = new ArrayList<>(before.segments());
            int at = newestFirst.indexOf(oldestFirst.get(oldestFirst.size() - 1));
            newestFirst.removeAll(oldestFirst);
            merged.ifPresent(segment -> newestFirst.add(at, segment));
            oldestFirst.forEach(Segment::markObsolete);
            state.replace(new StoreState(before.active(), before.frozen(), newestFirst));
        }
    }

    private static List<Long> replaced(List<Long> segments, List<Long> old, Optional<Long> merged) {
        List<Long> changed = new ArrayList<>(segments);
        int at = changed.indexOf(old.get(0));
        changed.removeAll(old);
        merged.ifPresent(number -> changed.add(at, number));
        return changed;
    }

    private Optional<Segment> write(List<Segment> oldestFirst, boolean includesOldest, Packing packing) {
        List<Segment> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        FileIdentity identity = files.newFile(FileKind.SEGMENT);
        try (SegmentWriter writer = new SegmentWriter(files.folder(), identity, packing)) {
            StreamsOfSegments streams = new StreamsOfSegments(newestFirst);
            while (streams.next()) {
                EventLayout layout = catalog.findLayout(streams.ordinal());
                if (layout != null) {
                    writeStream(writer, streams, layout, includesOldest);
                }
            }
            if (writer.streams() == 0) {
                return Optional.empty();
            }
            writer.finish();
        }
        return Optional.of(Segment.open(files.folder(), identity));
    }

    /** Called after every few events: ends when the store closes, and leaves the processor to a flush. */
    private void checkStopped() {
        while (!stopped && flusher.isRunning() && segments() <= FEW_SEGMENTS) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (stopped) {
            throw new StoppedException();
        }
    }

    private int segments() {
        return state.newest().segments().size();
    }

    private void writeStream(
            SegmentWriter writer, StreamsOfSegments streams, EventLayout layout, boolean includesOldest) {
        int ordinal = streams.ordinal();
        LayerStack stack = new LayerStack(layout, streams.layers(layout));
        KeyRange keys = retainer.seenKeys(ordinal, layout);
        try (BatchCursor cursor =
                new WatchedCursor(stack.scan(keys, Direction.ASCENDING, ColumnSet.ALL), this::checkStopped)) {
            writer.writeStream(ordinal, layout, cursor, includesOldest ? ErasedRanges.NONE : stack.erased());
        }
    }
}
