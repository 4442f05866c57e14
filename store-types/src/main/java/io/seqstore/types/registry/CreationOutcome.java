package io.seqstore.types.registry;

import io.seqstore.types.SeqstoreException;

/**
 * What became of one definition of a batch.
 *
 * @param <T> the kind of definition
 */
public sealed interface CreationOutcome<T> {
    /**
     * It was created or found, or is in conflict with what is stored.
     *
     * @param answer what a single call would have returned
     */
    record Answered<T>(GetOrCreate<T> answer) implements CreationOutcome<T> {}

    /**
     * It breaks a rule or names what does not exist; nothing was stored for it.
     *
     * @param reason what a single call would have thrown
     */
    record Refused<T>(SeqstoreException reason) implements CreationOutcome<T> {}

    /**
     * The answer of a single call.
     *
     * @throws SeqstoreException the reason why there is none
     */
    default GetOrCreate<T> orThrow() {
        if (this instanceof Refused<T> refused) {
            throw refused.reason();
        }
        return ((Answered<T>) this).answer();
    }
}
