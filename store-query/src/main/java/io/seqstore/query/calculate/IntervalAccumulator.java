package io.seqstore.query.calculate;

import io.seqstore.core.statistics.Piece;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeySteps;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;

/**
 * The statistics of one property in one interval (spec 08, sections 2 and 3). Points come in key order: the border at the
 * start, the stored events between, the border at the end. Reused for the next interval.
 */
final class IntervalAccumulator implements PropertyAccumulator {
    private static final Statistic[] STATISTICS = Statistic.values();

    private final KeySteps steps;
    private final Piece piece;
    private final SequentialMoments moments = new SequentialMoments();
    private final SequentialWeightedMoments weighted = new SequentialWeightedMoments();
    private final Extremes stored = new Extremes();
    private final Extremes borders = new Extremes();

    private boolean anyPoint;
    private double previousValue;
    private boolean previousNull;
    private long knownPoints;
    private double previousKnown;
    /** The pieces between rows without null, and how wide they are on the index. */
    private double[] pieces = new double[0];

    private double[] widths = new double[0];

    IntervalAccumulator(KeyAxis axis, Piece piece) {
        this.steps = axis.steps();
        this.piece = piece;
        clear();
    }

    @Override
    public void clear() {
        moments.clear();
        weighted.clear();
        stored.clear();
        borders.clear();
        anyPoint = false;
        knownPoints = 0;
    }

    @Override
    public void addBorder(ColumnBatch events, int row, double value, boolean isNull, boolean counts) {
        addPoint(events, row, value, isNull);
        if (!isNull) {
            borders.add(value);
            if (counts) {
                stored.add(value);
            }
        }
    }

    @Override
    public void addStored(ColumnBatch events, NumberReader reader, int from, int to) {
        double[] values = reader.read(events, from, to);
        Column nulls = reader.column(events);
        if (!nulls.hasNulls()) {
            addKnown(events, values, from, to);
            return;
        }
        for (int row = from; row < to; row++) {
            boolean isNull = nulls.isNull(row);
            addPoint(events, row, values[row], isNull);
            if (!isNull) {
                stored.add(values[row]);
            }
        }
    }

    /**
     * The same when no row is null: behind the first one, every row makes a piece with the one before. The three kinds of
     * statistics do not depend on each other, so that each has a loop of its own and keeps its order of operations.
     */
    private void addKnown(ColumnBatch events, double[] values, int from, int to) {
        if (from == to) {
            return;
        }
        addPoint(events, from, values[from], false);
        stored.addAll(values, from, to);
        int count = to - from - 1;
        if (pieces.length < count) {
            pieces = new double[Math.max(count, pieces.length * 2)];
            widths = new double[pieces.length];
        }
        fillPieces(values, from, count);
        steps.walk(events, from, count, widths);
        moments.addAll(pieces, count);
        weighted.addAll(widths, pieces, count);
        knownPoints += count;
        previousValue = values[to - 1];
        previousKnown = values[to - 1];
    }

    private void fillPieces(double[] values, int from, int count) {
        switch (piece) {
            case MIDDLE -> {
                for (int i = 0; i < count; i++) {
                    pieces[i] = middle(values[from + i], values[from + i + 1]);
                }
            }
            case LEADING -> System.arraycopy(values, from, pieces, 0, count);
            case TRAILING -> System.arraycopy(values, from + 1, pieces, 0, count);
        }
    }

    private void addPoint(ColumnBatch events, int row, double value, boolean isNull) {
        if (anyPoint) {
            addWeighted(steps.stepTo(events, row), value, isNull);
        } else {
            steps.begin(events, row);
        }
        if (!isNull) {
            if (knownPoints > 0) {
                moments.add(pieceBetween(previousKnown, value));
            }
            knownPoints++;
            previousKnown = value;
        }
        anyPoint = true;
        previousValue = value;
        previousNull = isNull;
    }

    /** A piece whose deciding value is null is dropped, with its weight (spec 08, section 2, table of nulls). */
    private void addWeighted(double width, double value, boolean isNull) {
        boolean dropped =
                switch (piece) {
                    case MIDDLE -> previousNull || isNull;
                    case LEADING -> previousNull;
                    case TRAILING -> isNull;
                };
        if (!dropped) {
            weighted.add(width, pieceBetween(previousValue, value));
        }
    }

    private double pieceBetween(double a, double b) {
        return switch (piece) {
            case MIDDLE -> middle(a, b);
            case LEADING -> a;
            case TRAILING -> b;
        };
    }

    private static double middle(double a, double b) {
        double sum = a + b;
        return Double.isInfinite(sum) ? a / 2 + b / 2 : sum / 2;
    }

    @Override
    public boolean finish(double[] out, int at) {
        if (knownPoints == 1) {
            moments.add(previousKnown);
        }
        for (Statistic statistic : STATISTICS) {
            out[at + statistic.position()] = value(statistic);
        }
        return true;
    }

    private double value(Statistic statistic) {
        Extremes extremes = stored.count() > 0 ? stored : borders;
        return switch (statistic) {
            case COUNT -> stored.count();
            case MINIMUM -> extremes.minimum();
            case MAXIMUM -> extremes.maximum();
            case RANGE -> extremes.maximum() - extremes.minimum();
            case TOTAL -> moments.total();
            case MEAN -> moments.mean();
            case STANDARD_DEVIATION -> moments.standardDeviation();
            case POPULATION_STANDARD_DEVIATION -> moments.populationStandardDeviation();
            case WEIGHTED_MEAN -> weighted.mean();
            case WEIGHTED_STANDARD_DEVIATION -> weighted.standardDeviation();
            case WEIGHTED_POPULATION_STANDARD_DEVIATION -> weighted.populationStandardDeviation();
            case SKEWNESS -> moments.skewness();
            case KURTOSIS -> moments.kurtosis();
        };
    }
}
