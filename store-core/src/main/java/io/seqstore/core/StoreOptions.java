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
    private static final long DEFAULT_MEMORY_BUDGET = 64L << 20;

    /** What is used when nothing is said: synced writes, 64 MiB, create when missing. */
    public static StoreOptions defaults() {
        return new StoreOptions(Durability.SYNC, DEFAULT_MEMORY_BUDGET, true, null, Retention.none());
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
