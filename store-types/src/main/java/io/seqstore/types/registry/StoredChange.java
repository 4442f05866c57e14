package io.seqstore.types.registry;

import org.jspecify.annotations.Nullable;

/**
 * A change in its stored form ({@link RegistryChangeBytes}), found to be whole. {@link Registry#replay(StoredChange)} makes
 * the same of it as of the change that was encoded; of created streams, which are nearly all that a store holds, without
 * making an object of each. Immutable; safe for all threads.
 */
public final class StoredChange {
    /** Set if {@link #change} is not. */
    private final @Nullable CreatedStreams created;

    private final @Nullable RegistryChange change;

    private StoredChange(@Nullable CreatedStreams created, @Nullable RegistryChange change) {
        this.created = created;
        this.change = change;
    }

    /**
     * The change of these bytes, which stay as they are.
     *
     * @throws IllegalArgumentException when the bytes are no change that this version knows
     */
    public static StoredChange of(byte[] bytes) {
        return RegistryChangeBytes.isOfCreatedStreams(bytes)
                ? new StoredChange(new CreatedStreams(bytes), null)
                : new StoredChange(null, RegistryChangeBytes.decode(bytes));
    }

    /** The change that was encoded; a single created stream comes back as {@link RegistryChange.StreamsCreated}. */
    public RegistryChange change() {
        if (change != null) {
            return change;
        }
        if (created != null) {
            return created.toChange(0, created.count());
        }
        throw new IllegalStateException("neither one form nor the other");
    }

    /** Whether streams are created and nothing else. */
    public boolean isOfCreatedStreams() {
        return created != null;
    }

    @Nullable
    CreatedStreams createdStreams() {
        return created;
    }
}
