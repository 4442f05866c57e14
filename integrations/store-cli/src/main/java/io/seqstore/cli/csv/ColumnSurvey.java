package io.seqstore.cli.csv;

import io.seqstore.types.schema.SdsTypeCode;
import java.util.EnumMap;
import java.util.Map;

/** What the cells of one column are, counted one by one. Not thread-safe. */
final class ColumnSurvey {
    /** A column is of a kind when at least three quarters of its values are: the others are then errors, not text. */
    private static final double ENOUGH = 0.75;

    private final Map<CellKind, Long> counts = new EnumMap<>(CellKind.class);
    private String first = "";
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    /** Looks at one more cell. */
    void add(String cell) {
        CellKind kind = CellKind.of(cell);
        counts.merge(kind, 1L, Long::sum);
        if (first.isEmpty()) {
            first = cell;
        }
        if (kind == CellKind.INTEGER) {
            Long value = CellKind.integer(cell);
            least = Math.min(least, value == null ? least : value);
            greatest = Math.max(greatest, value == null ? greatest : value);
        }
    }

    private long count(CellKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private long values() {
        return count(CellKind.BOOLEAN)
                + count(CellKind.INTEGER)
                + count(CellKind.NUMBER)
                + count(CellKind.TIME)
                + count(CellKind.TEXT);
    }

    /** The first cell that is not empty; empty when there is none. */
    String first() {
        return first;
    }

    /** How many cells have no value, when the column is of this code. */
    long missing(SdsTypeCode code) {
        return count(CellKind.EMPTY) + (code == SdsTypeCode.STRING ? 0 : count(CellKind.MISSING));
    }

    /** The code of the column's values, without regard to those that are missing. */
    SdsTypeCode code() {
        double enough = values() * ENOUGH;
        if (values() == 0) {
            return SdsTypeCode.STRING;
        }
        if (count(CellKind.TIME) >= enough) {
            return SdsTypeCode.DATE_TIME;
        }
        if (count(CellKind.BOOLEAN) >= enough) {
            return SdsTypeCode.BOOLEAN;
        }
        if (count(CellKind.INTEGER) + count(CellKind.NUMBER) >= enough) {
            return count(CellKind.NUMBER) > 0 ? SdsTypeCode.DOUBLE : integerCode();
        }
        return SdsTypeCode.STRING;
    }

    private SdsTypeCode integerCode() {
        return least >= Integer.MIN_VALUE && greatest <= Integer.MAX_VALUE ? SdsTypeCode.INT32 : SdsTypeCode.INT64;
    }
}
