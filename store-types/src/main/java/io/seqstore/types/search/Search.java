package io.seqstore.types.search;

import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.Sortable;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import java.util.List;

/**
 * Finds definitions in a registry (spec 04). Sees every completed change at once; each call looks at one moment. Streams are found
 * as {@link io.seqstore.types.registry.StreamSearch} says; all types and all views are looked at. Safe for all threads. Every method throws {@link io.seqstore.types.NotFoundException} when there is no such namespace.
 */
public final class Search {
    private final Registry registry;

    /** A search in this registry. */
    public Search(Registry registry) {
        this.registry = registry;
    }

    /** The part of the matching types that is asked for. */
    public List<SdsType> types(String namespace, SearchQuery query, Listing listing) {
        List<SdsType> all = registry.types(namespace, 0, Integer.MAX_VALUE);
        return listing.pageOf(all.stream().filter(query::matches), Sortable.TYPES);
    }

    /** The part of the matching streams that is asked for. */
    public List<SdsStream> streams(String namespace, SearchQuery query, Listing listing) {
        // In the order of ids nothing behind the page has to be looked at.
        long most = listing.orderBy() == null ? (long) listing.skip() + listing.count() : Long.MAX_VALUE;
        return listing.pageOf(
                registry.streamSearch().find(namespace, query.streams(), most).stream()
                        .map(described -> described.entry().stream()),
                Sortable.STREAMS);
    }

    /** The part of the matching stream views that is asked for. */
    public List<SdsStreamView> streamViews(String namespace, SearchQuery query, Listing listing) {
        List<SdsStreamView> all = registry.streamViews().list(namespace, Listing.of(0, Integer.MAX_VALUE));
        return listing.pageOf(all.stream().filter(query::matches), Sortable.STREAM_VIEWS);
    }
}
