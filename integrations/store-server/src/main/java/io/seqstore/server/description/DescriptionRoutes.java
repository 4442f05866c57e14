package io.seqstore.server.description;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.routing.Route;
import java.util.ArrayList;
import java.util.List;

/** The routes at which the interface describes itself; they are in the description. */
public final class DescriptionRoutes {
    private final List<Route> described = new ArrayList<>();

    /**
     * Routes that describe others.
     *
     * @param others all other routes
     */
    public DescriptionRoutes(List<Route> others) {
        described.addAll(others);
        described.addAll(routes());
    }

    /** The routes. */
    public final List<Route> routes() {
        return List.of(
                Route.get("/openapi.json", "This description", request -> describe())
                        .open(),
                // JSON is YAML.
                Route.get("/openapi.yaml", "This description", request -> describe())
                        .open());
    }

    private Answer describe() {
        return Answer.ok(json -> OpenApi.write(described, json));
    }
}
