package io.seqstore.server.request;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a URL as decoded segments. An encoded slash never splits; an empty segment at the end (a trailing slash) is not
 * there. Dots have no meaning.
 *
 * @param segments the segments
 */
public record RequestPath(List<String> segments) {
    public RequestPath {
        segments = List.copyOf(segments);
    }

    /**
     * Takes a path apart.
     *
     * @param raw as it was sent, with its first slash
     */
    public static RequestPath parse(String raw) {
        List<String> segments = new ArrayList<>();
        for (String segment : raw.substring(raw.startsWith("/") ? 1 : 0).split("/", -1)) {
            segments.add(PercentText.decodeSegment(segment));
        }
        if (segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return new RequestPath(segments);
    }
}
