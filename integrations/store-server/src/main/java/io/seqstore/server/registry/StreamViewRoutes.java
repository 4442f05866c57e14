package io.seqstore.server.registry;

import io.seqstore.NamespaceStreamViews;
import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.view.StreamViewMap;
import io.seqstore.types.view.StreamViewMapJson;
import java.util.List;

/** The routes of stream views (spec 11, section 5; spec 05, section 1). */
public final class StreamViewRoutes {
    private static final String ALL = Paths.NAMESPACE + "/StreamViews";
    private static final String ONE = ALL + "/{streamViewId}";

    private final Seqstore store;

    public StreamViewRoutes(Seqstore store) {
        this.store = store;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(ALL, "Some of the stream views", this::list)
                        .taking(Parameter.text("query"))
                        .taking(Listings.PARAMETERS),
                Route.get(ONE, "A stream view", this::get),
                Route.writing("POST", ONE, "Creates a stream view, or finds the identical one", this::create)
                        .answering(200, 302),
                Route.writing("PUT", ONE, "Creates or replaces a stream view", this::createOrUpdate),
                Route.delete(ONE, "Deletes a stream view", this::delete),
                Route.get(ONE + "/Map", "What becomes of each property", this::map));
    }

    private NamespaceStreamViews views(ApiRequest request) {
        return store.namespace(request.namespace()).streamViews();
    }

    private static String id(ApiRequest request) {
        return request.variable("streamViewId");
    }

    private Answer list(ApiRequest request) {
        Verbosity verbosity = request.verbosity();
        return Listings.array(
                views(request).list(Listings.of(request.query())),
                (view, json) -> StreamViewJson.write(view, verbosity, json));
    }

    private Answer get(ApiRequest request) {
        return answer(request, views(request).get(id(request)));
    }

    private static Answer answer(ApiRequest request, SdsStreamView view) {
        return Answer.ok(json -> StreamViewJson.write(view, request.verbosity(), json));
    }

    private Answer create(ApiRequest request) {
        return Outcomes.of(
                views(request).getOrCreate(read(request)),
                200,
                Outcomes.VIEW,
                id(request),
                request.objectPath("StreamViews", id(request)),
                view -> json -> StreamViewJson.write(view, request.verbosity(), json));
    }

    private Answer createOrUpdate(ApiRequest request) {
        return answer(request, views(request).createOrUpdate(read(request)).stored());
    }

    private static SdsStreamView read(ApiRequest request) {
        SdsStreamView given = request.body().json(StreamViewJson::read);
        ApiRequest.checkSameId(id(request), String.valueOf(given.id()), true);
        return given;
    }

    private Answer delete(ApiRequest request) {
        views(request).delete(id(request));
        return Answer.empty(204);
    }

    private Answer map(ApiRequest request) {
        StreamViewMap map = views(request).map(id(request));
        return Answer.ok(json -> StreamViewMapJson.write(map, request.verbosity(), json));
    }
}
