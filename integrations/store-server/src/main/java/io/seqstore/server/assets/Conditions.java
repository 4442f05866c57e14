package io.seqstore.server.assets;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests that depend on the version that the client has seen (spec 11, section 2). */
final class Conditions {
    private Conditions() {}

    /** Ends the request with 412 when If-Match is given and does not name the stored version. */
    static void checkMatch(@Nullable String ifMatch, @Nullable Stored<?> stored, String id) {
        if (ifMatch != null && (stored == null || !names(ifMatch, stored.etag()))) {
            throw Problems.preconditionFailed(
                    stored == null
                            ? "'" + id + "' does not exist, If-Match is " + ifMatch + "."
                            : "The version of '" + id + "' is " + stored.etag() + ", If-Match is " + ifMatch + ".",
                    Map.of("Id", id));
        }
    }

    private static boolean names(String list, String etag) {
        for (String one : list.split(",", -1)) {
            String plain = one.strip();
            if (plain.equals("*") || plain.equals(etag) || plain.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    /** The answer with its ETag, or 304 when the client has this version. */
    static Answer unlessSeen(@Nullable String ifNoneMatch, String etag, Answer answer) {
        Answer tagged = answer.with("ETag", etag);
        boolean seen = ifNoneMatch != null && names(ifNoneMatch, etag);
        return seen ? new Answer(304, tagged.withoutBody().headers(), null) : tagged;
    }
}
