package io.seqstore;

import io.seqstore.core.Store;
import io.seqstore.types.record.RecordMapping;
import io.seqstore.types.registry.Dates;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.ReferenceCounts;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.util.List;
import java.util.Optional;

/**
 * The types of a namespace (spec 02); got from {@link StreamNamespace#types()}. Types never change; nested ones are
 * registered with the type that they are part of. Ids are matched ignoring case. Every call throws {@link
 * io.seqstore.types.NotFoundException} when the namespace does not exist. Safe for all threads.
 */
public final class NamespaceTypes {
    private final Registry registry;
    private final String namespace;

    NamespaceTypes(Store store, String namespace) {
        this.registry = store.registry();
        this.namespace = namespace;
    }

    /**
     * Registers a type, or finds the equal one that is registered (spec 02, section 3). A different type under the same id is
     * an outcome, not an exception.
     *
     * @throws io.seqstore.types.InvalidRequestException when the type is not valid (spec 01, section 8)
     * @throws io.seqstore.types.NotFoundException when it names a type that does not exist
     */
    public GetOrCreate<SdsType> getOrCreate(SdsType type) {
        return registry.getOrCreateType(namespace, type);
    }

    /** Registers the type that a record class describes, as {@link #getOrCreate(SdsType)} does. */
    public GetOrCreate<SdsType> getOrCreate(Class<? extends Record> recordClass) {
        return getOrCreate(RecordMapping.of(recordClass).type());
    }

    /** The type of this id, nested types in full, if there is one. */
    public Optional<SdsType> find(String typeId) {
        return registry.findType(namespace, typeId);
    }

    /**
     * The type of this id, nested types in full.
     *
     * @throws io.seqstore.types.NotFoundException when there is none
     */
    public SdsType get(String typeId) {
        return registry.type(namespace, typeId);
    }

    /**
     * When a type was created; types do not change.
     *
     * @throws io.seqstore.types.NotFoundException when there is no such type
     */
    public Dates dates(String typeId) {
        return registry.typeDates(namespace, typeId);
    }

    /**
     * How many streams, stream views and types refer to a type (spec 02, section 5).
     *
     * @throws io.seqstore.types.NotFoundException when there is no such type
     */
    public ReferenceCounts referenceCounts(String typeId) {
        return registry.referenceCounts(namespace, typeId);
    }

    /**
     * Deletes a type that nothing refers to.
     *
     * @throws io.seqstore.types.NotFoundException when there is no such type
     * @throws io.seqstore.types.ConflictException when something refers to it; the parameters tell how many of each kind
     */
    public void delete(String typeId) {
        registry.deleteType(namespace, typeId);
    }

    /**
     * Some of the types.
     *
     * @throws io.seqstore.types.InvalidRequestException when query, filter or order are not understood
     */
    public List<SdsType> list(ListRequest request) {
        String query = request.query();
        List<SdsType> found = query == null || query.isBlank()
                ? registry.types(namespace, request.listing())
                : new Search(registry).types(namespace, SearchQuery.parse(query), request.listing());
        return DefinitionFilter.TYPES.part(request, found, type -> dates(String.valueOf(type.id())));
    }
}
