package io.seqstore.query.shape;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.record.BoundRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Rows of a batch as Java records. */
public final class RecordRows {
    private RecordRows() {}

    /** All rows, in their order; unmodifiable. */
    public static <R extends Record> List<R> list(ColumnBatch batch, BoundRecords<R> records) {
        List<R> all = new ArrayList<>(batch.count());
        for (int row = 0; row < batch.count(); row++) {
            all.add(records.read(batch, row));
        }
        return Collections.unmodifiableList(all);
    }

    /** The only row, if there is one. */
    public static <R extends Record> Optional<R> one(ColumnBatch batch, BoundRecords<R> records) {
        return batch.count() == 0 ? Optional.empty() : Optional.of(records.read(batch, 0));
    }
}
