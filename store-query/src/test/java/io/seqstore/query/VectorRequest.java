package io.seqstore.query;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.testing.Json;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.EventConverter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A read as a test vector writes it, put to the embedded reads. Names of parameters ignore case, empty means absent. */
final class VectorRequest {
    private final String read;
    private final EventConverter converter;
    private final Queries queries;
    private final List<String[]> parameters = new ArrayList<>();

    VectorRequest(Map<String, Object> when, VectorStream stream) {
        String path = when.containsKey("path") ? (String) when.get("path") : rawPath((String) when.get("rawTarget"));
        String prefix = "/Streams/" + stream.stream().id() + "/Data";
        if (!"GET".equals(when.get("method")) || !path.startsWith(prefix)) {
            throw new NotEmbedded("not a read of the stream");
        }
        this.read = path.substring(prefix.length()).replace("/Transform", "");
        this.converter = EventConverter.of(stream.events().layout());
        for (Object pair : when.containsKey("query") ? Json.list(when.get("query")) : List.of()) {
            add((String) Json.list(pair).get(0), (String) Json.list(pair).get(1));
        }
        if (when.containsKey("rawTarget")) {
            for (String pair : ((String) when.get("rawTarget")).split("[?]", 2)[1].split("&")) {
                String[] parts = pair.split("=", 2);
                add(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        this.queries = stream.queries().where(has("filter") ? one("filter") : null);
    }

    private static String rawPath(String rawTarget) {
        return rawTarget.split("[?]", 2)[0].replace("/api/v1/Tenants/default/Namespaces/default", "");
    }

    private void add(String name, String value) {
        String folded = name.toLowerCase(Locale.ROOT);
        if (!value.isEmpty() || folded.equals("continuationtoken")) {
            parameters.add(new String[] {folded, value});
        }
    }

    /** Thrown for what only the HTTP facade knows, or what is not built yet. */
    static final class NotEmbedded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotEmbedded(String reason) {
            super(reason);
        }
    }

    /** The answer: a batch, a page or a table of summaries. */
    Object answer() {
        return switch (read) {
            case "/First" -> queries.first();
            case "/Last" -> queries.last();
            case "/Interpolated" -> queries.interpolated(interpolated());
            case "/Summaries" ->
                queries.summaries(new SummariesRequest(
                        key("startindex").head(), key("endindex").head(), count(1)));
            case "/Sampled" ->
                queries.sampled(new SampledRequest(bounds(), Integer.parseInt(one("intervals")), all("sampleby")));
            case "" -> data();
            default -> throw new NotEmbedded("path " + read);
        };
    }

    boolean isSingleEvent() {
        return read.equals("/First") || read.equals("/Last");
    }

    private Object data() {
        if (has("index")) {
            return queries.find(new FindRequest(key("index"), searchMode()));
        }
        if (!has("startindex") && !has("endindex") && has("filter")) {
            return queries.filtered(new Slice(has("skip") ? Long.parseLong(one("skip")) : 0, count(Integer.MAX_VALUE)));
        }
        if (!has("startindex")) {
            throw new NotEmbedded("which read it is");
        }
        boolean reversed = has("reversed") && one("reversed").equalsIgnoreCase("true");
        if (!has("endindex")) {
            Slice slice = new Slice(has("skip") ? Long.parseLong(one("skip")) : 0, count(100));
            return queries.range(new RangeRequest(key("startindex"), boundary("boundarytype"), reversed, slice));
        }
        if (has("continuationtoken")) {
            String token = one("continuationtoken");
            Optional<EventKey> after = token.isEmpty() ? Optional.empty() : Optional.of(keyOf(token));
            return queries.page(new PageRequest(bounds(), count(Integer.MAX_VALUE), after));
        }
        return queries.window(WindowRequest.of(bounds()));
    }

    private InterpolatedRequest interpolated() {
        if (has("index")) {
            return new InterpolatedRequest.AtKeys(all("index").stream()
                    .mapToLong(index -> keyOf(index).head())
                    .toArray());
        }
        return new InterpolatedRequest.AtIntervals(
                key("startindex").head(), key("endindex").head(), count(100));
    }

    private Bounds bounds() {
        if (has("startboundarytype") != has("endboundarytype")) {
            throw new NotEmbedded("one boundary type without the other");
        }
        BoundaryType start = boundary(has("startboundarytype") ? "startboundarytype" : "boundarytype");
        BoundaryType end = boundary(has("endboundarytype") ? "endboundarytype" : "boundarytype");
        return new Bounds(key("startindex"), key("endindex"), start, end);
    }

    private BoundaryType boundary(String name) {
        if (!has(name)) {
            return BoundaryType.EXACT;
        }
        for (BoundaryType type : BoundaryType.values()) {
            if (type.sdsName().equalsIgnoreCase(one(name)) || one(name).equals(String.valueOf(type.ordinal()))) {
                return type;
            }
        }
        throw new NotEmbedded("boundary type " + one(name));
    }

    private SearchMode searchMode() {
        for (SearchMode mode : SearchMode.values()) {
            if (!has("searchmode")
                    || mode.sdsName().equalsIgnoreCase(one("searchmode"))
                    || one("searchmode").equals(String.valueOf(mode.ordinal()))) {
                return mode;
            }
        }
        throw new NotEmbedded("search mode " + one("searchmode"));
    }

    private int count(int otherwise) {
        return has("count") ? Integer.parseInt(one("count")) : otherwise;
    }

    private EventKey key(String name) {
        return keyOf(one(name));
    }

    private EventKey keyOf(String index) {
        return converter.parseEventKey(index);
    }

    private boolean has(String name) {
        return parameters.stream().anyMatch(parameter -> parameter[0].equals(name));
    }

    private String one(String name) {
        List<String> values = all(name);
        if (values.size() != 1) {
            throw new NotEmbedded(values.size() + " values of parameter " + name);
        }
        return values.get(0);
    }

    private List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter[0].equals(name))
                .map(parameter -> parameter[1])
                .toList();
    }
}
