package io.seqstore.server.registry;

import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.registry.GetOrCreate;
import java.util.Map;
import java.util.function.Function;

/** The status and body that the outcome of get-or-create stands for (spec 02, section 3.1). */
final class Outcomes {
    /** The kind of object that is answered again when it is found. */
    static final String VIEW = "stream view";

    private Outcomes() {}

    /**
     * The answer to a creation.
     *
     * @param created the status of a new object
     * @param location where the object is
     * @param writing writes the stored object
     */
    static <T> Answer of(
            GetOrCreate<T> outcome,
            int created,
            String kind,
            String id,
            String location,
            Function<T, JsonText.Writing> writing) {
        if (outcome instanceof GetOrCreate.Created<T> made) {
            Answer answer = Answer.json(created, writing.apply(made.stored()));
            // A new view is answered like one that is there: 200, and no Location (spec 11, section 2).
            return created == 201 ? answer.with("Location", location) : answer;
        }
        if (outcome instanceof GetOrCreate.Found<T> found) {
            // Only of views the sources print a body (spec 02, section 3.1).
            return kind.equals(VIEW)
                    ? Answer.json(302, writing.apply(found.stored())).with("Location", location)
                    : Answer.found(location);
        }
        throw different(kind, id, ((GetOrCreate.Conflict<T>) outcome).difference());
    }

    /** 409: there is another one. */
    static ProblemException different(String kind, String id, String difference) {
        return Problems.conflict(
                "A different " + kind + " exists.",
                "The " + kind + " '" + id + "' exists and is another one: " + difference + ".",
                "Use another id, or the " + kind + " that there is.",
                Map.of("Id", id));
    }
}
