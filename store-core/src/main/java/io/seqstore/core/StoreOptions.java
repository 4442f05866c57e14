package io.seqstore.core;

import io.seqstore.core.catalog.CatalogIndexProvider;
import io.seqstore.core.retain.Retention;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened. Immutable; the {@code with...} methods return changed copies.
 *
 * @param durability when a write call returns; {@link Durability#SYNC} unless told otherwise
 * @param memoryBudget bytes of off-heap memory for events that are not yet in a segment; a larger budget makes larger
 *     segments and fewer compactions
 * @param createIfMissing whether an absent or empty folder becomes a new store
 * @param catalogIndex keeps the index of streams by id outside of the process, for stores on disk; null for the one in
 *     memory, which needs nothing
 * @param retention how long events are kept; for ever unless told otherwise. Not kept in the store
 */
public record StoreOptions(
        Durability durability,
        long memoryBudget,
        boolean createIfMissing,
        @Nullable CatalogIndexProvider catalogIndex,
        Retention retention) {
    private static final long MOST_MEMORY = 64L << 20;
    private static final long LEAST_MEMORY = 8L << 20;

    /**
     * What is used when nothing is said: synced writes, memory for a quarter of what the heap may grow to, but 8 to 64 MiB, create
     * when missing. A quarter, because up to JDK 21 the memory outside of the heap may be no larger than the heap either.
     */
    public static StoreOptions defaults() {
        return new StoreOptions(
                Durability.SYNC, memoryBesides(Runtime.getRuntime().maxMemory()), true, null, Retention.none());
    }

    /** The memory budget in a process with such a heap. */
    static long memoryBesides(long heap) {
        return Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, heap / 4));
    }

    public StoreOptions withDurability(Durability newDurability) {
        return new StoreOptions(newDurability, memoryBudget, createIfMissing, catalogIndex, retention);
    }

    public StoreOptions withMemoryBudget(long bytes) {
        return new StoreOptions(durability, bytes, createIfMissing, catalogIndex, retention);
    }

    public StoreOptions withCreateIfMissing(boolean create) {
        return new StoreOptions(durability, memoryBudget, create, catalogIndex, retention);
    }

    /** The same with an index of streams that a provider keeps, from an optional module; null for the one in memory. */
    public StoreOptions withCatalogIndex(@Nullable CatalogIndexProvider provider) {
        return new StoreOptions(durability, memoryBudget, createIfMissing, provider, retention);
    }

    /** The same with rules by which old events are removed. */
    public StoreOptions withRetention(Retention newRetention) {
        return new StoreOptions(durability, memoryBudget, createIfMissing, catalogIndex, newRetention);
    }
}
