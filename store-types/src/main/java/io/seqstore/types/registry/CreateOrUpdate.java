package io.seqstore.types.registry;

/**
 * What create-or-update did (spec 03, section 3).
 *
 * @param <T> the kind of definition
 */
public sealed interface CreateOrUpdate<T> {
    /** The definition that is stored under the id now. */
    T stored();

    /**
     * The id was free; the definition is stored.
     *
     * @param stored the definition
     */
    record Created<T>(T stored) implements CreateOrUpdate<T> {}

    /**
     * The id was taken; the definition replaced the one before. The two may be equal.
     *
     * @param before what was stored until now
     * @param stored the definition, in the first spelling of its id
     */
    record Updated<T>(T before, T stored) implements CreateOrUpdate<T> {}
}
