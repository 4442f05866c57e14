package io.seqstore.core.validate;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks the values of a batch against the ranges of their type codes (spec 01, 5.1). Built once per layout; safe for all
 * threads.
 */
public final class BatchValidator {
    private static final int MAX_OFFSET_MINUTES = 14 * 60;

    private final EventLayout layout;
    private final LongRange keyRange;
    private final List<ColumnRule> rules = new ArrayList<>();

    /**
     * The least and the greatest long of a type code.
     *
     * @param min the least
     * @param max the greatest
     */
    private record LongRange(long min, long max) {
        static final LongRange ALL = new LongRange(Long.MIN_VALUE, Long.MAX_VALUE);

        boolean isAll() {
            return min == Long.MIN_VALUE && max == Long.MAX_VALUE;
        }
    }

    /**
     * What a column may hold.
     *
     * @param property the property it belongs to
     * @param column the column
     * @param range the range of its values, when it holds longs
     * @param nullable whether null is a value
     */
    private record ColumnRule(PropertyLayout property, int column, LongRange range, boolean nullable) {}

    public BatchValidator(EventLayout layout) {
        this.layout = layout;
        this.keyRange = keyRange(layout);
        for (PropertyLayout property : layout.properties()) {
            if (property.column() != PropertyLayout.NONE) {
                rules.add(new ColumnRule(
                        property,
                        property.column(),
                        property.isStructured()
                                ? LongRange.ALL
                                : rangeOf(property.code().scalar()),
                        property.code().acceptsNull()));
            }
            if (property.offsetColumn() != PropertyLayout.NONE) {
                rules.add(offsetRule(property));
            }
        }
    }

    private static ColumnRule offsetRule(PropertyLayout property) {
        return new ColumnRule(
                property, property.offsetColumn(), new LongRange(-MAX_OFFSET_MINUTES, MAX_OFFSET_MINUTES), true);
    }

    private static LongRange keyRange(EventLayout layout) {
        return switch (layout.keyForm()) {
            case INTEGRAL -> rangeOf(layout.key().code());
            case UNSIGNED, BYTES -> LongRange.ALL;
            case FLOATING -> new LongRange(KeyForm.ofDouble(-Double.MAX_VALUE), KeyForm.ofDouble(Double.MAX_VALUE));
        };
    }

    private static LongRange rangeOf(SdsTypeCode code) {
        return switch (code) {
            case BOOLEAN -> new LongRange(0, 1);
            case CHAR, UINT16 -> new LongRange(0, 0xFFFF);
            case SBYTE -> new LongRange(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case BYTE -> new LongRange(0, 0xFF);
            case INT16 -> new LongRange(Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> new LongRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT32 -> new LongRange(0, 0xFFFF_FFFFL);
            case DATE_TIME, DATE_TIME_OFFSET -> new LongRange(Ticks.MIN, Ticks.MAX);
            default -> LongRange.ALL;
        };
    }

    /**
     * Checks every row.
     *
     * @throws InvalidRequestException naming the first row and property that does not fit
     */
    public void check(String streamId, ColumnBatch batch) {
        if (batch.layout() != layout && !batch.layout().type().equals(layout.type())) {
            throw new InvalidRequestException(
                    "The batch was made for type '" + batch.layout().type().id() + "', stream '" + streamId
                            + "' has type '" + layout.type().id() + "'.",
                    Map.of("StreamId", streamId));
        }
        if (batch.count() > BlockCodec.MAX_ROWS) {
            throw new LimitExceededException(
                    "The request is too large.",
                    "A batch of " + batch.count() + " events for stream '" + streamId + "'; the limit is "
                            + BlockCodec.MAX_ROWS + ".",
                    "Write smaller batches.",
                    Map.of("StreamId", streamId));
        }
        int badKey = firstOutside(batch.keys(), batch.count(), keyRange);
        int badRow = badKey < 0 ? batch.count() : badKey;
        ColumnRule broken = null;
        for (ColumnRule rule : rules) {
            int bad = firstBad(batch, rule, badRow);
            if (bad < badRow) {
                badRow = bad;
                broken = rule;
            }
        }
        if (broken != null) {
            throw invalid(streamId, batch, badRow, broken);
        }
        if (badKey >= 0) {
            throw new InvalidRequestException(
                    "The event at position " + badKey + " has no valid value for key property '"
                            + layout.key().id() + "'.",
                    Map.of("StreamId", streamId));
        }
    }

    /** Whether the values of all rows are in the ranges of their types. */
    public boolean fits(ColumnBatch batch) {
        int count = batch.count();
        if (firstOutside(batch.keys(), count, keyRange) >= 0) {
            return false;
        }
        for (ColumnRule rule : rules) {
            if (firstBad(batch, rule, count) < count) {
                return false;
            }
        }
        return true;
    }

    /** The first row in front of a limit that breaks a rule; the limit when there is none. */
    private static int firstBad(ColumnBatch batch, ColumnRule rule, int limit) {
        Column column = batch.column(rule.column());
        int bad = limit;
        if (!rule.nullable() && column.hasNulls()) {
            int row = 0;
            while (row < limit && !column.isNull(row)) {
                row++;
            }
            bad = row;
        }
        if (column instanceof LongColumn longs) {
            int outside = firstOutside(longs.values(), bad, rule.range());
            bad = outside < 0 ? bad : outside;
        }
        return bad;
    }

    private InvalidRequestException invalid(String streamId, ColumnBatch batch, int row, ColumnRule rule) {
        Column column = batch.column(rule.column());
        String detail = column.isNull(row)
                ? "null is not a value of its type"
                : batch.longs(rule.column())[row] + " is outside "
                        + rule.range().min() + " .. " + rule.range().max();
        return WriteErrors.invalid(
                streamId,
                batch,
                row,
                "Property '" + rule.property().id() + "' of the event at position " + row + ": " + detail + " ("
                        + rule.property().code().sdsName() + ").");
    }

    private static int firstOutside(long[] values, int count, LongRange range) {
        if (range.isAll()) {
            return -1;
        }
        long min = range.min();
        long max = range.max();
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        if (least >= min && greatest <= max) {
            return -1;
        }
        int bad = 0;
        while (values[bad] >= min && values[bad] <= max) {
            bad++;
        }
        return bad;
    }
}
