package io.seqstore.types.registry;

/**
 * Where the registry tells what changes, before anybody can see it. An engine makes the change durable here, in one order
 * with the events around it; called under the registry's lock, one change at a time.
 */
public interface RegistryJournal {
    /**
     * Makes a change durable.
     *
     * @throws io.seqstore.types.SeqstoreException when that fails; the registry then changes nothing
     */
    void append(RegistryChange change);

    /** A journal that keeps nothing. */
    static RegistryJournal none() {
        return change -> {};
    }
}
