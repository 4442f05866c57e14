package io.seqstore;

import io.seqstore.core.Store;
import io.seqstore.types.registry.CreateOrUpdate;
import io.seqstore.types.registry.Dates;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamViews;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import io.seqstore.types.view.StreamViewMap;
import java.util.List;
import java.util.Optional;

/**
 * The stream views of a namespace (spec 05, section 1); got from {@link StreamNamespace#streamViews()}. Reading through one
 * is {@link EventStream#throughView}. Ids are matched ignoring case. Every call throws {@link
 * io.seqstore.types.NotFoundException} when the namespace does not exist. Safe for all threads.
 */
public final class NamespaceStreamViews {
    private final Registry registry;
    private final StreamViews views;
    private final String namespace;

    NamespaceStreamViews(Store store, String namespace) {
        this.registry = store.registry();
        this.views = registry.streamViews();
        this.namespace = namespace;
    }

    /**
     * Creates a view, or finds the equal one. A different view under the same id is an outcome, not an exception. A view by
     * which nothing can be converted is valid; its {@link #map} shows why.
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition is not valid
     * @throws io.seqstore.types.NotFoundException when its source or target type does not exist
     */
    public GetOrCreate<SdsStreamView> getOrCreate(SdsStreamView view) {
        return views.getOrCreate(namespace, view);
    }

    /**
     * Creates a view, or replaces the one with this id; everything but the id may change (spec 02, section 7).
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition is not valid
     * @throws io.seqstore.types.NotFoundException when its source or target type does not exist
     */
    public CreateOrUpdate<SdsStreamView> createOrUpdate(SdsStreamView view) {
        return views.createOrUpdate(namespace, view);
    }

    /** The view of this id, if there is one. */
    public Optional<SdsStreamView> find(String viewId) {
        return views.find(namespace, viewId);
    }

    /**
     * The view of this id.
     *
     * @throws io.seqstore.types.NotFoundException when there is none
     */
    public SdsStreamView get(String viewId) {
        return views.get(namespace, viewId);
    }

    /**
     * What becomes of each property under a view, with the units of the types (spec 05, section 2).
     *
     * @throws io.seqstore.types.NotFoundException when there is no such view
     */
    public StreamViewMap map(String viewId) {
        SdsStreamView view = get(viewId);
        return StreamViewMap.of(
                view, registry.type(namespace, view.sourceTypeId()), registry.type(namespace, view.targetTypeId()));
    }

    /**
     * When a view was created and last changed.
     *
     * @throws io.seqstore.types.NotFoundException when there is no such view
     */
    public Dates dates(String viewId) {
        return views.dates(namespace, viewId);
    }

    /**
     * Deletes a view; streams that got their type by it stay as they are.
     *
     * @throws io.seqstore.types.NotFoundException when there is no such view
     */
    public void delete(String viewId) {
        views.delete(namespace, viewId);
    }

    /**
     * Some of the views.
     *
     * @throws io.seqstore.types.InvalidRequestException when query, filter or order are not understood
     */
    public List<SdsStreamView> list(ListRequest request) {
        String query = request.query();
        List<SdsStreamView> found = query == null || query.isBlank()
                ? views.list(namespace, request.listing())
                : new Search(registry).streamViews(namespace, SearchQuery.parse(query), request.listing());
        return DefinitionFilter.STREAM_VIEWS.part(request, found, view -> dates(String.valueOf(view.id())));
    }
}
