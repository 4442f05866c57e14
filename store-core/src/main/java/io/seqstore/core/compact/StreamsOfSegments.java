package io.seqstore.core.compact;

import io.seqstore.core.format.Damage;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentLayer;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks all streams that some segments hold, by ascending ordinal. What is needed to read a stream is made once a segment, not
 * once a stream. One thread.
 */
final class StreamsOfSegments {
    private static final int NO_MORE = Integer.MAX_VALUE;

    private final List<Source> newestFirst;
    private final List<SegmentLayer> layers = new ArrayList<>();
    private int ordinal = -1;

    /** A segment, and how far the walk has come in its table. */
    private static final class Source {
        private final Segment segment;
        private int place;
        private int ordinal;
        private @Nullable SegmentLayer layer;

        Source(Segment segment) {
            this.segment = segment;
            this.ordinal = segment.streams() == 0 ? NO_MORE : segment.ordinal(0);
        }

        void advance() {
            place++;
            int next = place == segment.streams() ? NO_MORE : segment.ordinal(place);
            if (next <= ordinal) {
                throw Damage.at(segment.identity().fileName(), 0, "the ordinals in the table do not ascend");
            }
            ordinal = next;
        }

        SegmentLayer layer(EventLayout layout) {
            SegmentLayer known = layer;
            if (known == null) {
                known = SegmentLayer.toCopy(segment, layout);
                layer = known;
            }
            known.moveToPlace(place, layout);
            return known;
        }
    }

    /** A walk that stands before the first stream. */
    StreamsOfSegments(List<Segment> newestFirst) {
        this.newestFirst = newestFirst.stream().map(Source::new).toList();
    }

    /** Moves to the next stream; false at the end. */
    boolean next() {
        int least = NO_MORE;
        for (Source source : newestFirst) {
            if (source.ordinal == ordinal) {
                source.advance();
            }
            least = Math.min(least, source.ordinal);
        }
        ordinal = least;
        return least != NO_MORE;
    }

    /** The stream that the walk stands on. */
    int ordinal() {
        return ordinal;
    }

    /**
     * What the segments hold of the stream, newest first; good until the next stream.
     *
     * @throws io.seqstore.types.DamagedStoreException when a directory is not what was written
     */
    List<SegmentLayer> layers(EventLayout layout) {
        layers.clear();
        for (Source source : newestFirst) {
            if (source.ordinal == ordinal) {
                layers.add(source.layer(layout));
            }
        }
        return layers;
    }
}
