package io.seqstore.bench.data;

import java.util.SplittableRandom;

/** Puts events into an order that has nothing to do with their keys. */
public final class Shuffling {
    private Shuffling() {}

    /**
     * All events of a feed in one chunk, in random order.
     *
     * @param events how many the feed has
     */
    public static EventChunk shuffled(EventFeed inOrder, int events, long seed) {
        EventChunk all = new EventChunk(events);
        EventChunk piece = new EventChunk(1024);
        while (inOrder.next(piece)) {
            for (int i = 0; i < piece.count(); i++) {
                all.add(piece.streams()[i], piece.keys()[i], piece.states()[i], piece.measurements()[i]);
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = events - 1; i > 0; i--) {
            all.swap(i, random.nextInt(i + 1));
        }
        return all;
    }
}
