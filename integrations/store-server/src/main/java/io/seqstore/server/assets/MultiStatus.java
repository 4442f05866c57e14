package io.seqstore.server.assets;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problem;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A bulk request, item by item: what was done, and what failed by the id of the item (spec 10, section 3). */
final class MultiStatus {
    private static final int MAX_ITEMS = 1000;

    private final ApiRequest request;
    private final List<JsonText.Writing> data = new ArrayList<>();
    private final List<Map.Entry<String, Problem>> problems = new ArrayList<>();

    MultiStatus(ApiRequest request, int items) {
        this.request = request;
        if (items > MAX_ITEMS) {
            throw Problems.invalid("The request has " + items + " items; at most " + MAX_ITEMS + " are done at once.");
        }
    }

    /** Does one item; what it answers is written later. */
    void add(String id, Supplier<JsonText.Writing> item) {
        try {
            data.add(item.get());
        } catch (SeqstoreException | ProblemException e) {
            problems.add(Map.entry(id, Problems.of(e)));
        }
    }

    /** The answer: what was done as an array or nothing, or both what was done and what failed. */
    Answer answer(int statusOfSuccess) {
        if (problems.isEmpty()) {
            return statusOfSuccess == 204 ? Answer.empty(204) : Answer.json(statusOfSuccess, this::writeData);
        }
        return Answer.json(207, json -> {
            json.writeStartObject();
            json.writeStringField("OperationId", request.operationId());
            json.writeStringField("Error", "Some items could not be done.");
            json.writeStringField("Reason", problems.size() + " failed; see the errors of each.");
            json.writeFieldName("Data");
            writeData(json);
            json.writeArrayFieldStart("ChildErrors");
            for (Map.Entry<String, Problem> problem : problems) {
                problem.getValue().writeChild(request.operationId(), "Id", problem.getKey(), json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void writeData(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (JsonText.Writing one : data) {
            one.to(json);
        }
        json.writeEndArray();
    }

    /** Nothing to write. */
    static final JsonText.Writing NOTHING = json -> {};
}
