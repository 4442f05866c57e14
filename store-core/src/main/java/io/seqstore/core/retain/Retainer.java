package io.seqstore.core.retain;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentLayer;
import io.seqstore.core.snapshot.CurrentState;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.types.ConflictException;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Removes events that are older than the rules of a store allow. Works beside readers and writers; calls take turns. Safe for
 * all threads.
 */
public final class Retainer {
    private static final int PAGE = 8_192;

    /** A step looks at no more streams, and the next one goes on behind them. */
    private static final int STREAMS_A_STEP = 8 * PAGE;

    /** A step removes events of no more streams: what it removes takes memory until the next flush. */
    private static final int REMOVALS_A_STEP = 4_096;

    private final Retention retention;
    private final List<String> namespaces;
    private final Catalog catalog;
    private final CurrentState state;
    private final HiddenEvents hidden = new HiddenEvents();
    private final AtomicLong expiredEvents = new AtomicLong();
    private final AtomicLong expirations = new AtomicLong();

    /** Ordinals of streams that were reported: a rule that does not fit, or damage. They are left alone. */
    private final Set<Integer> reported = new HashSet<>();

    /** Where the walk over all streams with a rule goes on. */
    private int namespace;

    private int skip;

    private volatile boolean stopped;

    /** The retainer of a store. */
    public Retainer(Retention retention, Catalog catalog, CurrentState state) {
        this.retention = retention;
        this.namespaces = retention.namespaces();
        this.catalog = catalog;
        this.state = state;
    }

    /** How many events were removed because they were too old. */
    public long expiredEvents() {
        return expiredEvents.get();
    }

    /** How many times events of a stream were removed because they were too old. */
    public long expirations() {
        return expirations.get();
    }

    /** Ends a step that runs, soon, and keeps others from beginning. */
    public void stop() {
        stopped = true;
    }

    /**
     * Fails if a rule names a stream that is there and whose key is not a time.
     *
     * @throws InvalidRequestException then
     */
    public void checkRules() {
        Registry registry = catalog.registry();
        for (RetentionRule rule : retention.rules()) {
            if (rule.isWholeId() && registry.namespaces().find(rule.namespace()).isPresent()) {
                registry.findStream(rule.namespace(), rule.id()).ifPresent(entry -> {
                    if (!hasTimeKey(catalog.writer(entry).layout())) {
                        throw notATime(rule, entry);
                    }
                });
            }
        }
    }

    private static InvalidRequestException notATime(RetentionRule rule, StreamEntry entry) {
        String stream = entry.stream().id();
        return new InvalidRequestException(
                "The rule of retention is not valid.",
                "The stream '" + stream + "' of the namespace '" + rule.namespace() + "' is to keep events for "
                        + rule.keepFor() + ", but the key of its type '"
                        + entry.stream().typeId()
                        + "' is not a single DateTime or DateTimeOffset.",
                "Open the store without a rule for this stream.",
                Map.of("Namespace", rule.namespace(), "StreamId", stream));
    }

    private static boolean hasTimeKey(EventLayout layout) {
        SdsTypeCode code = layout.key().code();
        return layout.keys().size() == 1 && (code == SdsTypeCode.DATE_TIME || code == SdsTypeCode.DATE_TIME_OFFSET);
    }

    /** Removes what is too old, of a limited number of streams; the next call goes on behind them. */
    public synchronized void expireSome() {
        if (!retention.isNone()) {
            walk(STREAMS_A_STEP, REMOVALS_A_STEP);
        }
    }

    /** Removes what is too old of all streams. */
    public synchronized void expireAll() {
        if (!retention.isNone()) {
            beginRound();
            walk(Long.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    private void beginRound() {
        namespace = 0;
        skip = 0;
        hidden.begin();
    }

    /** Goes on until the round ends, or enough was done. What goes wrong with one stream is told when the others are done. */
    private void walk(long mostStreams, long mostRemovals) {
        SeqstoreException failure = null;
        long streams = 0;
        long removals = 0;
        while (!stopped && streams < mostStreams && removals < mostRemovals) {
            if (namespace == namespaces.size()) {
                endRound();
                break;
            }
            List<SdsStream> page = page();
            for (SdsStream stream : page) {
                if (stopped || removals >= mostRemovals) {
                    break;
                }
                skip++;
                streams++;
                try {
                    removals += expire(stream) ? 1 : 0;
                } catch (DamagedStoreException | InvalidRequestException e) {
                    failure = failure == null ? e : failure;
                }
            }
            if (page.size() < PAGE && !stopped && removals < mostRemovals) {
                namespace++;
                skip = 0;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void endRound() {
        StoreState pinned = state.pin();
        try {
            hidden.end(pinned.segments());
        } finally {
            pinned.users().release();
        }
        beginRound();
    }

    private List<SdsStream> page() {
        try {
            return catalog.registry().streams(namespaces.get(namespace), skip, PAGE);
        } catch (NotFoundException e) {
            // A rule may be there before its namespace, and outlive it.
            return List.of();
        }
    }

    /** Removes what is too old of a stream, if it has a rule; returns whether there was anything. */
    private boolean expire(SdsStream stream) {
        Optional<RetentionRule> rule = retention.ruleFor(namespaces.get(namespace), stream.id());
        try {
            return rule.isPresent() && expireUnlessReported(rule.get(), stream.id());
        } catch (NotFoundException | ConflictException e) {
            // Deleted, or made another type, since it was looked up.
            return false;
        }
    }

    private boolean expireUnlessReported(RetentionRule rule, String streamId) {
        StreamEntry entry = catalog.registry().stream(rule.namespace(), streamId);
        if (reported.contains(entry.ordinal())) {
            return false;
        }
        try {
            return expire(rule, entry);
        } catch (DamagedStoreException | InvalidRequestException e) {
            reported.add(entry.ordinal());
            throw e;
        }
    }

    private boolean expire(RetentionRule rule, StreamEntry entry) {
        StreamWriter writer = catalog.writer(entry);
        if (!hasTimeKey(writer.layout())) {
            if (rule.isWholeId()) {
                throw notATime(rule, entry);
            }
            return false;
        }
        long horizon = retention.horizon(rule.keepFor());
        StoreState pinned = state.pin();
        try {
            return horizon > Long.MIN_VALUE && expire(writer, horizon, pinned);
        } finally {
            pinned.users().release();
        }
    }

    /** Removes everything before the horizon if a whole block of it can still be seen. */
    private boolean expire(StreamWriter writer, long horizon, StoreState pinned) {
        EventSource events = pinned.layers(writer.ordinal(), writer.layout());
        long firstSeen = firstSeen(events);
        boolean hasOldBlock = false;
        for (Segment segment : pinned.segments()) {
            SegmentLayer layer =
                    segment.layer(writer.ordinal(), writer.layout()).orElse(null);
            if (layer != null) {
                long unseen = layer.eventsInBlocksBefore(firstSeen);
                long old = layer.eventsInBlocksBefore(horizon);
                hasOldBlock |= old > unseen;
                hidden.add(segment, Math.max(old, unseen));
            }
        }
        if (!hasOldBlock) {
            return false;
        }
        KeyRange expired = KeyRange.to(horizon - 1);
        long count = count(events, expired);
        writer.removeExpired(expired);
        expirations.incrementAndGet();
        expiredEvents.addAndGet(count);
        return true;
    }

    private static long count(EventSource events, KeyRange range) {
        long count = 0;
        try (BatchCursor cursor = events.scan(range, Direction.ASCENDING, ColumnSet.KEYS_ONLY)) {
            while (cursor.advance()) {
                count += cursor.to() - cursor.from();
            }
        }
        return count;
    }

    /** The key of the first event that can be seen; the greatest long when there is none. */
    private static long firstSeen(EventSource events) {
        ColumnBatch first = new ColumnBatch(events.layout(), 1);
        return events.find(Long.MIN_VALUE, Probe.AT_OR_AFTER, ColumnSet.KEYS_ONLY, first)
                ? first.key(0)
                : Long.MAX_VALUE;
    }

    /** Whether at least half of a segment was hidden when that was counted last, so that it is worth writing anew. */
    public boolean isHollow(Segment segment) {
        return hidden.isHollow(segment);
    }

    /**
     * The keys of a stream that a compaction need copy: what lies before them in older segments cannot be seen now, and never
     * again, once the log is synced.
     */
    public KeyRange seenKeys(int ordinal, EventLayout layout) {
        if (retention.isNone() || layout.hasKeyTail()) {
            return KeyRange.ALL;
        }
        StoreState pinned = state.pin();
        try {
            return KeyRange.from(firstSeen(pinned.layers(ordinal, layout)));
        } finally {
            pinned.users().release();
        }
    }
}
