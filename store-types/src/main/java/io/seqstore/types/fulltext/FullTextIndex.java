package io.seqstore.types.fulltext;

import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.index.PostingLists;
import io.seqstore.types.schema.IdOrder;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which streams have which texts. Most texts are those of many streams (names, tags, the ids of types), so that each different
 * one stands in a dictionary once, with the streams that have it; grams lead to the texts that may match, and the query is
 * asked about those, not about their streams. Ids are all different: their grams lead to the streams, and a name that is the
 * id is not kept again.
 *
 * <p>Only grows. A text that a stream has no more still leads to it, so that whoever uses the answer looks at the streams; and
 * when there are many such, makes a new index. Changed by one thread while nobody reads; read by many.
 */
public final class FullTextIndex {
    /** The list of the streams whose names are their ids. */
    private static final int NAMED_AS_ID = Grams.COUNT;

    /** The lists of the texts of a field; different fields may share one. */
    private static final int FIELDS = Grams.COUNT;

    private static final int FIELD_LISTS = 1 << 10;

    private final PostingLists streamsByIdGram;
    private final TextDictionary texts;
    private final PostingLists textsByGram;
    private final PostingLists streamsByText;

    public FullTextIndex(ByteMemory memory) {
        this.streamsByIdGram = new PostingLists(memory);
        this.texts = new TextDictionary(memory);
        this.textsByGram = new PostingLists(memory);
        this.streamsByText = new PostingLists(memory);
    }

    /**
     * Adds a stream, or one that has other texts now; its id is always the same.
     *
     * @param ordinal its number
     * @param texts all others than the id
     */
    public void add(int ordinal, String id, List<FieldText> texts) {
        Grams.addAll(id, gram -> streamsByIdGram.add(gram, ordinal));
        for (FieldText text : texts) {
            if (text.isName() && text.value().equals(id)) {
                streamsByIdGram.add(NAMED_AS_ID, ordinal);
            } else {
                streamsByText.add(numberOf(text), ordinal);
            }
        }
    }

    private int numberOf(FieldText text) {
        int before = texts.size();
        int number = texts.numberOf(text);
        if (number == before) {
            Grams.addAll(text.value(), gram -> textsByGram.add(gram, number));
            textsByGram.add(fieldList(text.field()), number);
        }
        return number;
    }

    private static int fieldList(String field) {
        return FIELDS + (IdOrder.folded(field).hashCode() & (FIELD_LISTS - 1));
    }

    /**
     * The numbers of the streams that may match, all of those that do among them.
     *
     * @param query one that {@linkplain TextQuery#narrows narrows}
     */
    public BitSet candidates(TextQuery query) {
        if (query instanceof TextQuery.All all) {
            Iterator<TextQuery> parts =
                    all.parts().stream().filter(TextQuery::narrows).iterator();
            BitSet common = candidates(parts.next());
            parts.forEachRemaining(part -> common.and(candidates(part)));
            return common;
        }
        if (query instanceof TextQuery.Any any) {
            BitSet found = new BitSet();
            any.parts().forEach(part -> found.or(candidates(part)));
            return found;
        }
        return candidates((TextQuery.Text) query);
    }

    private BitSet candidates(TextQuery.Text query) {
        BitSet found = new BitSet();
        textsByGram.intersection(textLists(query)).stream()
                .filter(number -> query.matches().test(texts.text(number)))
                .forEach(number -> streamsByText.forEach(number, found::set));
        if (query.looksAtIds() || query.looksAtNames()) {
            found.or(streamsByIdGram.intersection(idLists(query)));
        }
        return found;
    }

    private static int[] textLists(TextQuery.Text query) {
        String field = query.field();
        IntStream grams = query.grams().stream().mapToInt(Integer::intValue);
        return (field == null ? grams : IntStream.concat(grams, IntStream.of(fieldList(field)))).toArray();
    }

    private static int[] idLists(TextQuery.Text query) {
        IntStream grams = query.grams().stream().mapToInt(Integer::intValue);
        return (query.looksAtNames() ? IntStream.concat(grams, IntStream.of(NAMED_AS_ID)) : grams).toArray();
    }
}
