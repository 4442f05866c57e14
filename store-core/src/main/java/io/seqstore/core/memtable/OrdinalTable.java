package io.seqstore.core.memtable;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Something for each of many streams, found by ordinal without a lock: pages that are made when their first entry comes.
 * Any thread may read; entries are set by one thread each.
 *
 * @param <T> what is kept
 */
final class OrdinalTable<T> {
    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private volatile AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable T>> pages =
            new AtomicReferenceArray<>(1);

    @Nullable
    T get(int ordinal) {
        AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable T>> now = pages;
        int index = ordinal >>> PAGE_BITS;
        AtomicReferenceArray<@Nullable T> page = index < now.length() ? now.get(index) : null;
        return page == null ? null : page.get(ordinal & PAGE_SIZE - 1);
    }

    void set(int ordinal, T value) {
        page(ordinal >>> PAGE_BITS).set(ordinal & PAGE_SIZE - 1, value);
    }

    private synchronized AtomicReferenceArray<@Nullable T> page(int index) {
        AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable T>> now = pages;
        if (index >= now.length()) {
            now = longer(now, Math.max(index + 1, now.length() * 2));
            pages = now;
        }
        AtomicReferenceArray<@Nullable T> page = now.get(index);
        if (page == null) {
            page = new AtomicReferenceArray<>(PAGE_SIZE);
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
