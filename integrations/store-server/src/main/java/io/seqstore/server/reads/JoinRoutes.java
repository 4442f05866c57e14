package io.seqstore.server.reads;

import io.seqstore.EventStream;
import io.seqstore.JoinRead;
import io.seqstore.Seqstore;
import io.seqstore.WindowRead;
import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.shape.ResultJson;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.registry.Paths;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.Query;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** The routes that read several streams as rows (spec 07, section 5). */
public final class JoinRoutes {
    private static final String JOINS = Paths.NAMESPACE + "/Bulk/Streams/Data/Joins";

    private final Seqstore store;
    private final EventLimit limit;

    /**
     * Routes over a store.
     *
     * @param maxEvents how many events of each stream one read may touch
     */
    public JoinRoutes(Seqstore store, long maxEvents) {
        this.store = store;
        this.limit = new EventLimit(maxEvents);
    }

    /** The routes. */
    public List<Route> routes() {
        Parameter mode = Parameter.oneOf(
                "joinMode",
                Arrays.stream(JoinMode.values()).map(JoinMode::sdsName).toArray(String[]::new));
        return List.of(
                Route.get(JOINS, "Rows of several streams by key", this::get)
                        .taking(
                                Parameter.texts("streams"),
                                mode,
                                ReadParameters.START,
                                ReadParameters.END,
                                ReadParameters.COUNT,
                                ReadParameters.FILTER)
                        .taking(ReadParameters.boundaries()),
                Route.asking(JOINS, "The same with bounds for each stream", this::post)
                        .taking(mode));
    }

    private Answer get(ApiRequest request) {
        Query query = request.query();
        List<String> ids = streamIds(query.all("streams"));
        if (ids.isEmpty()) {
            throw Problems.invalid("streams is required.");
        }
        JoinInput same = new JoinInput(
                "",
                query.required("startIndex"),
                query.required("endIndex"),
                ReadParameters.Boundaries.of(query),
                OptionalLong.empty(),
                query.text("filter").orElse(null));
        List<JoinInput> inputs = ids.stream().map(same::of).toList();
        return join(request, inputs, query.natural("count").orElse(Long.MAX_VALUE));
    }

    /** Ids between commas; a comma that belongs to an id has a backslash before it. */
    private static List<String> streamIds(List<String> values) {
        List<String> ids = new ArrayList<>();
        for (String value : values) {
            StringBuilder id = new StringBuilder();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '\\' && i + 1 < value.length() && value.charAt(i + 1) == ',') {
                    id.append(',');
                    i++;
                } else if (c == ',') {
                    add(id, ids);
                    id.setLength(0);
                } else {
                    id.append(c);
                }
            }
            add(id, ids);
        }
        return ids;
    }

    private static void add(StringBuilder id, List<String> ids) {
        String text = id.toString().strip();
        if (!text.isEmpty()) {
            ids.add(text);
        }
    }

    private Answer post(ApiRequest request) {
        return join(request, JoinInput.list(request), Long.MAX_VALUE);
    }

    private Answer join(ApiRequest request, List<JoinInput> inputs, long count) {
        if (request.query().has("form")) {
            throw Problems.invalid("Joins have no form but the usual one.");
        }
        JoinMode mode = request.query()
                .constant("joinMode", JoinMode.values(), JoinMode::sdsName)
                .orElseThrow(() -> Problems.invalid("joinMode is required."));
        List<WindowRead> windows = new ArrayList<>();
        for (JoinInput input : inputs) {
            windows.add(window(request, input, mode == JoinMode.INNER ? Long.MAX_VALUE : count));
        }
        JoinRead read = JoinRead.of(mode, windows).count(count);
        return Answer.ok(json -> {
            try (JoinCursor rows = read.cursor()) {
                ResultJson.write(rows, request.verbosity(), json);
            }
        });
    }

    /**
     * What is read of one stream.
     *
     * @param rows how many rows end the join: of no stream more events are touched than there are rows, unless some make none
     */
    private WindowRead window(ApiRequest request, JoinInput input, long rows) {
        EventStream stream = store.namespace(request.namespace()).stream(input.streamId())
                .withLimits(limit.asReadLimits())
                .withDeadline(ReadDeadline.after(request.deadline().left()));
        WindowRead window = stream.window(input.start(), input.end())
                .boundary(input.boundaries().start(), input.boundaries().end())
                .filter(input.filter());
        long touched = Math.min(rows, input.count().orElse(Long.MAX_VALUE));
        if (touched > limit.events() || input.filter() != null) {
            limit.checkWindow(stream, input.start(), input.end(), input.boundaries(), false);
        }
        return input.count().isPresent() ? window.count(input.count().getAsLong()) : window;
    }
}
