package io.seqstore.server.writes;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.registry.Paths;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.request.Query;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.json.EventJson;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The routes that write the events of a stream (spec 06, section 1). */
public final class WriteRoutes {
    private static final String DATA = Paths.NAMESPACE + "/Streams/{streamId}/Data";

    /** Ignoring one of these could remove more than was meant. */
    private static final List<String> READ_PARAMETERS = List.of(
            "filter",
            "count",
            "skip",
            "reversed",
            "searchMode",
            "boundaryType",
            "startBoundaryType",
            "endBoundaryType",
            "continuationToken",
            "form",
            "intervals",
            "sampleBy",
            "streamViewId");

    private final Seqstore store;

    public WriteRoutes(Seqstore store) {
        this.store = store;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.writing("POST", DATA, "Adds events", naming(request -> write(request, EventStream::insert)))
                        .answering(204),
                Route.writing("PUT", DATA, "Adds or replaces events", naming(this::update))
                        .taking(Parameter.flag("allowCreate"))
                        .answering(204),
                Route.writing("PATCH", DATA, "Changes some properties of events", naming(this::patch))
                        .taking(Parameter.text("select"), Parameter.text("selectExpression"))
                        .answering(204),
                Route.delete(DATA, "Removes events at some indexes, or between two", naming(this::remove))
                        .taking(Parameter.texts("index"), Parameter.text("startIndex"), Parameter.text("endIndex")));
    }

    /** The same, with the stream among the parameters of whatever is refused (spec 06, section 2). */
    private static Route.Handler naming(Route.Handler handler) {
        return request -> {
            try {
                return handler.answer(request);
            } catch (InvalidRequestException | ProblemException e) {
                throw new ProblemException(Problems.of(e).withParameter("StreamId", request.variable("streamId")));
            }
        };
    }

    private EventStream stream(ApiRequest request) {
        return store.namespace(request.namespace()).stream(request.variable("streamId"));
    }

    private Answer update(ApiRequest request) {
        boolean create = request.query().flag("allowCreate", true);
        return write(request, create ? EventStream::update : EventStream::replace);
    }

    private Answer write(ApiRequest request, BiConsumer<EventStream, ColumnBatch> how) {
        EventStream stream = stream(request);
        ColumnBatch batch = stream.newBatch();
        EventJson json = EventJson.of(stream.layout());
        request.body().jsonStream(parser -> json.read(parser, batch));
        // The last moment at which the request can end without a change.
        request.deadline().check();
        how.accept(stream, batch);
        return Answer.empty(204);
    }

    private Answer patch(ApiRequest request) {
        EventStream stream = stream(request);
        List<String> select = selected(request.query());
        PatchBody body = PatchBody.read(request, stream.layout(), select);
        request.deadline().check();
        if (select.isEmpty()) {
            stream.patch(body.givenValues());
        } else {
            stream.patch(select, body.events());
        }
        return Answer.empty(204);
    }

    /** The properties that are to be changed; empty for those that each event has. */
    private static List<String> selected(Query query) {
        List<String> both = Stream.of("select", "selectExpression")
                .flatMap(name -> query.text(name).stream())
                .distinct()
                .toList();
        if (both.size() > 1) {
            throw Problems.invalid("select and selectExpression are given and differ.");
        }
        return both.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private Answer remove(ApiRequest request) {
        EventStream stream = stream(request);
        Query query = request.query();
        for (String name : READ_PARAMETERS) {
            if (query.has(name)) {
                throw Problems.invalid(name + " is a parameter of reads; nothing was removed.");
            }
        }
        List<String> indexes = query.all("index");
        boolean isWindow = query.has("startIndex") && query.has("endIndex");
        boolean isHalf = query.has("startIndex") != query.has("endIndex");
        if (isHalf || indexes.isEmpty() != isWindow) {
            throw Problems.invalid("Give either index, or startIndex and endIndex; nothing was removed.");
        }
        request.deadline().check();
        if (isWindow) {
            stream.removeWindow(query.required("startIndex"), query.required("endIndex"));
        } else {
            stream.remove(indexes);
        }
        return Answer.empty(204);
    }
}
