package io.seqstore.types.registry;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import java.util.List;
import java.util.Optional;

/**
 * The namespaces of a registry (spec 02, section 1). Got from {@link Registry#namespaces}. Safe for all threads. Methods that
 * need the namespace throw {@link NotFoundException} when there is none with this id.
 */
public final class Namespaces {
    private final Transactions transactions;

    Namespaces(Transactions transactions) {
        this.transactions = transactions;
    }

    /** All namespaces by ascending id; the built-in ones are always among them. */
    public List<Namespace> list() {
        return transactions.read(() -> transactions.state().namespaces().values().stream()
                .map(contents -> contents.namespace)
                .toList());
    }

    /** The namespace with this id, if there is one. */
    public Optional<Namespace> find(String namespace) {
        return transactions.read(
                () -> Optional.ofNullable(transactions.state().find(namespace)).map(contents -> contents.namespace));
    }

    /**
     * Creates a namespace, or finds the one with this id, name and description (spec 02, section 1).
     *
     * @throws InvalidRequestException when the id breaks a rule
     */
    public GetOrCreate<Namespace> getOrCreate(Namespace namespace) {
        namespace.checkId();
        return transactions.change(() -> {
            NamespaceContents there = transactions.state().find(namespace.id());
            if (there == null) {
                transactions.commit(
                        new RegistryChange.NamespaceCreated(namespace.id(), namespace.name(), namespace.description()));
                return new GetOrCreate.Created<>(namespace);
            }
            Namespace stored = there.namespace;
            return stored.firstDifference(namespace)
                    .<GetOrCreate<Namespace>>map(words -> new GetOrCreate.Conflict<>(stored, words))
                    .orElseGet(() -> new GetOrCreate.Found<>(stored));
        });
    }

    /**
     * Replaces name and description of a namespace; the spelling of its id stays.
     *
     * @return what is stored now
     */
    public Namespace update(Namespace namespace) {
        return transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace.id());
            Namespace stored = contents.namespace;
            Namespace after = new Namespace(stored.id(), namespace.name(), namespace.description());
            if (!after.equals(stored)) {
                transactions.commit(new RegistryChange.NamespaceUpdated(after.id(), after.name(), after.description()));
            }
            return after;
        });
    }

    /**
     * Deletes a namespace.
     *
     * @param force whether to delete it with everything in it
     * @throws ConflictException when it is built in, or not empty and not forced
     */
    public void delete(String namespace, boolean force) {
        transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            String id = contents.namespace.id();
            if (RegistryState.isBuiltIn(id)) {
                throw Problems.namespaceStays(id, "it is built in", "Delete what is in it instead.");
            }
            if (!force && !contents.isEmpty()) {
                throw Problems.namespaceStays(id, "it is not empty", "Delete what is in it first, or force it.");
            }
            transactions.commit(new RegistryChange.NamespaceDeleted(id, contents.streams.ordinals()));
            return null;
        });
    }
}
