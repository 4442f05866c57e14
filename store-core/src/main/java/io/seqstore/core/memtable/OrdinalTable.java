package io.seqstore.core.memtable;

import io.seqstore.core.memory.Pages;
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

    private final Pages<AtomicReferenceArray<@Nullable T>> pages =
            new Pages<>(() -> new AtomicReferenceArray<>(PAGE_SIZE));

    @Nullable
    T get(int ordinal) {
        AtomicReferenceArray<@Nullable T> page = pages.get(ordinal >>> PAGE_BITS);
        return page == null ? null : page.get(ordinal & PAGE_SIZE - 1);
    }

    void set(int ordinal, T value) {
        pages.getOrMake(ordinal >>> PAGE_BITS).set(ordinal & PAGE_SIZE - 1, value);
    }
}
