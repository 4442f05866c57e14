package io.seqstore.types.search;

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
    }

    /** At least one of them. */
    record Or(List<Condition> parts) implements Condition {
        @Override
        public boolean holdsFor(Document document) {
            return parts.stream().anyMatch(part -> part.holdsFor(document));
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
            return ofTokens ? Tokens.anyMatches(value, pattern) : pattern.matches(value);
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
