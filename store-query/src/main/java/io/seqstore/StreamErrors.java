package io.seqstore;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is refused of a request to a stream, in words that name the stream (spec 06, section 2). */
final class StreamErrors {
    private static final int MAX_SHOWN = 100;

    private StreamErrors() {}

    /** The same refusal with the stream among its parameters. */
    static InvalidRequestException naming(SdsStream stream, InvalidRequestException refusal) {
        return refusal(stream, refusal.reason(), refusal);
    }

    /** An index that is no key of the stream. */
    static InvalidRequestException notAnIndex(
            SdsStream stream, @Nullable Object index, InvalidRequestException refusal) {
        String text = index instanceof Object[] parts ? Arrays.toString(parts) : String.valueOf(index);
        String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
        String reason = "'" + shown + "' is not a valid index for stream '" + stream.id() + "'. " + refusal.reason();
        return refusal(stream, reason, refusal);
    }

    private static InvalidRequestException refusal(SdsStream stream, String reason, InvalidRequestException cause) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("StreamId", stream.id());
        parameters.putAll(cause.parameters());
        return new InvalidRequestException(cause.error(), reason, cause.resolution(), parameters, cause);
    }

    /**
     * Refuses what is no event of the stream's type.
     *
     * @param position where it stands among the events of the request, counted from 0
     */
    static void requireEvent(SdsStream stream, EventLayout layout, @Nullable Event event, int position) {
        if (event == null) {
            throw notAnEvent(stream, position, "null", layout);
        }
        EventLayout found = event.layout();
        if (found != layout && !found.type().equals(layout.type())) {
            throw notAnEvent(
                    stream, position, "an event of type '" + found.type().id() + "'", layout);
        }
    }

    private static InvalidRequestException notAnEvent(
            SdsStream stream, int position, String found, EventLayout layout) {
        return new InvalidRequestException(
                "The event at position " + position + " is " + found + "; stream '" + stream.id()
                        + "' takes events of type '" + layout.type().id() + "'.",
                Map.of("StreamId", stream.id()));
    }
}
