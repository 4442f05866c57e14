package io.seqstore.server.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.ListRequest;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.request.Query;
import io.seqstore.server.routing.Parameter;
import java.io.IOException;
import java.util.List;

/** What all listings have in common (spec 02, section 8). */
final class Listings {
    /** The parameters of a listing without a search. */
    static final Parameter[] PARAMETERS = {
        Parameter.text("filter"), Parameter.integer("skip"), Parameter.integer("count"), Parameter.text("orderby")
    };

    private Listings() {}

    /** Writes one element. */
    @FunctionalInterface
    interface ElementWriter<T> {
        void write(T element, JsonGenerator json) throws IOException;
    }

    /** The listing that is asked for. */
    static ListRequest of(Query query) {
        ListRequest all = ListRequest.all();
        return all.matching(query.text("query").orElse(null))
                .where(query.text("filter").orElse(null))
                .orderedBy(query.text("orderby").orElse(null))
                .skip(query.int32("skip", 0).orElse(all.skip()))
                .count(query.int32("count", 0).orElse(all.count()));
    }

    /** The elements as an array. */
    static <T> Answer array(List<T> elements, ElementWriter<T> writer) {
        return Answer.ok(json -> {
            json.writeStartArray();
            for (T element : elements) {
                writer.write(element, json);
            }
            json.writeEndArray();
        });
    }

    /** Texts as an array. */
    static Answer texts(List<String> texts) {
        return array(texts, (text, json) -> json.writeString(text));
    }
}
