package io.seqstore.types.registry;

import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.SdsStreamView;
import java.util.List;
import java.util.Optional;

/**
 * The stream views of a registry (spec 02 and the definition part of spec 05, section 1); got from {@link
 * Registry#streamViews}. Linearizable with everything else in the registry; safe for all threads. Every method throws {@link
 * NotFoundException} when there is no such namespace.
 */
public final class StreamViews {
    private final Transactions transactions;

    StreamViews(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Creates a view, or finds the equal one.
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition breaks a rule of spec 05, section 1
     * @throws NotFoundException when its source or target type does not exist
     */
    public GetOrCreate<SdsStreamView> getOrCreate(String namespace, SdsStreamView view) {
        return transactions.change(() -> {
            NamespaceContents contents = checked(namespace, view);
            RegisteredView there = contents.views.get(idOf(view));
            if (there == null) {
                store(contents, view);
                return new GetOrCreate.Created<>(view);
            }
            SdsStreamView stored = there.view;
            return StreamViewEquality.firstDifference(stored, view)
                    .<GetOrCreate<SdsStreamView>>map(words -> new GetOrCreate.Conflict<>(stored, words))
                    .orElseGet(() -> new GetOrCreate.Found<>(stored));
        });
    }

    /**
     * Creates a view, or replaces the one with this id; everything but the id may change (spec 02, section 7).
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition breaks a rule of spec 05, section 1
     * @throws NotFoundException when its source or target type does not exist
     */
    public CreateOrUpdate<SdsStreamView> createOrUpdate(String namespace, SdsStreamView view) {
        return transactions.change(() -> {
            NamespaceContents contents = checked(namespace, view);
            RegisteredView there = contents.views.get(idOf(view));
            if (there == null) {
                store(contents, view);
                return new CreateOrUpdate.Created<>(view);
            }
            SdsStreamView before = there.view;
            SdsStreamView after = there.redefined(view, there.modifiedTicks).view;
            if (!after.equals(before)) {
                store(contents, after);
            }
            return new CreateOrUpdate.Updated<>(before, after);
        });
    }

    /** The view with this id, if there is one. */
    public Optional<SdsStreamView> find(String namespace, String viewId) {
        return transactions.read(
                () -> Optional.ofNullable(transactions.contents(namespace).views.get(viewId))
                        .map(registered -> registered.view));
    }

    /**
     * The view with this id.
     *
     * @throws NotFoundException when there is none
     */
    public SdsStreamView get(String namespace, String viewId) {
        return transactions.read(() -> transactions.contents(namespace).view(viewId).view);
    }

    /**
     * When a view was created and last changed.
     *
     * @throws NotFoundException when there is no such view
     */
    public Dates dates(String namespace, String viewId) {
        return transactions.read(
                () -> transactions.contents(namespace).view(viewId).dates());
    }

    /**
     * Deletes a view. Streams whose type was changed by it stay as they are.
     *
     * @throws NotFoundException when there is no such view
     */
    public void delete(String namespace, String viewId) {
        transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            RegisteredView view = contents.view(viewId);
            transactions.commit(new RegistryChange.StreamViewDeleted(contents.namespace.id(), view.id));
            return null;
        });
    }

    /** A part of the views in an order of choice. */
    public List<SdsStreamView> list(String namespace, Listing listing) {
        return transactions.list(
                namespace, contents -> contents.views, registered -> registered.view, listing, Sortable.STREAM_VIEWS);
    }

    private NamespaceContents checked(String namespace, SdsStreamView view) {
        NamespaceContents contents = transactions.contents(namespace);
        ViewRules.checkForm(view);
        ViewRules.checkAgainst(contents.type(view.sourceTypeId()).type, contents.type(view.targetTypeId()).type, view);
        return contents;
    }

    private void store(NamespaceContents contents, SdsStreamView view) {
        transactions.commit(new RegistryChange.StreamViewStored(contents.namespace.id(), view, transactions.now()));
    }

    private static String idOf(SdsStreamView view) {
        return String.valueOf(view.id());
    }
}
