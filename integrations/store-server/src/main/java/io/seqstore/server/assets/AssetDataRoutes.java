package io.seqstore.server.assets;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.query.plan.NumberForm;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.shape.ResultForm;
import io.seqstore.query.shape.ResultJson;
import io.seqstore.query.shape.SummaryJson;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problem;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.reads.ReadParameters.Boundaries;
import io.seqstore.server.registry.Paths;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.Query;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.TimedOutException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The routes that read all streams of an asset at once (spec 10, section 2). */
public final class AssetDataRoutes {
    private static final String DATA = Paths.NAMESPACE + "/Assets/{assetId}/Data";

    private final Seqstore store;
    private final AssetStore assets;
    private final AssetDefinitions definitions;
    private final long maxEvents;

    /**
     * Routes over a store.
     *
     * @param maxEvents how many events of each stream one read may touch
     */
    public AssetDataRoutes(Seqstore store, AssetStore assets, long maxEvents) {
        this.store = store;
        this.assets = assets;
        this.definitions = new AssetDefinitions(assets);
        this.maxEvents = maxEvents;
    }

    /** Reads one of the streams and says how the result is written. */
    @FunctionalInterface
    private interface StreamRead {
        JsonText.Writing run(EventStream stream);
    }

    /** The routes. */
    public List<Route> routes() {
        Parameter stream = Parameter.texts("stream");
        Parameter start = Parameter.text("startIndex");
        Parameter end = Parameter.text("endIndex");
        Parameter count = Parameter.integer("count");
        Parameter[] boundaries = {
            Parameter.text("boundaryType"), Parameter.text("startBoundaryType"), Parameter.text("endBoundaryType")
        };
        return List.of(
                route("/Last", "The last event of each stream of an asset", this::last)
                        .taking(stream),
                route("", "The events of each stream of an asset between two indexes", this::window)
                        .taking(start, end, stream)
                        .taking(boundaries),
                route("/Interpolated", "Events of each stream of an asset at even distances", this::interpolated)
                        .taking(start, end, count, stream),
                route("/Summaries", "Statistics of each stream of an asset", this::summaries)
                        .taking(start, end, count, stream),
                route("/Sampled", "The curves of each stream of an asset", this::sampled)
                        .taking(start, end, Parameter.integer("intervals"), stream)
                        .taking(boundaries));
    }

    private Route route(String path, String summary, Function<ApiRequest, StreamRead> read) {
        return Route.get(DATA + path, summary, request -> answer(request, read.apply(request)))
                .answering(200, 207);
    }

    private StreamRead last(ApiRequest request) {
        Verbosity verbosity = request.verbosity();
        return stream -> {
            ColumnBatch batch = stream.newBatch();
            stream.last().ifPresent(event -> EventConverter.of(stream.layout()).append(event, batch));
            return events(batch, verbosity);
        };
    }

    private static JsonText.Writing events(ColumnBatch batch, Verbosity verbosity) {
        return json -> ResultJson.write(batch, ResultForm.DEFAULT, verbosity, json);
    }

    private StreamRead window(ApiRequest request) {
        Query query = request.query();
        String start = query.required("startIndex");
        String end = query.required("endIndex");
        Boundaries boundaries = Boundaries.of(query);
        return stream -> events(
                stream.window(start, end)
                        .boundary(boundaries.start(), boundaries.end())
                        .columns(),
                request.verbosity());
    }

    private StreamRead interpolated(ApiRequest request) {
        Query query = request.query();
        String start = query.required("startIndex");
        String end = query.required("endIndex");
        int count = query.int32("count", 1).orElseThrow(() -> Problems.invalid("count is required."));
        checkCount(count);
        return stream -> events(stream.interpolated(start, end, count).columns(), request.verbosity());
    }

    private StreamRead summaries(ApiRequest request) {
        Query query = request.query();
        String start = query.required("startIndex");
        String end = query.required("endIndex");
        int count = query.int32("count", 1).orElse(1);
        checkCount(count);
        return stream -> {
            var table = stream.summaryTable(start, end, count, null);
            return json -> SummaryJson.write(table, request.verbosity(), json);
        };
    }

    private StreamRead sampled(ApiRequest request) {
        Query query = request.query();
        String start = query.required("startIndex");
        String end = query.required("endIndex");
        int intervals = query.int32("intervals", 1).orElseThrow(() -> Problems.invalid("intervals is required."));
        checkCount(intervals);
        Boundaries boundaries = Boundaries.of(query);
        return stream -> events(
                stream.sampled(start, end, intervals, samplable(stream))
                        .boundary(boundaries.start(), boundaries.end())
                        .columns(),
                request.verbosity());
    }

    private void checkCount(int count) {
        ReadLimits.of(maxEvents).checkResults(count);
    }

    private static String[] samplable(EventStream stream) {
        String[] properties = stream.layout().properties().stream()
                .filter(property -> !property.isKey() && NumberForm.of(property.code()) != NumberForm.NONE)
                .map(PropertyLayout::id)
                .toArray(String[]::new);
        if (properties.length == 0) {
            throw new InvalidRequestException(
                    "Stream '" + stream.definition().id() + "' has no property that a curve could be drawn of.");
        }
        return properties;
    }

    private Answer answer(ApiRequest request, StreamRead read) {
        String namespace = assets.namespace(request.namespace());
        Asset asset = definitions.asset(namespace, request.variable("assetId")).value();
        ResolvedAsset resolved = ResolvedAsset.of(
                asset,
                definitions.typeOf(namespace, asset),
                store.namespace(namespace).streams());
        StreamChoice choice = StreamChoice.of(asset, request.query());
        Map<String, JsonText.Writing> results = new LinkedHashMap<>();
        Map<String, Problem> problems = new LinkedHashMap<>();
        for (StreamReference reference : choice.references()) {
            try {
                results.put(reference.name(), read.run(stream(request, resolved, reference)));
            } catch (TimedOutException e) {
                throw e;
            } catch (SeqstoreException | ProblemException e) {
                problems.put(reference.name(), Problems.of(e));
            }
        }
        for (String name : choice.unknown()) {
            problems.put(
                    name,
                    Problems.notFound("stream reference", "StreamReference", name, namespace)
                            .problem());
        }
        return Answer.json(problems.isEmpty() ? 200 : 207, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("Results");
            for (Map.Entry<String, JsonText.Writing> result : results.entrySet()) {
                json.writeFieldName(result.getKey());
                result.getValue().to(json);
            }
            json.writeEndObject();
            json.writeFieldName("Errors");
            if (problems.isEmpty()) {
                json.writeNull();
            } else {
                json.writeStartObject();
                json.writeStringField("OperationId", request.operationId());
                json.writeStringField("Error", "Some streams could not be read.");
                json.writeStringField("Reason", problems.size() + " failed; see the errors of each.");
                json.writeObjectFieldStart("ChildErrors");
                for (Map.Entry<String, Problem> problem : problems.entrySet()) {
                    json.writeFieldName(problem.getKey());
                    problem.getValue().writeChild(request.operationId(), json);
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private EventStream stream(ApiRequest request, ResolvedAsset resolved, StreamReference reference) {
        for (ResolvedAsset.UnresolvedReference unresolved : resolved.unresolved()) {
            if (unresolved.id().equals(reference.id()) && !unresolved.isMissing()) {
                throw Problems.conflict(
                        "The stream is of another type.",
                        unresolved.reason(),
                        "Correct the asset, or its type.",
                        Map.of("StreamId", reference.streamId()));
            }
        }
        return store.namespace(request.namespace()).stream(reference.streamId())
                .withLimits(ReadLimits.of(maxEvents))
                .withDeadline(ReadDeadline.after(request.deadline().left()));
    }
}
