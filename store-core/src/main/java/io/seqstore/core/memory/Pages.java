package io.seqstore.core.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table by number that grows page by page: a page is made when it is first needed and stays where it is, so that finding
 * one takes no lock. Safe for all threads.
 *
 * @param <P> what holds the entries of a page
 */
public final class Pages<P> {
    private volatile AtomicReferenceArray<@Nullable P> pages = new AtomicReferenceArray<>(1);

    /** A page, if it was made. */
    public @Nullable P get(int index) {
        AtomicReferenceArray<@Nullable P> now = pages;
        return index < now.length() ? now.get(index) : null;
    }

    /**
     * A page, made now if it was not before; by one thread, whoever else asks.
     *
     * @param maker makes a page; called by one thread at a time
     */
    public P getOrMake(int index, Supplier<? extends P> maker) {
        P page = get(index);
        return page == null ? make(index, maker) : page;
    }

    /** Whether no page was made. */
    public boolean isEmpty() {
        AtomicReferenceArray<@Nullable P> now = pages;
        return now.length() == 1 && now.get(0) == null;
    }

    /** Greater than the number of every page that was made. */
    public int end() {
        return pages.length();
    }

    /** For one thread that mostly asks for the page for which it asked before. */
    public final class Walk {
        private int at = -1;
        private @Nullable P page;

        /** A page, made now if it was not before. */
        public P getOrMake(int index, Supplier<? extends P> maker) {
            P known = page;
            if (known == null || index != at) {
                known = Pages.this.getOrMake(index, maker);
                at = index;
                page = known;
            }
            return known;
        }
    }

    private synchronized P make(int index, Supplier<? extends P> maker) {
        AtomicReferenceArray<@Nullable P> now = pages;
        if (index >= now.length()) {
            now = longer(now, Math.max(index + 1, now.length() * 2));
            pages = now;
        }
        P page = now.get(index);
        if (page == null) {
            page = maker.get();
            now.set(index, page);
        }
        return page;
    }

    private static <P> AtomicReferenceArray<@Nullable P> longer(AtomicReferenceArray<@Nullable P> array, int length) {
        AtomicReferenceArray<@Nullable P> more = new AtomicReferenceArray<>(length);
        for (int i = 0; i < array.length(); i++) {
            more.set(i, array.get(i));
        }
        return more;
    }
}
