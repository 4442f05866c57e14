package io.seqstore.core;

/**
 * How a store is opened. Immutable; the {@code with...} methods return changed copies.
 *
 * @param durability when a write call returns; {@link Durability#SYNC} unless told otherwise
 * @param memoryBudget bytes of off-heap memory for events that are not yet in a segment; a larger budget makes larger
 *     segments and fewer compactions
 * @param createIfMissing whether an absent or empty folder becomes a new store
 */
public record StoreOptions(Durability durability, long memoryBudget, boolean createIfMissing) {
    private static final long DEFAULT_MEMORY_BUDGET = 64L << 20;

    /** What is used when nothing is said: synced writes, 64 MiB, create when missing. */
    public static StoreOptions defaults() {
        return new StoreOptions(Durability.SYNC, DEFAULT_MEMORY_BUDGET, true);
    }

    public StoreOptions withDurability(Durability newDurability) {
        return new StoreOptions(newDurability, memoryBudget, createIfMissing);
    }

    public StoreOptions withMemoryBudget(long bytes) {
        return new StoreOptions(durability, bytes, createIfMissing);
    }

    public StoreOptions withCreateIfMissing(boolean create) {
        return new StoreOptions(durability, memoryBudget, create);
    }
}
