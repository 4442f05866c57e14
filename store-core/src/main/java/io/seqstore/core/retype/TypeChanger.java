package io.seqstore.core.retype;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.WatchedCursor;
import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.types.KeyRange;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.registry.StreamTypeChange;
import io.seqstore.types.registry.StreamTypeChanges;
import io.seqstore.types.view.EffectiveUnits;
import io.seqstore.types.view.RowMapper;
import io.seqstore.types.view.StreamViewMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changes the types of streams together with their stored events. Safe for all threads: changes take turns. */
public final class TypeChanger {
    private final StoreFiles files;
    private final CurrentState state;
    private final Catalog catalog;
    private final ReentrantLock turns = new ReentrantLock();
    private volatile boolean stopped;

    /** The changer of a store. */
    public TypeChanger(StoreFiles files, CurrentState state, Catalog catalog) {
        this.files = files;
        this.state = state;
        this.catalog = catalog;
    }

    /** Ends a change that is on its way, keeps others from beginning, and returns when nothing is written any more. */
    public void stop() {
        stopped = true;
        turns.lock();
        try {
            assert stopped : "nobody may begin any more";
        } finally {
            turns.unlock();
        }
    }

    private void failIfStopped() {
        if (stopped) {
            throw CurrentState.closed();
        }
    }

    /** Changes the type of one stream, as the store promises it. */
    public StreamEntry change(String namespace, String streamId, @Nullable String streamViewId) {
        turns.lock();
        try {
            failIfStopped();
            StreamTypeChange planned = changes().plan(namespace, streamId, streamViewId);
            StreamWriter writer = catalog.writer(planned.before());
            RowMapper mapper = mapper(planned, writer.layout());
            return writer.standStill(() -> change(planned, writer, mapper));
        } finally {
            turns.unlock();
        }
    }

    private StreamTypeChanges changes() {
        return catalog.registry().streamTypeChanges();
    }

    private static RowMapper mapper(StreamTypeChange planned, EventLayout source) {
        EffectiveUnits units = EffectiveUnits.of(planned.before().type(), planned.before().stream());
        StreamViewMap map = StreamViewMap.of(planned.view(), planned.before().type(), planned.target(), units);
        return RowMapper.of(map, source, EventLayout.of(planned.target()));
    }

    private StreamEntry change(StreamTypeChange planned, StreamWriter writer, RowMapper mapper) {
        int ordinal = changes().reserveOrdinal();
        Optional<Segment> converted = convert(writer, planned, mapper, ordinal);
        try {
            return replace(planned, writer, mapper.target(), ordinal, converted);
        } finally {
            // From here on the state holds the segment, or nobody does.
            converted.ifPresent(files::release);
        }
    }

    private Optional<Segment> convert(StreamWriter writer, StreamTypeChange planned, RowMapper mapper, int ordinal) {
        try (SortedRuns runs = new SortedRuns(files, ordinal, mapper.target(), SortedRuns.Limits.USUAL)) {
            StoreState pinned = state.pin();
            try (BatchCursor stored = watched(pinned.layersToCopy(writer.ordinal(), writer.layout())
                    .scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL))) {
                runs.write(new ConvertedChunks(planned, stored, mapper, SortedRuns.Limits.USUAL));
            } finally {
                pinned.users().release();
            }
            return runs.merge(merge -> watched(merge), planned);
        }
    }

    private BatchCursor watched(BatchCursor cursor) {
        return new WatchedCursor(cursor, this::failIfStopped);
    }

    private StreamEntry replace(
            StreamTypeChange planned,
            StreamWriter writer,
            EventLayout target,
            int ordinal,
            Optional<Segment> converted) {
        catalog.beginArrival(ordinal, target);
        StreamEntry changed;
        try {
            converted.ifPresent(this::publish);
            changed = changes().complete(planned, ordinal);
        } catch (UnavailableException e) {
            // The change may have reached the disk all the same: then the next open needs the events.
            throw e;
        } catch (SeqstoreException e) {
            converted.ifPresent(segment -> withdraw(segment, e));
            catalog.endArrival(ordinal);
            throw e;
        }
        writer.moveAway();
        catalog.forget(writer.ordinal());
        catalog.endArrival(ordinal);
        return changed;
    }

    /** Makes the segment part of the store, durably, before anybody looks for what is in it. */
    private void publish(Segment segment) {
        synchronized (files) {
            commit(segments -> segments.add(segment.identity().number()));
            StoreState before = state.newest();
            List<Segment> newestFirst = new ArrayList<>();
            newestFirst.add(segment);
            newestFirst.addAll(before.segments());
            state.replace(new StoreState(before.active(), before.frozen(), newestFirst));
        }
    }

    /** Takes the segment out again, unless a compaction has made it part of another one, which will drop it some day. */
    private void withdraw(Segment segment, SeqstoreException cause) {
        try {
            synchronized (files) {
                StoreState before = state.newest();
                if (before.segments().contains(segment)) {
                    commit(segments -> segments.remove(segment.identity().number()));
                    List<Segment> others = new ArrayList<>(before.segments());
                    others.remove(segment);
                    segment.markObsolete();
                    state.replace(new StoreState(before.active(), before.frozen(), others));
                }
            }
        } catch (RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private void commit(Consumer<List<Long>> change) {
        files.commit(before -> {
            List<Long> segments = new ArrayList<>(before.segments());
            change.accept(segments);
            return new Manifest(
                    before.storeId(),
                    before.number(),
                    before.nextFileNumber(),
                    before.firstLog(),
                    before.firstSequence(),
                    before.catalogs(),
                    segments);
        });
    }
}
