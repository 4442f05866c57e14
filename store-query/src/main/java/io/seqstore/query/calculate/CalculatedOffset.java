package io.seqstore.query.calculate;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.value.Offsets;

/** The offset of a calculated DateTimeOffset: that of the event it continues, unless the local time is then no time. */
final class CalculatedOffset {
    private CalculatedOffset() {}

    /**
     * Sets the offset of a value.
     *
     * @param property a DateTimeOffset
     * @param ticks the instant that was calculated
     * @param from holds the event that is continued, in row {@code fromRow}
     */
    static void set(PropertyLayout property, long ticks, ColumnBatch from, int fromRow, ColumnBatch out, int row) {
        long minutes = from.longs(property.offsetColumn())[fromRow];
        ((LongColumn) out.column(property.offsetColumn())).set(row, Offsets.orUtc(ticks, minutes));
    }
}
