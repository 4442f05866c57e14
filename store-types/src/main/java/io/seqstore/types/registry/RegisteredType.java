package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsType;
import java.util.Objects;

/**
 * A type in the registry and how many objects refer to it. The counts change under the registry's locks only and are read
 * in validated reads only.
 */
final class RegisteredType {
    final String id;
    final SdsType type;
    final long createdTicks;
    /** By which the records of streams name this type; known to {@link StreamTable}. */
    int number;

    int streams;
    int streamViews;
    int types;

    RegisteredType(SdsType type, long createdTicks) {
        this.id = Objects.requireNonNull(type.id(), "registered types have ids");
        this.type = type;
        this.createdTicks = createdTicks;
    }

    ReferenceCounts counts() {
        return new ReferenceCounts(streams, streamViews, types);
    }
}
