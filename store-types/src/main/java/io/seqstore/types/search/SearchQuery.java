package io.seqstore.types.search;

import io.seqstore.types.fulltext.TextQuery;
import io.seqstore.types.registry.StreamDescription;
import io.seqstore.types.registry.StreamQuery;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import java.util.List;
import java.util.Map;

/** A query of spec 04 that has been understood. Immutable; safe for all threads. */
public final class SearchQuery {
    private final Condition condition;

    private SearchQuery(Condition condition) {
        this.condition = condition;
    }

    /**
     * Reads a query.
     *
     * @param query its text; blank for everything
     * @throws io.seqstore.types.InvalidRequestException when it breaks the grammar, naming the place
     */
    public static SearchQuery parse(String query) {
        return new SearchQuery(QueryParser.parse(query));
    }

    /** Whether a type, with its nested types in full, is found. */
    public boolean matches(SdsType type) {
        return condition.holdsFor(Document.of(type));
    }

    /** Whether a stream is found. */
    public boolean matches(StreamDescription stream) {
        return condition.holdsFor(Document.of(stream));
    }

    /** Whether a stream view is found. */
    public boolean matches(SdsStreamView view) {
        return condition.holdsFor(Document.of(view));
    }

    /**
     * Whether an object with these members is found.
     *
     * @param members the values of the searchable members by name, which compares ignoring case; no value when one is absent
     */
    public boolean matches(Map<String, List<String>> members) {
        List<Document.Member> searchable = members.entrySet().stream()
                .map(member -> new Document.Member(member.getKey(), member.getValue()))
                .toList();
        return condition.holdsFor(new Document(searchable, Map.of()));
    }

    /** See {@link Condition#idBeginning}. */
    String idBeginning() {
        return condition.idBeginning();
    }

    /** What the registry needs to know to find the streams. */
    StreamQuery streams() {
        // In the order of ids, a clause about their beginning finds its streams one after the other.
        boolean isBeginning =
                condition instanceof Condition.Clause && !idBeginning().isEmpty();
        return new StreamQuery(idBeginning(), isBeginning ? TextQuery.ANYTHING : condition.texts(), this::matches);
    }

    @Override
    public String toString() {
        return condition.toString();
    }
}
