package io.seqstore.types.search;

import io.seqstore.types.fulltext.FieldText;
import io.seqstore.types.fulltext.Grams;
import io.seqstore.types.fulltext.TextQuery;
import io.seqstore.types.fulltext.Tokens;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query, or a part of it, asks of an object (spec 04, section 5). Immutable. */
sealed interface Condition {
    boolean holdsFor(Document document);

    /**
     * A text with which the id of every stream for which this holds begins, or in which it holds for a reason that does not
     * come from an ordinary id; empty when there is none. See {@link Search}.
     */
    default String idBeginning() {
        return "";
    }

    /** Texts of which every stream has some for which this holds. */
    default TextQuery texts() {
        return TextQuery.ANYTHING;
    }

    /** True of everything. */
    record Everything() implements Condition {
        @Override
        public boolean holdsFor(Document document) {
            return true;
        }
    }

    /** All of them. */
    record And(List<Condition> parts) implements Condition {
        @Override
        public boolean holdsFor(Document document) {
            return parts.stream().allMatch(part -> part.holdsFor(document));
        }

        @Override
        public String idBeginning() {
            // Any one part will do; the longest leaves the fewest candidates.
            return parts.stream().map(Condition::idBeginning).reduce("", (a, b) -> a.length() >= b.length() ? a : b);
        }

        @Override
        public TextQuery texts() {
            return new TextQuery.All(parts.stream().map(Condition::texts).toList());
        }
    }

    /** At least one of them. */
    record Or(List<Condition> parts) implements Condition {
        @Override
        public boolean holdsFor(Document document) {
            return parts.stream().anyMatch(part -> part.holdsFor(document));
        }

        @Override
        public TextQuery texts() {
            return new TextQuery.Any(parts.stream().map(Condition::texts).toList());
        }
    }

    /** Not this. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean holdsFor(Document document) {
            return !part.holdsFor(document);
        }
    }

    /**
     * A value, perhaps in one field.
     *
     * @param field where, or null for anywhere
     * @param value what
     */
    record Clause(@Nullable Field field, Value value) implements Condition {
        @Override
        public boolean holdsFor(Document document) {
            if (field == null) {
                return value.isAnything() || value.isIn(document.members()) || value.isAmong(document.metadata());
            }
            return field.holdsFor(document, value);
        }

        @Override
        public String idBeginning() {
            return field != null && field.isMember("Id") ? value.pattern.certainBeginning() : "";
        }

        @Override
        public TextQuery texts() {
            if (value.pattern.shape() == TextPattern.Shape.NOTHING) {
                return TextQuery.NOTHING;
            }
            if (field == null) {
                return value.isAnything()
                        ? TextQuery.ANYTHING
                        : new TextQuery.Text(value.grams(), null, false, text -> value.isIn(text.value()));
            }
            String name = field.exactName();
            return new TextQuery.Text(value.grams(), name, name == null, text -> field.holdsFor(text, value));
        }
    }

    /**
     * The field of a clause.
     *
     * @param name what the name of the field looks like
     */
    record Field(TextPattern name) {
        boolean isMember(String member) {
            return name.shape() == TextPattern.Shape.WHOLE && name.matches(member);
        }

        /** The name, folded, when there is only one that it can be. */
        @Nullable
        String exactName() {
            return name.shape() == TextPattern.Shape.WHOLE ? name.head() : null;
        }

        /** Whether a stream that has this text is found. */
        boolean holdsFor(FieldText text, Value value) {
            return text.isMetadata()
                    ? name.matches(text.field()) && (value.isAnything() || value.isIn(text.value()))
                    : isMember(text.field()) && value.isIn(text.value());
        }

        boolean holdsFor(Document document, Value value) {
            for (Document.Member member : document.members()) {
                if (isMember(member.name()) && value.isInAny(member.values())) {
                    return true;
                }
            }
            for (Map.Entry<String, String> entry : document.metadata().entrySet()) {
                if (name.matches(entry.getKey()) && (value.isAnything() || value.isIn(entry.getValue()))) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * The value of a clause.
     *
     * @param pattern what it looks like
     * @param ofTokens whether it is compared with single tokens, else with whole values
     */
    record Value(TextPattern pattern, boolean ofTokens) {
        boolean isAnything() {
            return pattern.shape() == TextPattern.Shape.ANYTHING;
        }

        boolean isIn(String value) {
            if (isAnything()) {
                return !value.isEmpty();
            }
            return ofTokens
                    ? Tokens.visit(value, (start, end) -> pattern.matches(value, start, end))
                    : pattern.matches(value);
        }

        /** The grams of everything that matches; none when there are none that can be told. */
        List<Integer> grams() {
            Grams grams = new Grams();
            if (!ofTokens || pattern.shape() == TextPattern.Shape.INSIDE) {
                grams.inside(pattern.head()).inside(pattern.tail());
            } else if (pattern.shape() == TextPattern.Shape.WHOLE) {
                grams.token(pattern.head());
            } else if (pattern.shape() == TextPattern.Shape.ENDS) {
                grams.atStartOfToken(pattern.head()).atEndOfToken(pattern.tail());
            }
            return grams.required();
        }

        boolean isInAny(List<String> values) {
            return values.stream().anyMatch(this::isIn);
        }

        boolean isIn(List<Document.Member> members) {
            return members.stream().anyMatch(member -> isInAny(member.values()));
        }

        boolean isAmong(Map<String, String> metadata) {
            return metadata.values().stream().anyMatch(this::isIn);
        }
    }
}
