package io.seqstore.types.registry;

import io.seqstore.types.schema.IdOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares two definitions member by member and remembers, in words, the first member that differs. Not thread-safe. */
final class FirstDifference {
    private @Nullable String words;

    /** Compares two members that are values. */
    FirstDifference member(String name, @Nullable Object stored, @Nullable Object given) {
        return when(!Objects.equals(stored, given), name + " is " + quoted(given) + ", stored is " + quoted(stored));
    }

    /** Compares two members that are ids. */
    FirstDifference id(String name, @Nullable String stored, @Nullable String given) {
        boolean same =
                (stored == null || given == null) ? stored == null && given == null : IdOrder.same(stored, given);
        return when(!same, name + " is " + quoted(given) + ", stored is " + quoted(stored));
    }

    /** Compares two members that are definitions themselves. */
    FirstDifference inside(String name, Supplier<Optional<String>> comparison) {
        if (words == null) {
            comparison.get().ifPresent(difference -> words = name + ": " + difference);
        }
        return this;
    }

    /** Notes a difference that was found otherwise. */
    FirstDifference when(boolean differs, String difference) {
        if (differs && words == null) {
            words = difference;
        }
        return this;
    }

    boolean isFound() {
        return words != null;
    }

    Optional<String> words() {
        return Optional.ofNullable(words);
    }

    private static String quoted(@Nullable Object value) {
        return value == null ? "absent" : "'" + value + "'";
    }
}
