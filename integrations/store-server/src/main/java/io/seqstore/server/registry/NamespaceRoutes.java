package io.seqstore.server.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.Namespace;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The routes of namespaces (spec 11, section 5). */
public final class NamespaceRoutes {
    private static final String ALL = Paths.TENANT + "/Namespaces";
    private static final int ACTIVE = 1;

    private final Seqstore store;
    private final Consumer<String> whenDeleted;

    /**
     * Routes over a store.
     *
     * @param whenDeleted is told the id of each namespace that was deleted
     */
    public NamespaceRoutes(Seqstore store, Consumer<String> whenDeleted) {
        this.store = store;
        this.whenDeleted = whenDeleted;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(ALL, "All namespaces", this::list),
                Route.get(Paths.NAMESPACE, "A namespace", this::get),
                Route.writing("POST", Paths.NAMESPACE, "Creates a namespace, or finds the identical one", this::create)
                        .answering(201, 302),
                Route.writing("PUT", Paths.NAMESPACE, "Changes name and description of a namespace", this::update),
                Route.delete(Paths.NAMESPACE, "Deletes a namespace", this::delete)
                        .taking(Parameter.flag("force")));
    }

    private Answer list(ApiRequest request) {
        return Listings.array(store.namespaces(), (namespace, json) -> write(request, namespace, json));
    }

    private Answer get(ApiRequest request) {
        Namespace namespace = existing(request.namespace());
        return Answer.ok(json -> write(request, namespace, json));
    }

    private Namespace existing(String id) {
        return store.findNamespace(id).orElseThrow(() -> Problems.noNamespace(id));
    }

    private Answer create(ApiRequest request) {
        Namespace given = read(request);
        GetOrCreate<Namespace> outcome = store.getOrCreateNamespace(given);
        return Outcomes.of(
                outcome,
                201,
                "namespace",
                given.id(),
                request.namespacePath(given.id()),
                namespace -> json -> write(request, namespace, json));
    }

    private Answer update(ApiRequest request) {
        Namespace stored = store.updateNamespace(read(request));
        return Answer.ok(json -> write(request, stored, json));
    }

    private Answer delete(ApiRequest request) {
        String id = existing(request.namespace()).id();
        store.deleteNamespace(id, request.query().flag("force"));
        whenDeleted.accept(id);
        return Answer.empty(204);
    }

    private static Namespace read(ApiRequest request) {
        String text = request.body().text();
        if (text.isBlank()) {
            return Namespace.of(request.namespace());
        }
        Namespace given = JsonBody.read(text, json -> members(request.namespace(), json));
        ApiRequest.checkSameId(request.namespace(), given.id(), true);
        return given;
    }

    private static Namespace members(String pathId, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problems.invalid("The request body is not a JSON object that describes a namespace.");
        }
        String id = pathId;
        String name = null;
        String description = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName().toLowerCase(Locale.ROOT);
            json.nextToken();
            switch (member) {
                case "id" -> {
                    String given = textOf(json, "Id");
                    id = given == null ? pathId : given;
                }
                case "name" -> name = textOf(json, "Name");
                case "description" -> description = textOf(json, "Description");
                default -> json.skipChildren();
            }
        }
        return new Namespace(id, name, description);
    }

    private static @Nullable String textOf(JsonParser json, String member) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Problems.invalid(member + " is not a string.", Map.of("Member", member));
        }
        return json.getText();
    }

    private static void write(ApiRequest request, Namespace namespace, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("Id", namespace.id());
        json.writeStringField("Name", namespace.name() == null ? namespace.id() : namespace.name());
        json.writeStringField("Description", namespace.description() == null ? "" : namespace.description());
        json.writeStringField("Self", request.origin() + request.namespacePath(namespace.id()));
        json.writeStringField("Region", "local");
        json.writeStringField("RegionId", "local");
        json.writeStringField("InstanceId", "local");
        json.writeNumberField("State", ACTIVE);
        json.writeEndObject();
    }
}
