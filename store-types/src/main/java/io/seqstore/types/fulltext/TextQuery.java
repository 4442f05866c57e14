package io.seqstore.types.fulltext;

import io.seqstore.types.schema.IdOrder;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which texts a stream must have to be found. Whoever has them may still fail to match; nobody else matches. Immutable. */
public sealed interface TextQuery {
    /** Whether it tells anything: if not, every stream may match. */
    boolean narrows();

    /** Everything may match. */
    TextQuery ANYTHING = new All(List.of());

    /** Nothing matches. */
    TextQuery NOTHING = new Any(List.of());

    /** All of them. */
    record All(List<TextQuery> parts) implements TextQuery {
        @Override
        public boolean narrows() {
            return parts.stream().anyMatch(TextQuery::narrows);
        }
    }

    /** At least one of them. */
    record Any(List<TextQuery> parts) implements TextQuery {
        @Override
        public boolean narrows() {
            return parts.stream().allMatch(TextQuery::narrows);
        }
    }

    /**
     * One text that matches.
     *
     * @param grams what it has, as {@link Grams#required}; none when nothing is known
     * @param field the member or metadata key where it stands, ignoring case; null when that may be several
     * @param inMetadata whether it stands in the metadata
     * @param matches whether a text is one
     */
    record Text(List<Integer> grams, @Nullable String field, boolean inMetadata, Predicate<FieldText> matches)
            implements TextQuery {
        @Override
        public boolean narrows() {
            // Texts other than ids are listed by field.
            return !grams.isEmpty() || (field != null && !looksAtIds() && !looksAtNames());
        }

        /** Whether the text may be an id. */
        boolean looksAtIds() {
            return field == null ? !inMetadata : IdOrder.same(field, "Id");
        }

        /** Whether the text may be the name of a stream that is named as its id. */
        boolean looksAtNames() {
            return field != null && IdOrder.same(field, "Name");
        }
    }
}
