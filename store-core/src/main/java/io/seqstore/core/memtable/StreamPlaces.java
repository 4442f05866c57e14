package io.seqstore.core.memtable;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

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

    private volatile AtomicReferenceArray<@Nullable AtomicLongArray> pages = new AtomicReferenceArray<>(1);
    private volatile boolean empty = true;

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
    static int pageOf(int ordinal) {
        return ordinal >>> PAGE_BITS;
    }

    static int indexOf(int ordinal) {
        return ordinal & PAGE_SIZE - 1;
    }

    /** What is known of a stream, and everything that was written before it was set. */
    long get(int ordinal) {
        AtomicReferenceArray<@Nullable AtomicLongArray> now = pages;
        int index = ordinal >>> PAGE_BITS;
        AtomicLongArray page = index < now.length() ? now.get(index) : null;
        return page == null ? NOWHERE : page.getAcquire(ordinal & PAGE_SIZE - 1);
    }

    /** Publishes the shared rows of a stream. */
    void set(int ordinal, long place) {
        page(ordinal >>> PAGE_BITS).setRelease(ordinal & PAGE_SIZE - 1, place);
    }

    /** Notes that a stream has a memtable of its own from now on. */
    void setOwn(int ordinal) {
        set(ordinal, get(ordinal) | OWN);
    }

    /** The words of some streams, for whoever has their turns. */
    AtomicLongArray page(int index) {
        AtomicReferenceArray<@Nullable AtomicLongArray> now = pages;
        AtomicLongArray page = index < now.length() ? now.get(index) : null;
        return page == null ? addPage(index) : page;
    }

    private synchronized AtomicLongArray addPage(int index) {
        AtomicReferenceArray<@Nullable AtomicLongArray> now = pages;
        if (index >= now.length()) {
            AtomicReferenceArray<@Nullable AtomicLongArray> more =
                    new AtomicReferenceArray<>(Math.max(index + 1, now.length() * 2));
            for (int i = 0; i < now.length(); i++) {
                more.set(i, now.get(i));
            }
            now = more;
            pages = more;
        }
        AtomicLongArray page = now.get(index);
        if (page == null) {
            page = new AtomicLongArray(PAGE_SIZE);
            now.set(index, page);
            empty = false;
        }
        return page;
    }

    /** Whether no stream was ever set. */
    boolean isEmpty() {
        return empty;
    }

    /**
     * The first stream at or after an ordinal that has something here.
     *
     * @return its ordinal, or -1 when there is none
     */
    int next(int from) {
        AtomicReferenceArray<@Nullable AtomicLongArray> now = pages;
        int at = from & PAGE_SIZE - 1;
        for (int index = from >>> PAGE_BITS; index < now.length(); index++) {
            AtomicLongArray page = now.get(index);
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
