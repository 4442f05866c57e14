package io.seqstore.core.memtable;

import io.seqstore.core.memory.Pages;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the events of each stream are in a generation: one word a stream, found by ordinal without a lock. Eight bytes
 * next to those of the neighbours, so that writing to many streams in turn touches little memory.
 *
 * <p>A word says whether the stream has a memtable of its own, and where its newest shared row is: which run, how many
 * rows of the stream are in it, and the row. It is set by whoever has the stream's turn, and read by all.
 */
final class StreamPlaces {
    /** A stream of which the generation holds nothing. */
    static final long NOWHERE = 0;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private static final long OWN = Long.MIN_VALUE;
    private static final int RUN_SHIFT = 48;
    private static final int COUNT_SHIFT = 32;

    /** Greater than the number of any run. */
    static final int MAX_RUNS = 1 << 15;

    /** The most shared rows of a stream. */
    static final int MAX_COUNT = (1 << 16) - 1;

    private final Pages<AtomicLongArray> pages = new Pages<>();

    static boolean hasOwn(long place) {
        return place < 0;
    }

    static boolean hasShared(long place) {
        return count(place) != 0;
    }

    static int run(long place) {
        return (int) (place >>> RUN_SHIFT) & MAX_RUNS - 1;
    }

    /** How many shared rows the stream has. */
    static int count(long place) {
        return (int) (place >>> COUNT_SHIFT) & MAX_COUNT;
    }

    /** The newest shared row. */
    static int row(long place) {
        return (int) place;
    }

    static long place(int run, int count, int row) {
        return (long) run << RUN_SHIFT | (long) count << COUNT_SHIFT | (row & 0xFFFF_FFFFL);
    }

    /** The page on which a stream stands, and where on it. */
    private static int pageOf(int ordinal) {
        return ordinal >>> PAGE_BITS;
    }

    static int indexOf(int ordinal) {
        return ordinal & PAGE_SIZE - 1;
    }

    /** What is known of a stream, and everything that was written before it was set. */
    long get(int ordinal) {
        AtomicLongArray page = pages.get(pageOf(ordinal));
        return page == null ? NOWHERE : page.getAcquire(indexOf(ordinal));
    }

    /** Publishes the shared rows of a stream. */
    void set(int ordinal, long place) {
        pages.getOrMake(pageOf(ordinal), StreamPlaces::newPage).setRelease(indexOf(ordinal), place);
    }

    /** Notes that a stream has a memtable of its own from now on. */
    void setOwn(int ordinal) {
        set(ordinal, get(ordinal) | OWN);
    }

    /** Finds the words of many streams, ascending by ordinal; for whoever has their turns. */
    Pages<AtomicLongArray>.Walk walk() {
        return pages.new Walk();
    }

    AtomicLongArray page(Pages<AtomicLongArray>.Walk walk, int ordinal) {
        return walk.getOrMake(pageOf(ordinal), StreamPlaces::newPage);
    }

    private static AtomicLongArray newPage() {
        return new AtomicLongArray(PAGE_SIZE);
    }

    /** Whether no stream was ever set. */
    boolean isEmpty() {
        return pages.isEmpty();
    }

    /**
     * The first stream at or after an ordinal that has something here.
     *
     * @return its ordinal, or -1 when there is none
     */
    int next(int from) {
        int at = indexOf(from);
        for (int index = pageOf(from); index < pages.end(); index++) {
            AtomicLongArray page = pages.get(index);
            for (; page != null && at < PAGE_SIZE; at++) {
                if (page.getAcquire(at) != NOWHERE) {
                    return index << PAGE_BITS | at;
                }
            }
            at = 0;
        }
        return -1;
    }
}
