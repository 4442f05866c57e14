package io.seqstore.core.retain;

import io.seqstore.core.segment.Segment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How much of each segment nobody can see any more, counted stream by stream. One thread counts, any may ask.
 */
final class HiddenEvents {
    private final Map<Long, Long> counting = new HashMap<>();

    /** The segments, by number, of which at least half was hidden when the last count ended. */
    private volatile Set<Long> hollow = Set.of();

    void add(Segment segment, long events) {
        counting.merge(segment.identity().number(), events, Long::sum);
    }

    /** Begins a new count; what the last one came to is forgotten only when this one ends. */
    void begin() {
        counting.clear();
    }

    /** Ends the count of all streams. */
    void end(Iterable<Segment> segments) {
        Set<Long> found = new HashSet<>();
        for (Segment segment : segments) {
            long hidden = counting.getOrDefault(segment.identity().number(), 0L);
            if (hidden > 0 && hidden >= segment.events() - hidden) {
                found.add(segment.identity().number());
            }
        }
        hollow = Set.copyOf(found);
    }

    boolean isHollow(Segment segment) {
        return hollow.contains(segment.identity().number());
    }
}
