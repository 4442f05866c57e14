package io.seqstore.query.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.calculate.Page;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.Verbosity;
import java.io.IOException;

/** Writes results as JSON, row by row, so that none has to be held as text (spec 09, sections 2 and 3). */
public final class ResultJson {
    private ResultJson() {}

    /** Writes events as an array, or in a form of table. */
    public static void write(ColumnBatch events, ResultForm form, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        switch (form) {
            case DEFAULT -> EventJson.of(events.layout()).write(events, verbosity, generator);
            case TABLE, TABLE_HEADERS -> Table.of(events).writeJson(form.hasHeaders(), generator);
            case CSV, CSV_HEADERS -> throw new IllegalArgumentException(form + " is no form of JSON");
        }
    }

    /** Writes what is left of a cursor as an array; does not close it. */
    public static void write(EventCursor events, EventLayout layout, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        EventJson json = EventJson.of(layout);
        generator.writeStartArray();
        while (events.next()) {
            json.write(events.batch(), events.row(), verbosity, generator);
        }
        generator.writeEndArray();
    }

    /** Writes a page: its events and the token for the next one, null on the last page (spec 07, 2.6). */
    public static void write(Page page, ResultForm form, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        generator.writeStartObject();
        generator.writeFieldName("Results");
        write(page.events(), form, verbosity, generator);
        generator.writeFieldName("ContinuationToken");
        if (page.token().isPresent()) {
            generator.writeString(page.token().get());
        } else {
            generator.writeNull();
        }
        generator.writeEndObject();
    }

    /** Writes what is left of a join as an array of rows; does not close it. */
    public static void write(JoinCursor join, Verbosity verbosity, JsonGenerator generator) throws IOException {
        EventJson json = EventJson.of(join.layout());
        generator.writeStartArray();
        while (join.next()) {
            if (join.isMerged()) {
                json.write(join.batch(0), join.row(0), verbosity, generator);
            } else {
                writeRow(join, json, verbosity, generator);
            }
        }
        generator.writeEndArray();
    }

    private static void writeRow(JoinCursor join, EventJson json, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        generator.writeStartArray();
        for (int column = 0; column < join.columns(); column++) {
            if (join.isPresent(column)) {
                json.write(join.batch(column), join.row(column), verbosity, generator);
            } else {
                generator.writeNull();
            }
        }
        generator.writeEndArray();
    }
}
