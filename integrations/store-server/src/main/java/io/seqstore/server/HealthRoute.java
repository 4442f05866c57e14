package io.seqstore.server;

import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Route;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.registry.Registry;

/** Tells whether the store can be asked; for whoever watches the process. */
final class HealthRoute {
    private final Seqstore store;

    HealthRoute(Seqstore store) {
        this.store = store;
    }

    Route route() {
        return Route.get("/healthz", "Whether the store can be asked", this::health)
                .open();
    }

    private Answer health(ApiRequest request) {
        try {
            // Definitions are asked as every request asks them; a closed store refuses.
            boolean isOpen = store.findNamespace(Registry.DEFAULT_NAMESPACE).isPresent();
            int segments = store.metrics().segments();
            return Answer.ok(json -> {
                json.writeStartObject();
                json.writeStringField("Status", isOpen ? "UP" : "DOWN");
                json.writeNumberField("Segments", segments);
                json.writeEndObject();
            });
        } catch (SeqstoreException | IllegalStateException e) {
            throw new ProblemException(Problems.unavailable("The store cannot be asked."));
        }
    }
}
