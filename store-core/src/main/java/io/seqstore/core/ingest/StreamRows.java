package io.seqstore.core.ingest;

import io.seqstore.core.validate.BatchValidator;
import io.seqstore.core.validate.StreamOrder;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of many streams of one layout in order of arrival, to be written together. Reused; not thread-safe. */
public final class StreamRows {
    private final ColumnBatch rows;
    private final BatchValidator validator;
    private int[] ordinals;

    private @Nullable StreamOrder order;

    public StreamRows(EventLayout layout, int capacity) {
        this.rows = new ColumnBatch(layout, capacity);
        this.validator = new BatchValidator(layout);
        this.ordinals = new int[capacity];
    }

    /** The rows; the caller fills their columns. */
    public ColumnBatch rows() {
        return rows;
    }

    /** Begins a row and returns its position. */
    public int addRow(int ordinal, long head) {
        int row = rows.addRow(head);
        if (row >= ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, Math.max(row + 1, ordinals.length * 2));
        }
        ordinals[row] = ordinal;
        return row;
    }

    /** The stream of a row. */
    public int ordinal(int row) {
        return ordinals[row];
    }

    int[] ordinals() {
        return ordinals;
    }

    BatchValidator validator() {
        return validator;
    }

    /** The rows by stream and key, of several with one key the last. */
    StreamOrder ordered() {
        StreamOrder known = order;
        if (known == null) {
            known = new StreamOrder(rows.layout());
            order = known;
        }
        known.sort(ordinals, rows);
        return known;
    }

    /** Forgets all rows. */
    public void clear() {
        rows.clear();
    }

    /** The rows of one stream in order of arrival. */
    public ColumnBatch rowsOf(int ordinal) {
        ColumnBatch found = new ColumnBatch(rows.layout(), 0);
        for (int row = 0; row < rows.count(); row++) {
            if (ordinals[row] == ordinal) {
                found.addCopy(rows, row);
            }
        }
        return found;
    }
}
