package io.seqstore.query;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.stream.LongStream;

/** The small example: a pump whose level was 1.0, 2.0, 4.0 at the keys 10, 20, 30. */
final class Pump {
    static final SdsType TYPE = SdsType.object("Reading")
            .key("K", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.DOUBLE)
            .build();
    static final SdsStream STREAM = SdsStream.of("pump", "Reading");

    private Pump() {}

    static ColumnBatch events() {
        return events(new long[] {10, 20, 30}, 1.0, 2.0, 4.0);
    }

    static ColumnBatch events(long[] keys, double... levels) {
        ColumnBatch batch = new ColumnBatch(EventLayout.of(TYPE), 4);
        for (int i = 0; i < keys.length; i++) {
            int row = batch.addRow(keys[i]);
            batch.doubles(0)[row] = levels[i];
        }
        return batch;
    }

    static Queries queries() {
        return queries(events(), ReadLimits.DEFAULT);
    }

    static Queries queries(ColumnBatch events, ReadLimits limits) {
        return new Queries(new ArraySource(events), STREAM, limits);
    }

    static Bounds bounds(long start, BoundaryType startBoundary, long end, BoundaryType endBoundary) {
        return new Bounds(start, end, startBoundary, endBoundary);
    }

    /** The keys of a batch as text, for example {@code 10 20 30}. */
    static String keys(ColumnBatch batch) {
        return String.join(
                " ",
                LongStream.of(batch.keys())
                        .limit(batch.count())
                        .mapToObj(Long::toString)
                        .toList());
    }
}
