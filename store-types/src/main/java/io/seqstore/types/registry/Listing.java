package io.seqstore.types.registry;

import io.seqstore.types.InvalidRequestException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the matching objects a listing returns and in which order (spec 02, section 8).
 *
 * @param skip that many matches are dropped first; 0 or more
 * @param count at most that many are returned; 0 or more
 * @param orderBy a field of {@link Sortable} with or without direction; null for ascending id
 */
public record Listing(int skip, int count, @Nullable String orderBy) {
    /** How many objects are returned unless a count is asked for. */
    public static final int DEFAULT_COUNT = 100;

    /**
     * Checks the numbers.
     *
     * @throws InvalidRequestException when one is negative
     */
    public Listing {
        checkNotNegative("skip", skip);
        checkNotNegative("count", count);
    }

    /** By ascending id. */
    public static Listing of(int skip, int count) {
        return new Listing(skip, count, null);
    }

    /** The part of the matches that is asked for; the matches come by ascending id. */
    public <T> List<T> pageOf(Stream<T> matchesById, Sortable<T> sortable) {
        Stream<T> ordered = orderBy == null ? matchesById : matchesById.sorted(sortable.order(orderBy));
        return ordered.skip(skip).limit(count).toList();
    }

    /** The part of a collection that is asked for, in whatever order the collection comes. */
    public <T> List<T> sortedPageOf(Collection<T> all, Sortable<T> sortable) {
        return all.stream()
                .sorted(sortable.order(orderBy == null ? "id" : orderBy))
                .skip(skip)
                .limit(count)
                .toList();
    }

    private static void checkNotNegative(String name, int value) {
        if (value < 0) {
            throw new InvalidRequestException(
                    "The " + name + " is " + value + "; expected 0 or more.", Map.of(name, Integer.toString(value)));
        }
    }
}
