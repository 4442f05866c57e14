package io.seqstore.server.reads;

import io.seqstore.EventStream;
import io.seqstore.ReadableStream;
import io.seqstore.Seqstore;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.registry.Paths;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The routes that read the events of a stream (spec 11, section 4): as they are stored, through a view, in other units. */
public final class ReadRoutes {
    private static final String DATA = Paths.NAMESPACE + "/Streams/{streamId}/Data";
    private static final String TRANSFORM = DATA + "/Transform";

    private final Seqstore store;
    private final EventLimit limit;

    /**
     * Routes over a store.
     *
     * @param maxEvents how many events one read may touch
     */
    public ReadRoutes(Seqstore store, long maxEvents) {
        this.store = store;
        this.limit = new EventLimit(maxEvents);
    }

    /** One of the reads, wherever it stands in the paths. */
    private record Kind(String path, String summary, Function<StreamReads, Answer> read, List<Parameter> parameters) {}

    private static List<Kind> kinds() {
        Parameter[] bounds = ReadParameters.boundaries();
        List<Parameter> data = new ArrayList<>(List.of(
                Parameter.text("index"),
                ReadParameters.searchMode(),
                ReadParameters.START,
                ReadParameters.END,
                ReadParameters.COUNT,
                Parameter.integer("skip"),
                Parameter.flag("reversed"),
                ReadParameters.FILTER,
                Parameter.text("continuationToken"),
                ReadParameters.FORM));
        data.addAll(List.of(bounds));
        List<Parameter> sampled = new ArrayList<>(List.of(
                ReadParameters.START,
                ReadParameters.END,
                Parameter.integer("intervals"),
                Parameter.texts("sampleBy"),
                ReadParameters.FILTER,
                ReadParameters.FORM));
        sampled.addAll(List.of(bounds));
        return List.of(
                new Kind(
                        "",
                        "Events at an index, from an index on, between two, or by a filter",
                        StreamReads::data,
                        data),
                new Kind("/First", "The event with the smallest key", StreamReads::first, List.of()),
                new Kind("/Last", "The event with the greatest key", StreamReads::last, List.of()),
                new Kind(
                        "/Interpolated",
                        "Events at some indexes, stored or calculated",
                        StreamReads::interpolated,
                        List.of(
                                Parameter.texts("index"),
                                ReadParameters.START,
                                ReadParameters.END,
                                ReadParameters.COUNT,
                                ReadParameters.FILTER,
                                ReadParameters.FORM)),
                new Kind(
                        "/Summaries",
                        "Statistics of equal intervals",
                        StreamReads::summaries,
                        List.of(
                                ReadParameters.START,
                                ReadParameters.END,
                                ReadParameters.COUNT,
                                ReadParameters.FILTER,
                                ReadParameters.FORM)),
                new Kind("/Sampled", "The events that draw the curve of a window", StreamReads::sampled, sampled));
    }

    /** The routes. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Kind kind : kinds()) {
            Parameter[] parameters = kind.parameters().toArray(Parameter[]::new);
            routes.add(Route.get(DATA + kind.path(), kind.summary(), request -> plain(request, kind))
                    .taking(parameters));
            routes.add(Route.get(
                            TRANSFORM + kind.path(),
                            kind.summary() + ", through a view",
                            request -> converted(request, kind, List.of()))
                    .taking(parameters)
                    .taking(ReadParameters.VIEW));
            routes.add(Route.asking(
                            TRANSFORM + kind.path(),
                            kind.summary() + ", in other units",
                            request -> converted(request, kind, UnitOverrides.of(request)))
                    .taking(parameters)
                    .taking(ReadParameters.VIEW));
        }
        return routes;
    }

    private Answer plain(ApiRequest request, Kind kind) {
        EventStream stream = stream(request, request.variable("streamId"));
        return answer(request, kind, stream, stream);
    }

    private Answer converted(ApiRequest request, Kind kind, List<PropertyOverride> units) {
        EventStream stored = stream(request, request.variable("streamId"));
        ReadableStream shown = request.query()
                .text("streamViewId")
                .<ReadableStream>map(view -> units.isEmpty()
                        ? stored.throughView(view)
                        : stored.throughView(view).inUnits(units))
                .orElseGet(() -> units.isEmpty() ? stored : stored.inUnits(units));
        return answer(request, kind, stored, shown);
    }

    private Answer answer(ApiRequest request, Kind kind, EventStream stored, ReadableStream shown) {
        return kind.read().apply(new StreamReads(stored, shown, request.query(), request.verbosity(), limit));
    }

    private EventStream stream(ApiRequest request, String id) {
        return store.namespace(request.namespace()).stream(id)
                .withLimits(limit.asReadLimits())
                .withDeadline(ReadDeadline.after(request.deadline().left()));
    }
}
