package io.seqstore.types.registry;

/**
 * What get-or-create found (spec 02, section 3).
 *
 * @param <T> the kind of definition
 */
public sealed interface GetOrCreate<T> {
    /** The definition that is stored under the id now. */
    T stored();

    /**
     * The id was free; the definition is stored.
     *
     * @param stored the definition
     */
    record Created<T>(T stored) implements GetOrCreate<T> {}

    /**
     * An equal definition was there.
     *
     * @param stored the definition in its first spelling
     */
    record Found<T>(T stored) implements GetOrCreate<T> {}

    /**
     * A different definition is stored under the id, or under the id of a type nested in it; nothing was changed.
     *
     * @param stored the definition that stands in the way
     * @param difference where the two differ, in words
     */
    record Conflict<T>(T stored, String difference) implements GetOrCreate<T> {}
}
