package io.seqstore.server.reads;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.shape.ResultForm;
import io.seqstore.query.shape.ResultJson;
import io.seqstore.query.shape.SummaryJson;
import io.seqstore.query.shape.Table;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.Verbosity;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Results of reads as answers, in the form that is asked for (spec 09, sections 2 and 3). The read runs when it is written. */
final class EventAnswers {
    private EventAnswers() {}

    /** One event, or null. */
    static Answer one(EventLayout layout, Verbosity verbosity, Supplier<Optional<Event>> read) {
        return Answer.ok(json -> {
            Optional<Event> event = read.get();
            if (event.isEmpty()) {
                json.writeNull();
            } else {
                write(layout, event.get(), verbosity, json);
            }
        });
    }

    /** No event or one, as an array or table. */
    static Answer atMostOne(EventLayout layout, ResultForm form, Verbosity verbosity, Supplier<Optional<Event>> read) {
        return columns(form, verbosity, () -> batch(layout, read.get()));
    }

    private static ColumnBatch batch(EventLayout layout, Optional<Event> event) {
        ColumnBatch batch = new ColumnBatch(layout, 1);
        event.ifPresent(one -> EventConverter.of(layout).append(one, batch));
        return batch;
    }

    private static void write(EventLayout layout, Event event, Verbosity verbosity, JsonGenerator json)
            throws IOException {
        EventJson.of(layout).write(batch(layout, Optional.of(event)), 0, verbosity, json);
    }

    /** Events that are held before they are written. */
    static Answer columns(ResultForm form, Verbosity verbosity, Supplier<ColumnBatch> read) {
        if (form.isCsv()) {
            return Answer.csv(out -> Table.of(read.get()).writeCsv(form.hasHeaders(), out));
        }
        return Answer.ok(json -> ResultJson.write(read.get(), form, verbosity, json));
    }

    /** Events that leave as they are read; tables are held, because they tell how many they are. */
    static Answer events(
            EventLayout layout,
            ResultForm form,
            Verbosity verbosity,
            Supplier<EventCursor> cursor,
            Supplier<ColumnBatch> columns) {
        if (form != ResultForm.DEFAULT) {
            return columns(form, verbosity, columns);
        }
        return Answer.ok(json -> {
            try (EventCursor events = cursor.get()) {
                ResultJson.write(events, layout, verbosity, json);
            }
        });
    }

    /** A page with the token of the next one. */
    static Answer page(ResultForm form, Verbosity verbosity, Supplier<Page> read) {
        if (form.isCsv()) {
            throw Problems.invalid(
                    "Pages cannot be asked for as comma-separated values; there is no place for the token.");
        }
        return Answer.ok(json -> ResultJson.write(read.get(), form, verbosity, json));
    }

    /** Summaries. */
    static Answer summaries(ResultForm form, Verbosity verbosity, Supplier<SummaryTable> read) {
        return switch (form) {
            case DEFAULT -> Answer.ok(json -> SummaryJson.write(read.get(), verbosity, json));
            case TABLE, TABLE_HEADERS -> Answer.ok(json -> Table.of(read.get()).writeJson(form.hasHeaders(), json));
            case CSV, CSV_HEADERS -> Answer.csv(out -> Table.of(read.get()).writeCsv(form.hasHeaders(), out));
        };
    }
}
