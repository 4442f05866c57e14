package io.seqstore.types.registry;

import io.seqstore.types.fulltext.TextQuery;
import java.util.function.Predicate;

/**
 * Which streams are searched for. The first two members say where to look, so that not every stream has to be asked about.
 *
 * @param idBeginning how the ids begin, ignoring case; empty when nothing is known. Streams whose ids have more than one word,
 *     begin with a sign, or compete with metadata of the key {@code Id} are looked at whatever their ids, so that a search by
 *     the beginning of a word of the id misses none (spec 04)
 * @param texts texts that they have
 * @param matches whether a stream is one of them; may be asked twice about a stream, and about one that is being changed
 */
public record StreamQuery(String idBeginning, TextQuery texts, Predicate<StreamDescription> matches) {
    /** All streams that a search by the beginning of the id looks at. */
    public static StreamQuery byBeginning(String idBeginning) {
        return new StreamQuery(idBeginning, TextQuery.ANYTHING, any -> true);
    }
}
