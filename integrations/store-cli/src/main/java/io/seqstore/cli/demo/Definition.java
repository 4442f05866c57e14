package io.seqstore.cli.demo;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.cli.csv.CsvSchema;
import io.seqstore.cli.csv.CsvSurvey;
import io.seqstore.cli.terminal.Progress;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;

/**
 * A file and the type that fits it.
 *
 * @param series the file
 * @param schema its columns
 * @param rows how many rows it has
 */
record Definition(Series series, CsvSchema schema, long rows) {
    /** Looks at a file. */
    static Definition of(Series series, Terminal terminal) {
        try (Progress progress = terminal.progress("Looking", series.file().size())) {
            CsvSurvey survey = CsvSurvey.of(series.file(), series.keyColumns(), progress);
            return new Definition(series, CsvSchema.of(survey, series.units()), survey.rows());
        }
    }

    /** The type. */
    SdsType type() {
        return schema.type(series.id());
    }

    /** Creates type and stream, both with the id of the series. */
    EventStream create(Seqstore store) {
        store.getOrCreateType(type());
        store.getOrCreateStream(SdsStream.of(series.id(), series.id()));
        return store.stream(series.id());
    }
}
