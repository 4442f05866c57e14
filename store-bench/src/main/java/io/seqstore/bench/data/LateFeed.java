package io.seqstore.bench.data;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The events of another feed of one stream, of which one in twenty arrives up to an hour of events late. */
final class LateFeed implements EventFeed {
    private static final int ONE_IN = 20;

    /** An hour of events that come once a second. */
    private static final int GREATEST_DELAY = 3600;

    private static final int PIECE = 1024;

    private final EventFeed inOrder;
    private final long seed;
    private final EventChunk piece = new EventChunk(PIECE);
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparingLong(Delayed::due));
    private boolean ended;
    private int row;
    private long index;

    /**
     * An event on its way.
     *
     * @param due behind which event of the feed it arrives, counted from 0
     */
    private record Delayed(long due, int stream, long key, int state, double measurement) {}

    LateFeed(EventFeed inOrder, long seed) {
        this.inOrder = inOrder;
        this.seed = seed;
    }

    @Override
    public boolean next(EventChunk chunk) {
        chunk.clear();
        while (chunk.count() < chunk.capacity()) {
            Delayed first = delayed.peek();
            if (first != null && (first.due() < index || ended)) {
                delayed.remove();
                chunk.add(first.stream(), first.key(), first.state(), first.measurement());
            } else if (ended) {
                break;
            } else {
                takeNext(chunk);
            }
        }
        return chunk.count() > 0;
    }

    private void takeNext(EventChunk chunk) {
        if (row == piece.count()) {
            row = 0;
            ended = !inOrder.next(piece);
            if (ended) {
                return;
            }
        }
        long random = Mixing.random(seed, piece.streams()[row], index);
        if (Mixing.below(ONE_IN, random) == 0) {
            long due = index + 1 + Mixing.below(GREATEST_DELAY, Mixing.next(random));
            delayed.add(new Delayed(
                    due, piece.streams()[row], piece.keys()[row], piece.states()[row], piece.measurements()[row]));
        } else {
            chunk.add(piece.streams()[row], piece.keys()[row], piece.states()[row], piece.measurements()[row]);
        }
        row++;
        index++;
    }
}
