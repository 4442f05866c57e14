package io.seqstore.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.Seqstore;
import io.seqstore.core.StoreHealth;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Route;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.time.temporal.ChronoUnit;

/**
 * Tells whether the store does what it should; for whoever watches the process. 200 while writes are taken up, or the store is open
 * for reading only; else 503. What goes wrong is named in the words of errors that show no file.
 */
final class HealthRoute {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String INTERNAL = "An internal error happened.";
    private static final String LOOK_AT_THE_LOG = "Look at what the next writer was told.";

    private final Seqstore store;

    HealthRoute(Seqstore store) {
        this.store = store;
    }

    Route route() {
        return Route.get("/healthz", "Whether the store does what it should", this::health)
                .open();
    }

    private Answer health(ApiRequest request) {
        try {
            // Definitions are asked as every request asks them; a closed store refuses.
            boolean isOpen = store.findNamespace(Registry.DEFAULT_NAMESPACE).isPresent();
            int segments = store.metrics().segments();
            StoreHealth health = store.health();
            boolean isUp = isOpen && (health.takesWrites() || store.isReadOnly());
            return Answer.json(isUp ? OK : UNAVAILABLE, json -> {
                json.writeStartObject();
                json.writeStringField(
                        "Status", !isUp ? "DOWN" : health.problems().isEmpty() ? "UP" : "DEGRADED");
                json.writeBooleanField("TakesWrites", health.takesWrites());
                json.writeNumberField("Segments", segments);
                json.writeArrayFieldStart("Problems");
                for (StoreHealth.Problem problem : health.problems()) {
                    write(problem, json);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        } catch (SeqstoreException | IllegalStateException e) {
            throw new ProblemException(Problems.unavailable("The store cannot be asked."));
        }
    }

    private static void write(StoreHealth.Problem problem, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "Part",
                switch (problem.part()) {
                    case LOG -> "Log";
                    case FLUSH -> "Flush";
                    case COMPACTION -> "Compaction";
                    case DAMAGE -> "Damage";
                });
        json.writeStringField(
                "Since", problem.since().truncatedTo(ChronoUnit.SECONDS).toString());
        // Not the reason, which names files.
        boolean isKnown = problem.cause() instanceof SeqstoreException;
        json.writeStringField("Error", isKnown ? ((SeqstoreException) problem.cause()).error() : INTERNAL);
        json.writeStringField(
                "Resolution", isKnown ? ((SeqstoreException) problem.cause()).resolution() : LOOK_AT_THE_LOG);
        json.writeEndObject();
    }
}
