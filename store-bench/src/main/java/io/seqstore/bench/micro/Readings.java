package io.seqstore.bench.micro;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.Series;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;

/** Events of the named series as batches of the engine. */
final class Readings {
    static final int STATE = 0;
    static final int MEASUREMENT = 1;

    static final String TYPE_ID = "Reading";

    static final EventLayout LAYOUT = EventLayout.of(SdsType.object(TYPE_ID)
            .key("Time", SdsTypeCode.DATE_TIME)
            .property("State", SdsTypeCode.INT32)
            .property("Measurement", SdsTypeCode.DOUBLE)
            .build());

    private Readings() {}

    /** The first events of the first stream of a series, in key order. */
    static ColumnBatch of(Series series, int rows) {
        EventChunk chunk = new EventChunk(rows);
        series.stream(0, (long) rows * series.streams(Long.MAX_VALUE)).next(chunk);
        ColumnBatch batch = new ColumnBatch(LAYOUT, rows);
        append(chunk, batch);
        return batch;
    }

    static void append(EventChunk chunk, ColumnBatch batch) {
        for (int i = 0; i < chunk.count(); i++) {
            int row = batch.addRow(chunk.keys()[i]);
            batch.longs(STATE)[row] = chunk.states()[i];
            batch.doubles(MEASUREMENT)[row] = chunk.measurements()[i];
        }
    }
}
