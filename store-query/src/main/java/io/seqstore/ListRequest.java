package io.seqstore;

import io.seqstore.types.registry.Listing;
import org.jspecify.annotations.Nullable;

/**
 * Which definitions a listing returns, and in which order (spec 02, section 8): those that both query and filter let
 * through, ordered, some skipped, at most so many. 100 by ascending id unless told otherwise. Immutable.
 *
 * <pre>{@code
 * store.defaultNamespace().streams().list(ListRequest.all().matching("name:temp*").orderedBy("name desc").count(20));
 * }</pre>
 *
 * @param query the search (spec 04); null or blank for everything
 * @param filter an expression over the members of the definitions (spec 04, section 9); null or blank for everything
 * @param orderBy a field alone or followed by asc or desc; null for ascending id
 * @param skip so many of the matches are passed over; 0 or more
 * @param count at most so many are returned; 0 or more
 */
public record ListRequest(
        @Nullable String query,
        @Nullable String filter,
        @Nullable String orderBy,
        int skip,
        int count) {
    private static final ListRequest ALL = new ListRequest(null, null, null, 0, Listing.DEFAULT_COUNT);

    /**
     * Checks the numbers.
     *
     * @throws io.seqstore.types.InvalidRequestException when one is negative
     */
    public ListRequest {
        listing(orderBy, skip, count);
    }

    /** The first hundred of everything. */
    public static ListRequest all() {
        return ALL;
    }

    /** The same of what a search finds (spec 04). */
    public ListRequest matching(@Nullable String newQuery) {
        return new ListRequest(newQuery, filter, orderBy, skip, count);
    }

    /** The same of what a filter lets through (spec 04, section 9). */
    public ListRequest where(@Nullable String newFilter) {
        return new ListRequest(query, newFilter, orderBy, skip, count);
    }

    /** The same in another order, for example {@code "name desc"}. */
    public ListRequest orderedBy(@Nullable String newOrderBy) {
        return new ListRequest(query, filter, newOrderBy, skip, count);
    }

    /** The same without so many at the beginning. */
    public ListRequest skip(int newSkip) {
        return new ListRequest(query, filter, orderBy, newSkip, count);
    }

    /** The same with at most so many. */
    public ListRequest count(int newCount) {
        return new ListRequest(query, filter, orderBy, skip, newCount);
    }

    boolean isFiltered() {
        return filter != null && !filter.isBlank();
    }

    /** What the registry cuts out: the part that is asked for, or all when a filter comes behind it. */
    Listing listing() {
        return isFiltered() ? listing(orderBy, 0, Integer.MAX_VALUE) : listing(orderBy, skip, count);
    }

    private static Listing listing(@Nullable String orderBy, int skip, int count) {
        return new Listing(skip, count, orderBy == null || orderBy.isBlank() ? null : orderBy);
    }
}
