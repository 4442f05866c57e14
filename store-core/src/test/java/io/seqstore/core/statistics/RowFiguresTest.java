package io.seqstore.core.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of rows are those that looking at one piece after the other gives, and so is what is left of a whole. */
class RowFiguresTest {
    private static final int ROWS = 1000;
    private static final int DOUBLE = 0;
    private static final int INTEGER = 1;
    private static final double TOLERANCE = 1e-12;

    /** What the values of a stretch are like. */
    enum Shape {
        WALK,
        NOISE_ON_A_GREAT_OFFSET,
        STATES,
        CONSTANT,
        STEP
    }

    private final Random random = new Random(8);

    private static EventLayout layout(Piece piece, SdsTypeCode key) {
        SdsInterpolationMode mode =
                switch (piece) {
                    case MIDDLE -> SdsInterpolationMode.CONTINUOUS;
                    case LEADING -> SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING;
                    case TRAILING -> SdsInterpolationMode.STEPWISE_CONTINUOUS_TRAILING;
                };
        return EventLayout.of(SdsType.object("T")
                .key("K", key)
                .property("D", SdsTypeCode.DOUBLE)
                .property("I", SdsTypeCode.INT64)
                .interpolation(mode)
                .build());
    }

    /** Rows of both columns; one gap between keys is as long as a thousand others are together. */
    private ColumnBatch rows(EventLayout layout, Shape shape) {
        ColumnBatch rows = new ColumnBatch(layout, ROWS);
        boolean floating = layout.keyForm() == KeyForm.FLOATING;
        long key = 0;
        long value = 5000;
        for (int i = 0; i < ROWS; i++) {
            key += i == 700 ? 1_000_000_000L : 1 + random.nextInt(1000);
            value = switch (shape) {
                case WALK -> value + random.nextInt(21) - 10;
                case NOISE_ON_A_GREAT_OFFSET -> 1_000_000_000_000L + random.nextInt(1000);
                case STATES -> random.nextInt(200) == 0 ? random.nextInt(5) : value;
                case CONSTANT -> value;
                case STEP -> i < 300 ? 1 : 2;
            };
            int row = rows.addRow(floating ? KeyForm.ofDouble(key / 8.0) : key);
            rows.doubles(DOUBLE)[row] = value / 8.0;
            rows.longs(INTEGER)[row] = value;
        }
        return rows;
    }

    private static ColumnSummarizer summarizer(EventLayout layout, int column) {
        return ColumnSummarizer.of(layout, layout.properties().get(1 + column));
    }

    private static double value(ColumnBatch rows, int column, int row) {
        return column == DOUBLE ? rows.doubles(DOUBLE)[row] : rows.longs(INTEGER)[row];
    }

    /** The figures of the rows {@code from..to-1}, the long way. */
    private static ColumnStatistics expected(ColumnBatch rows, int column, Piece piece, int from, int to) {
        KeyForm keys = rows.layout().keyForm();
        double first = value(rows, column, from);
        int count = to - from - 1;
        double[] pieces = new double[count];
        double[] widths = new double[count];
        ColumnStatistics figures = new ColumnStatistics();
        for (int i = 0; i < count; i++) {
            double a = value(rows, column, from + i) - first;
            double b = value(rows, column, from + i + 1) - first;
            pieces[i] = piece == Piece.MIDDLE ? (a + b) / 2 : piece == Piece.LEADING ? a : b;
            widths[i] = keys.distance(rows.key(from + i), rows.key(from + i + 1));
            figures.mean += pieces[i];
            figures.weightedMean += widths[i] * pieces[i];
            figures.weight += widths[i];
        }
        figures.mean /= count;
        figures.weightedMean /= figures.weight;
        for (int i = 0; i < count; i++) {
            double d = pieces[i] - figures.mean;
            double e = pieces[i] - figures.weightedMean;
            figures.m2 += d * d;
            figures.m3 += d * d * d;
            figures.m4 += d * d * d * d;
            figures.s += widths[i] * e * e;
        }
        return figures;
    }

    private static void assertFigures(ColumnStatistics expected, ColumnStatistics found, String what) {
        assertTrue(found.hasMoments, what);
        double deviation = Math.sqrt(expected.m2 / (found.events - 1));
        assertEquals(expected.mean, found.mean, TOLERANCE * (deviation + Math.abs(expected.mean)), what);
        assertEquals(
                expected.weightedMean, found.weightedMean, TOLERANCE * (deviation + Math.abs(expected.mean)), what);
        assertEquals(expected.m2, found.m2, TOLERANCE * expected.m2, what);
        assertEquals(expected.m3, found.m3, TOLERANCE * expected.m2 * deviation * 10, what);
        assertEquals(expected.m4, found.m4, TOLERANCE * expected.m4, what);
        assertEquals(expected.s, found.s, TOLERANCE * expected.s, what);
        assertEquals(expected.weight, found.weight, TOLERANCE * expected.weight, what);
        assertEquals(found.events - 1, found.weightedPieces, what);
    }

    @ParameterizedTest
    @EnumSource
    void figuresOfRows(Shape shape) {
        for (Piece piece : Piece.values()) {
            for (SdsTypeCode key : new SdsTypeCode[] {SdsTypeCode.INT64, SdsTypeCode.DOUBLE}) {
                ColumnBatch rows = rows(layout(piece, key), shape);
                for (int column : new int[] {DOUBLE, INTEGER}) {
                    for (int round = 0; round < 50; round++) {
                        int from = random.nextInt(ROWS - 1);
                        int to = from + 2 + random.nextInt(ROWS - from - 1);
                        ColumnStatistics found =
                                summarizer(rows.layout(), column).summarize(rows.keys(), rows.column(column), from, to);
                        String what = shape + ", " + piece + ", rows " + from + " to " + to;
                        assertFigures(expected(rows, column, piece, from, to), found, what);
                        assertEquals(rows.key(from), found.firstKey);
                        assertEquals(rows.key(to - 1), found.lastKey);
                        assertEquals(to - from, found.events);
                        assertExtremes(rows, column, from, to, found, what);
                    }
                }
            }
        }
    }

    private static void assertExtremes(
            ColumnBatch rows, int column, int from, int to, ColumnStatistics found, String what) {
        int least = from;
        int most = from;
        for (int row = from; row < to; row++) {
            least = value(rows, column, row) < value(rows, column, least) ? row : least;
            most = value(rows, column, row) > value(rows, column, most) ? row : most;
        }
        NumberKind kind = column == DOUBLE ? NumberKind.DOUBLE : NumberKind.INTEGER;
        assertTrue(found.hasExtremes);
        assertEquals(value(rows, column, least), kind.toDouble(found.minimum, 0), what);
        assertEquals(value(rows, column, most), kind.toDouble(found.maximum, 0), what);
        assertEquals(least - from, found.minimumRow, what);
        assertEquals(most - from, found.maximumRow, what);
    }

    /** What is taken is the smaller part and the row that joins it to the rest, at the beginning or at the end. */
    @ParameterizedTest
    @EnumSource
    void figuresOfWhatIsLeft(Shape shape) {
        int told = 0;
        for (Piece piece : Piece.values()) {
            EventLayout layout = layout(piece, SdsTypeCode.INT64);
            ColumnBatch rows = rows(layout, shape);
            ColumnStatistics whole = summarizer(layout, DOUBLE).summarize(rows.keys(), rows.column(DOUBLE), 0, ROWS);
            for (int cut = 2; cut < ROWS - 2; cut++) {
                boolean isBegin = cut <= ROWS / 2;
                int from = isBegin ? cut : 0;
                int to = isBegin ? ROWS : cut;
                StretchMoments taken = new StretchMoments(piece, layout.keyForm());
                for (int row = isBegin ? 0 : to - 1; row <= (isBegin ? from : ROWS - 1); row++) {
                    taken.addPoint(rows.key(row), rows.doubles(DOUBLE)[row], false);
                }
                ColumnStatistics rest = new ColumnStatistics();
                rest.firstKey = rows.key(from);
                rest.lastKey = rows.key(to - 1);
                rest.events = to - from;
                rest.first = Double.doubleToRawLongBits(rows.doubles(DOUBLE)[from]);
                rest.last = Double.doubleToRawLongBits(rows.doubles(DOUBLE)[to - 1]);
                if (taken.takeFrom(whole, NumberKind.DOUBLE, rest)) {
                    told++;
                    String what = shape + ", " + piece + ", cut at " + cut;
                    assertFigures(expected(rows, DOUBLE, piece, from, to), rest, what);
                }
            }
        }
        boolean mostlyTold = shape == Shape.WALK || shape == Shape.NOISE_ON_A_GREAT_OFFSET;
        assertTrue(!mostlyTold || told > ROWS, told + " parts could be told");
    }

    /** Next to a peak nothing is left of what the others differ by: then the difference must not be taken for them. */
    @ParameterizedTest
    @EnumSource
    void aPeakIsNotTakenAway(Piece piece) {
        EventLayout layout = layout(piece, SdsTypeCode.INT64);
        ColumnBatch rows = rows(layout, Shape.WALK);
        rows.doubles(DOUBLE)[10] = 1e9;
        ColumnStatistics whole = summarizer(layout, DOUBLE).summarize(rows.keys(), rows.column(DOUBLE), 0, ROWS);
        StretchMoments taken = new StretchMoments(piece, layout.keyForm());
        for (int row = 0; row <= 100; row++) {
            taken.addPoint(rows.key(row), rows.doubles(DOUBLE)[row], false);
        }
        ColumnStatistics rest = new ColumnStatistics();
        rest.firstKey = rows.key(100);
        rest.lastKey = rows.key(ROWS - 1);
        rest.events = ROWS - 100;
        rest.first = Double.doubleToRawLongBits(rows.doubles(DOUBLE)[100]);
        rest.last = whole.last;
        assertFalse(taken.takeFrom(whole, NumberKind.DOUBLE, rest));
        assertFalse(rest.hasMoments);
    }
}
