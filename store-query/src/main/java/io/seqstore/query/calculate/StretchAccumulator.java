package io.seqstore.query.calculate;

import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.core.statistics.NumberKind;
import io.seqstore.core.statistics.Piece;
import io.seqstore.core.statistics.StretchMoments;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.KeyForm;

/**
 * The statistics of one property in an interval that whole blocks lie in, of which the figures are used. Agrees with {@link
 * IntervalAccumulator} to rounding.
 */
final class StretchAccumulator implements PropertyAccumulator {
    private static final Statistic[] STATISTICS = Statistic.values();

    private final NumberKind kind;
    private final StretchMoments moments;
    private final Extremes stored = new Extremes();
    private final Extremes borders = new Extremes();

    StretchAccumulator(NumberKind kind, Piece piece, KeyForm keys) {
        this.kind = kind;
        this.moments = new StretchMoments(piece, keys);
        clear();
    }

    @Override
    public void clear() {
        moments.clear();
        stored.clear();
        borders.clear();
    }

    @Override
    public void addBorder(ColumnBatch events, int row, double value, boolean isNull, boolean counts) {
        moments.addPoint(events.key(row), value, isNull);
        if (!isNull) {
            borders.add(value);
            if (counts) {
                stored.add(value);
            }
        }
    }

    @Override
    public void addStored(ColumnBatch events, double[] values, Column nulls, int from, int to) {
        moments.addRows(events.keys(), values, nulls, from, to);
        if (!nulls.hasNulls()) {
            stored.addAll(values, from, to);
            return;
        }
        for (int row = from; row < to; row++) {
            if (!nulls.isNull(row)) {
                stored.add(values[row]);
            }
        }
    }

    /** Adds a stretch of stored events by its figures. */
    void addStretch(ColumnStatistics stretch, long base) {
        moments.addStretch(stretch, kind, base);
        if (stretch.hasExtremes) {
            stored.addKnown(
                    stretch.known(), kind.toDouble(stretch.minimum, base), kind.toDouble(stretch.maximum, base));
        } else {
            stored.addNaNs(stretch.known());
        }
    }

    @Override
    public boolean finish(double[] out, int at) {
        boolean sound = moments.finish();
        for (Statistic statistic : STATISTICS) {
            out[at + statistic.position()] = value(statistic);
        }
        return sound;
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
            case WEIGHTED_MEAN -> moments.weightedMean();
            case WEIGHTED_STANDARD_DEVIATION -> moments.weightedStandardDeviation();
            case WEIGHTED_POPULATION_STANDARD_DEVIATION -> moments.weightedPopulationStandardDeviation();
            case SKEWNESS -> moments.skewness();
            case KURTOSIS -> moments.kurtosis();
        };
    }
}
