package io.seqstore.server.reads;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a join reads of one stream.
 *
 * @param streamId the stream
 * @param start the index where it starts
 * @param end the index where it ends
 * @param boundaries what is delivered at the ends
 * @param count how many events at most; empty for all
 * @param filter an expression; null for none
 */
record JoinInput(
        String streamId,
        String start,
        String end,
        ReadParameters.Boundaries boundaries,
        OptionalLong count,
        @Nullable String filter) {

    /** The same of another stream. */
    JoinInput of(String otherStreamId) {
        return new JoinInput(otherStreamId, start, end, boundaries, count, filter);
    }

    /** What the body of a request asks for: an array of streams with their options. */
    static List<JoinInput> list(ApiRequest request) {
        List<JoinInput> inputs = request.body().json(json -> {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw Problems.invalid("The request body is not a JSON array of streams with options.");
            }
            List<JoinInput> read = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                read.add(read(json, read.size()));
            }
            return read;
        });
        if (inputs.isEmpty()) {
            throw Problems.invalid("The request body names no stream.");
        }
        return inputs;
    }

    private static JoinInput read(JsonParser json, int position) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        readMembers(json, position, members);
        // The options are those of a read, whose rules are those of parameters.
        Query options = Query.of(members);
        String streamId = options.text("streamId").orElseThrow(() -> missing(position, "StreamId"));
        long count = options.natural("count").orElse(0L);
        return new JoinInput(
                streamId,
                options.text("startIndex").orElseThrow(() -> missing(position, "StartIndex")),
                options.text("endIndex").orElseThrow(() -> missing(position, "EndIndex")),
                ReadParameters.Boundaries.of(options),
                count == 0 ? OptionalLong.empty() : OptionalLong.of(count),
                options.text("filter").orElse(null));
    }

    private static RuntimeException missing(int position, String member) {
        return Problems.invalid("The stream at position " + position + " of the request body has no " + member + ".");
    }

    private static void readMembers(JsonParser json, int position, Map<String, String> members) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problems.invalid("The request body has no object at position " + position + ".");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT
                    && member.toLowerCase(Locale.ROOT).equals("options")) {
                readMembers(json, position, members);
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                members.put(member, Objects.requireNonNullElse(json.getText(), ""));
            } else {
                json.skipChildren();
            }
        }
    }
}
