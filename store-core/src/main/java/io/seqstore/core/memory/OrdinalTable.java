package io.seqstore.core.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Something for each of many streams, found by ordinal without a lock and without an object for each: pages that are made when
 * their first entry comes. Safe for all threads.
 *
 * @param <T> what is kept
 */
public final class OrdinalTable<T> {
    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private final Pages<AtomicReferenceArray<@Nullable T>> pages = new Pages<>();

    /** What is kept under an ordinal; null for any number under which nothing is. */
    public @Nullable T get(int ordinal) {
        AtomicReferenceArray<@Nullable T> page = pages.get(ordinal >>> PAGE_BITS);
        return page == null ? null : page.get(ordinal & PAGE_SIZE - 1);
    }

    public void set(int ordinal, T value) {
        page(ordinal).set(ordinal & PAGE_SIZE - 1, value);
    }

    /** Keeps a value unless there is one; returns what is kept now. */
    public T setIfAbsent(int ordinal, T value) {
        T present = page(ordinal).compareAndExchange(ordinal & PAGE_SIZE - 1, null, value);
        return present == null ? value : present;
    }

    private AtomicReferenceArray<@Nullable T> page(int ordinal) {
        return pages.getOrMake(ordinal >>> PAGE_BITS, () -> new AtomicReferenceArray<>(PAGE_SIZE));
    }

    public void remove(int ordinal) {
        AtomicReferenceArray<@Nullable T> page = pages.get(ordinal >>> PAGE_BITS);
        if (page != null) {
            page.set(ordinal & PAGE_SIZE - 1, null);
        }
    }
}
