package io.seqstore.server.assets;

import io.seqstore.server.problem.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the items of an asset together with those of its type, by id and by name (spec 10, section 1). One for metadata and
 * stream references alike.
 *
 * @param <T> the kind of item of the type
 */
final class Concordance<T> {
    private static final int MAX_LENGTH = 100;

    private final List<T> ofType;
    private final Function<T, String> idOf;
    private final Function<T, String> nameOf;
    private final Function<String, @Nullable String> earlierIdOf;
    private final boolean isUpdate;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    /**
     * A concordance with the items of a type.
     *
     * @param earlierIdOf the id that an item of this name had before; so that a generated id stays
     * @param isUpdate whether the asset existed
     */
    Concordance(
            List<T> ofType,
            Function<T, String> idOf,
            Function<T, String> nameOf,
            Function<String, @Nullable String> earlierIdOf,
            boolean isUpdate) {
        this.ofType = ofType;
        this.idOf = idOf;
        this.nameOf = nameOf;
        this.earlierIdOf = earlierIdOf;
        this.isUpdate = isUpdate;
    }

    /**
     * An item of the asset with its id, its name, and the item of the type that it goes with.
     *
     * @param id the id
     * @param name the name
     * @param match the item of the type; null when there is none
     */
    record Entry<T>(String id, String name, @Nullable T match) {}

    /** The entry of an item of which id or name may be missing. */
    Entry<T> entry(String where, @Nullable String id, @Nullable String name) {
        checkLength(where, "Id", id);
        checkLength(where, "Name", name);
        Entry<T> entry = resolve(where, id, name);
        if (!ids.add(entry.id())) {
            throw Problems.invalid(where + " has the Id '" + entry.id() + "' twice.");
        }
        if (!names.add(entry.name())) {
            throw Problems.invalid(where + " has the Name '" + entry.name() + "' twice.");
        }
        return entry;
    }

    private Entry<T> resolve(String where, @Nullable String id, @Nullable String name) {
        if (id == null && name == null) {
            throw Problems.invalid(where + " has an item without Id and Name.");
        }
        Optional<T> byId =
                ofType.stream().filter(item -> idOf.apply(item).equals(id)).findFirst();
        Optional<T> byName =
                ofType.stream().filter(item -> nameOf.apply(item).equals(name)).findFirst();
        if (name == null) {
            String given = String.valueOf(id);
            return byId.map(item -> new Entry<>(given, nameOf.apply(item), item))
                    .orElseGet(() -> new Entry<>(given, given, null));
        }
        if (id == null) {
            return byName.map(item -> new Entry<>(idOf.apply(item), name, item))
                    .orElseGet(() -> new Entry<>(generatedId(name), name, null));
        }
        boolean agree = byId.equals(byName);
        if (!agree && !isUpdate) {
            throw Problems.invalid(where + " has an item with Id '" + id + "' and Name '" + name
                    + "', of which the asset type knows only one, or in different items.");
        }
        return new Entry<>(id, name, agree ? byId.orElse(null) : null);
    }

    private String generatedId(String name) {
        String earlier = earlierIdOf.apply(name);
        return earlier == null ? UUID.randomUUID().toString() : earlier;
    }

    private static void checkLength(String where, String member, @Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > MAX_LENGTH)) {
            throw Problems.invalid(
                    where + " has an item whose " + member + " is blank or longer than " + MAX_LENGTH + " characters.");
        }
    }
}
