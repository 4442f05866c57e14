package io.seqstore.server.assets;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.request.ApiRequest;
import java.io.IOException;

/** Listings as answers, with their total and a tag that changes when one of what they hold does. */
final class Collections {
    private Collections() {}

    /** Writes one element. */
    @FunctionalInterface
    interface ElementWriter<T> {
        void write(Stored<T> element, JsonGenerator json) throws IOException;
    }

    static <T> Answer answer(ApiRequest request, AssetSearch.Page<Stored<T>> page, ElementWriter<T> writer) {
        long hash = page.total();
        for (Stored<T> one : page.part()) {
            hash = 31 * (31 * hash + one.value().hashCode()) + one.version();
        }
        String etag = "\"" + Long.toHexString(hash) + "\"";
        Answer answer = Answer.ok(json -> {
                    json.writeStartArray();
                    for (Stored<T> one : page.part()) {
                        writer.write(one, json);
                    }
                    json.writeEndArray();
                })
                .with("Total-Count", Integer.toString(page.total()));
        return Conditions.unlessSeen(request.header("If-None-Match"), etag, answer);
    }

    /** What HEAD answers: the headers of a listing; 204, unless the client has it. */
    static Answer headers(Answer listing) {
        return listing.status() == 200 ? listing.withStatus(204) : listing;
    }
}
