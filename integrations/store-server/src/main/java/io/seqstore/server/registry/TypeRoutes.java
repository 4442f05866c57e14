package io.seqstore.server.registry;

import io.seqstore.NamespaceTypes;
import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.json.TypeJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.TypeValidity;
import java.util.List;
import java.util.Map;

/** The routes of types (spec 11, section 5; spec 02). */
public final class TypeRoutes {
    private static final String ALL = Paths.NAMESPACE + "/Types";
    private static final String ONE = ALL + "/{typeId}";

    private final Seqstore store;

    public TypeRoutes(Seqstore store) {
        this.store = store;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(ALL, "Some of the types", this::list)
                        .taking(Parameter.text("query"))
                        .taking(Listings.PARAMETERS),
                Route.get(ONE, "A type", this::get),
                Route.writing("POST", ONE, "Creates a type, or finds the identical one", this::create)
                        .answering(201, 302),
                Route.delete(ONE, "Deletes a type that nothing refers to", this::delete),
                Route.get(ONE + "/ReferenceCount", "How many objects refer to a type", this::referenceCount));
    }

    private NamespaceTypes types(ApiRequest request) {
        return store.namespace(request.namespace()).types();
    }

    private Answer list(ApiRequest request) {
        Verbosity verbosity = request.verbosity();
        return Listings.array(
                types(request).list(Listings.of(request.query())),
                (type, json) -> TypeJson.write(type, verbosity, json));
    }

    private Answer get(ApiRequest request) {
        SdsType type = types(request).get(request.variable("typeId"));
        return Answer.ok(json -> TypeJson.write(type, request.verbosity(), json));
    }

    private Answer create(ApiRequest request) {
        String id = request.variable("typeId");
        SdsType given = request.body().json(TypeJson::read);
        TypeValidity.checkRequestedId(id, given);
        // Without a header the verbose form, as the original prints it (spec 01, D 16).
        Verbosity verbosity = request.verbosity(Verbosity.VERBOSE);
        return Outcomes.of(
                types(request).getOrCreate(given),
                201,
                "type",
                id,
                request.objectPath("Types", id),
                type -> json -> TypeJson.write(type, verbosity, json));
    }

    private Answer delete(ApiRequest request) {
        types(request).delete(request.variable("typeId"));
        return Answer.empty(204);
    }

    private Answer referenceCount(ApiRequest request) {
        Map<String, Integer> counts =
                types(request).referenceCounts(request.variable("typeId")).byKind();
        return Answer.ok(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Integer> count : counts.entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
            json.writeEndObject();
        });
    }
}
