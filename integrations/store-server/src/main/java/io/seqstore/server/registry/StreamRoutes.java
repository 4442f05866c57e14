package io.seqstore.server.registry;

import io.seqstore.NamespaceStreams;
import io.seqstore.ResolvedStream;
import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.json.StreamJson;
import io.seqstore.types.json.TypeJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.CreateOrUpdate;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import java.util.List;

/** The routes of streams (spec 11, section 5; spec 03). */
public final class StreamRoutes {
    private static final String ALL = Paths.NAMESPACE + "/Streams";
    private static final String ONE = ALL + "/{streamId}";

    private final Seqstore store;

    public StreamRoutes(Seqstore store) {
        this.store = store;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(ALL, "Some of the streams", this::list)
                        .taking(Parameter.text("query"))
                        .taking(Listings.PARAMETERS),
                Route.get(ONE, "A stream", this::get),
                Route.writing("POST", ONE, "Creates a stream, or finds the identical one", this::create)
                        .answering(201, 302),
                Route.writing("PUT", ONE, "Creates a stream, or replaces its definition", this::createOrUpdate)
                        .answering(201, 204),
                Route.delete(ONE, "Deletes a stream with its events", this::delete),
                Route.get(ONE + "/Type", "The type of a stream", this::type),
                Route.writing("PUT", ONE + "/Type", "Changes the type of a stream through a view", this::changeType)
                        .taking(Parameter.text("streamViewId"))
                        .answering(204),
                Route.get(ONE + "/Resolved", "A stream with its type after all overrides", this::resolved),
                Route.asking(Paths.NAMESPACE + "/Bulk/Streams/Resolved", "Several resolved streams", this::bulkResolved)
                        .answering(207),
                Route.asking(ALL + "/Bulk/Streams/Resolved", "The same at its older path", this::bulkResolved)
                        .answering(207));
    }

    private NamespaceStreams streams(ApiRequest request) {
        return store.namespace(request.namespace()).streams();
    }

    private static String id(ApiRequest request) {
        return request.variable("streamId");
    }

    private Answer list(ApiRequest request) {
        Verbosity verbosity = request.verbosity();
        return Listings.array(
                streams(request).list(Listings.of(request.query())),
                (stream, json) -> StreamJson.write(stream, verbosity, json));
    }

    private Answer get(ApiRequest request) {
        return answer(200, request, streams(request).get(id(request)));
    }

    private static Answer answer(int status, ApiRequest request, SdsStream stream) {
        return Answer.json(status, json -> StreamJson.write(stream, request.verbosity(), json));
    }

    private Answer create(ApiRequest request) {
        SdsStream given = read(request);
        return Outcomes.of(
                streams(request).getOrCreate(given),
                201,
                "stream",
                given.id(),
                request.objectPath("Streams", given.id()),
                stream -> json -> StreamJson.write(stream, request.verbosity(), json));
    }

    private Answer createOrUpdate(ApiRequest request) {
        SdsStream given = read(request);
        CreateOrUpdate<SdsStream> outcome = streams(request).createOrUpdate(given);
        return outcome instanceof CreateOrUpdate.Created<SdsStream>
                ? answer(201, request, outcome.stored()).with("Location", request.objectPath("Streams", given.id()))
                : Answer.empty(204);
    }

    private static SdsStream read(ApiRequest request) {
        SdsStream given = request.body().json(StreamJson::read);
        ApiRequest.checkSameId(id(request), given.id(), true);
        return given;
    }

    private Answer delete(ApiRequest request) {
        streams(request).delete(id(request));
        return Answer.empty(204);
    }

    private Answer type(ApiRequest request) {
        SdsType type = streams(request).type(id(request));
        return Answer.ok(json -> TypeJson.write(type, request.verbosity(), json));
    }

    private Answer changeType(ApiRequest request) {
        String viewId = request.query().required("streamViewId");
        store.namespace(request.namespace()).changeStreamType(id(request), viewId);
        return Answer.empty(204);
    }

    private Answer resolved(ApiRequest request) {
        ResolvedStream stream = streams(request).resolved(id(request));
        return Answer.ok(json -> ResolvedJson.write(stream, request.verbosity(), json));
    }

    private Answer bulkResolved(ApiRequest request) {
        List<String> ids = JsonBody.texts(request, "stream ids");
        if (store.findNamespace(request.namespace()).isEmpty()) {
            throw Problems.noNamespace(request.namespace());
        }
        ResolvedStream.Bulk bulk = streams(request).resolved(ids);
        return Answer.json(207, json -> {
            json.writeStartObject();
            json.writeStringField("OperationId", request.operationId());
            if (!bulk.failures().isEmpty()) {
                json.writeStringField("Error", "Some streams could not be resolved.");
                json.writeStringField("Reason", "See the errors of each.");
            }
            json.writeArrayFieldStart("Data");
            for (ResolvedStream stream : bulk.streams()) {
                ResolvedJson.write(stream, request.verbosity(), json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("ChildErrors");
            for (ResolvedStream.Failure failure : bulk.failures()) {
                Problems.of(failure.reason()).writeChild(request.operationId(), "StreamId", failure.streamId(), json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
