package io.seqstore.core.ingest;

import io.seqstore.core.memory.Pages;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the writers of all streams know of each, found by ordinal: whose turn it is, the greatest head, whether the stream
 * was deleted. Some bytes a stream in arrays, not objects: a write to a thousand streams takes a thousand turns.
 *
 * <p>A turn is a word. Its lowest bit says whether it is taken; the rest counts how often it was given back, so that a reader
 * can tell whether anything may have been written since. Who finds it taken waits at one of a few monitors and is counted
 * there, so that giving a thousand turns back takes a thousand plain stores and one fence: either who gives back sees that somebody
 * waits, or who is about to wait sees that the turn is free. Turns are not taken twice by one thread; whoever needs several
 * takes them by ascending ordinal. What else is kept of a stream is read and changed by whoever has its turn.
 */
public final class StreamTurns {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private static final long NEVER_TAKEN = 0;
    private static final long TAKEN = 1;

    /** Instead of a count of writes: somebody has the turn. */
    public static final long BEING_WRITTEN = -1;

    private static final byte KNOWS_GREATEST = 1;
    private static final byte DELETED = 2;

    private static final int NO_STREAM = -1;

    private static final int SPINS = 64;
    private static final int MONITORS = 64;

    private final Object[] monitors = new Object[MONITORS];

    /** How many wait at each monitor, and at all of them; changed by whoever has the monitor. */
    private final AtomicIntegerArray waiting = new AtomicIntegerArray(MONITORS);

    private final AtomicInteger allWaiting = new AtomicInteger();
    private final Pages<Page> pages = new Pages<>();

    /** What is known of some streams. */
    private static final class Page {
        final AtomicLongArray turns = new AtomicLongArray(PAGE_SIZE);
        final long[] greatestHeads = new long[PAGE_SIZE];
        final byte[] flags = new byte[PAGE_SIZE];

        Page() {
            Arrays.fill(greatestHeads, Long.MIN_VALUE);
        }
    }

    public StreamTurns() {
        for (int i = 0; i < MONITORS; i++) {
            monitors[i] = new Object();
        }
    }

    private Page page(int ordinal) {
        return pages.getOrMake(ordinal >>> PAGE_BITS, Page::new);
    }

    /** Waits for the turn of a stream and takes it. An interrupt is kept for later. */
    void take(int ordinal) {
        take(page(ordinal), ordinal);
    }

    private void take(Page page, int ordinal) {
        int at = ordinal & PAGE_SIZE - 1;
        if (!takeFree(page.turns, at)) {
            await(page.turns, at, ordinal & MONITORS - 1);
        }
    }

    /**
     * Takes the turns of many streams; when this throws, none.
     *
     * @param ordinals the streams, ascending; one that comes several times is taken once
     */
    void takeAll(int[] ordinals, int count) {
        Pages<Page>.Walk walk = pages.new Walk();
        for (int i = 0; i < count; i++) {
            // All pages are there before the first turn is taken: what comes then cannot fail.
            page(walk, ordinals[i]);
        }
        int before = NO_STREAM;
        for (int i = 0; i < count; i++) {
            int ordinal = ordinals[i];
            if (ordinal != before) {
                take(page(walk, ordinal), ordinal);
                before = ordinal;
            }
        }
    }

    private Page page(Pages<Page>.Walk walk, int ordinal) {
        return walk.getOrMake(ordinal >>> PAGE_BITS, Page::new);
    }

    /**
     * Gives the turns of many streams back, the first one last: who waits for it then finds the others free, and does not wait
     * again for each.
     *
     * @param ordinals as they were taken
     */
    void giveBackAll(int[] ordinals, int count) {
        Pages<Page>.Walk walk = pages.new Walk();
        int before = NO_STREAM;
        for (int i = count - 1; i >= 0; i--) {
            int ordinal = ordinals[i];
            if (ordinal != before) {
                free(page(walk, ordinal), ordinal);
                before = ordinal;
            }
        }
        VarHandle.fullFence();
        if (allWaiting.get() > 0) {
            for (int monitor = 0; monitor < MONITORS; monitor++) {
                wake(monitor);
            }
        }
    }

    private static boolean takeFree(AtomicLongArray turns, int at) {
        long word = turns.get(at);
        return (word & TAKEN) == 0 && turns.compareAndSet(at, word, word | TAKEN);
    }

    private void await(AtomicLongArray turns, int at, int monitor) {
        for (int i = 0; i < SPINS; i++) {
            if (takeFree(turns, at)) {
                return;
            }
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        synchronized (monitors[monitor]) {
            waiting.incrementAndGet(monitor);
            allWaiting.incrementAndGet();
            // Whoever gives the turn back after this sees that somebody waits, and needs the monitor to say so.
            while (!takeFree(turns, at)) {
                try {
                    monitors[monitor].wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            allWaiting.decrementAndGet();
            waiting.decrementAndGet(monitor);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the turn of a stream back. */
    void giveBack(int ordinal) {
        free(page(ordinal), ordinal);
        VarHandle.fullFence();
        wake(ordinal & MONITORS - 1);
    }

    /** Nobody else changes the word of a turn that is taken. */
    private static void free(Page page, int ordinal) {
        int at = ordinal & PAGE_SIZE - 1;
        page.turns.setRelease(at, page.turns.getPlain(at) + 1);
    }

    private void wake(int monitor) {
        if (waiting.get(monitor) > 0) {
            synchronized (monitors[monitor]) {
                monitors[monitor].notifyAll();
            }
        }
    }

    /**
     * A number that is another one after each write to a stream, for readers; {@link #BEING_WRITTEN} while one goes on. What
     * was found after a number was read is still true as long as the number is the same.
     */
    public long writes(int ordinal) {
        Page page = pages.get(ordinal >>> PAGE_BITS);
        long word = page == null ? NEVER_TAKEN : page.turns.get(ordinal & PAGE_SIZE - 1);
        return (word & TAKEN) == 0 ? word : BEING_WRITTEN;
    }

    boolean isDeleted(int ordinal) {
        return (page(ordinal).flags[ordinal & PAGE_SIZE - 1] & DELETED) != 0;
    }

    /** The same for those who have no turn: whether it was set before the turn was given back that was given back last. */
    boolean wasDeleted(int ordinal) {
        Page page = pages.get(ordinal >>> PAGE_BITS);
        int at = ordinal & PAGE_SIZE - 1;
        // The volatile load of the word comes first: the flag was set by whoever gave that back.
        return page != null && page.turns.get(at) != NEVER_TAKEN && (page.flags[at] & DELETED) != 0;
    }

    void setDeleted(int ordinal) {
        page(ordinal).flags[ordinal & PAGE_SIZE - 1] |= DELETED;
    }

    /** Whether {@link #greatestHead} is true of what was written before the store was opened, too. */
    boolean knowsGreatestHead(int ordinal) {
        return (page(ordinal).flags[ordinal & PAGE_SIZE - 1] & KNOWS_GREATEST) != 0;
    }

    /** Whether a stream is there, and all that it ever had is known to lie in front of a head. One look for what most rows are. */
    boolean isInFrontOf(int ordinal, long head) {
        return isInFrontOf(page(ordinal), ordinal, head);
    }

    private static boolean isInFrontOf(Page page, int ordinal, long head) {
        int at = ordinal & PAGE_SIZE - 1;
        return page.flags[at] == KNOWS_GREATEST && page.greatestHeads[at] < head;
    }

    /**
     * Whether the first row of each stream is known to lie behind all that its stream ever had; see {@link #isInFrontOf}.
     *
     * @param ordinals the stream of each row, ascending
     * @param heads the heads of the rows
     */
    boolean areInFrontOf(int[] ordinals, long[] heads, int count) {
        Pages<Page>.Walk walk = pages.new Walk();
        int before = NO_STREAM;
        for (int i = 0; i < count; i++) {
            int ordinal = ordinals[i];
            if (ordinal != before && !isInFrontOf(page(walk, ordinal), ordinal, heads[i])) {
                return false;
            }
            before = ordinal;
        }
        return true;
    }

    /** Notes the heads of rows that are about to be stored. */
    void raiseGreatestHeads(int[] ordinals, long[] heads, int count) {
        Pages<Page>.Walk walk = pages.new Walk();
        for (int i = 0; i < count; i++) {
            raiseGreatestHead(page(walk, ordinals[i]), ordinals[i], heads[i]);
        }
    }

    /** Notes the greatest head of what is stored. */
    void learnGreatestHead(int ordinal, long head) {
        raiseGreatestHead(ordinal, head);
        page(ordinal).flags[ordinal & PAGE_SIZE - 1] |= KNOWS_GREATEST;
    }

    /** Notes the head of a key that is about to be stored. */
    void raiseGreatestHead(int ordinal, long head) {
        raiseGreatestHead(page(ordinal), ordinal, head);
    }

    private static void raiseGreatestHead(Page page, int ordinal, long head) {
        int at = ordinal & PAGE_SIZE - 1;
        page.greatestHeads[at] = Math.max(page.greatestHeads[at], head);
    }

    /** Greater than or equal to the head of every key that was stored; see {@link #knowsGreatestHead}. */
    long greatestHead(int ordinal) {
        return page(ordinal).greatestHeads[ordinal & PAGE_SIZE - 1];
    }
}
