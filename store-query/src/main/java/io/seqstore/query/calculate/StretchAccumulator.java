package io.seqstore.query.calculate;

import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.core.statistics.ColumnSummarizer;
import io.seqstore.core.statistics.NumberKind;
import io.seqstore.core.statistics.StretchMoments;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;

/**
 * The statistics of one property in an interval that holds much of blocks, from the figures of these, of parts of them and of
 * rows. Agrees with {@link IntervalAccumulator} to rounding.
 */
final class StretchAccumulator implements PropertyAccumulator {
    private static final Statistic[] STATISTICS = Statistic.values();

    private final NumberKind kind;
    private final ColumnSummarizer summarizer;
    private final StretchMoments moments;
    /** Of the blocks that a border cuts, which are two at most. */
    private final OpenExtremes[] open;

    private int openCount;
    private long base;
    private final Extremes stored = new Extremes();
    private final Extremes borders = new Extremes();

    StretchAccumulator(EventLayout layout, SummaryPlan.Property summarised) {
        PropertyLayout property = summarised.property();
        this.kind = NumberKind.of(property.code()).orElseThrow();
        this.summarizer = ColumnSummarizer.of(layout, property);
        this.moments = new StretchMoments(summarised.piece(), layout.keyForm());
        this.open = new OpenExtremes[] {
            new OpenExtremes(layout, property.column()), new OpenExtremes(layout, property.column())
        };
        clear();
    }

    @Override
    public void clear() {
        moments.clear();
        stored.clear();
        borders.clear();
        openCount = 0;
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
    public void addStored(ColumnBatch events, NumberReader reader, int from, int to) {
        if (from < to) {
            addStretch(summarizer.summarize(events.keys(), reader.column(events), from, to), reader);
        }
    }

    /**
     * Adds a stretch of stored events by its figures.
     *
     * @param reader knows from where points in time are counted
     */
    void addStretch(ColumnStatistics stretch, NumberReader reader) {
        base = stretch.known() > 0 ? reader.baseAt(stretch.first) : reader.base();
        moments.addStretch(stretch, kind, base);
        if (stretch.hasExtremes) {
            stored.addKnown(
                    stretch.known(), kind.toDouble(stretch.minimum, base), kind.toDouble(stretch.maximum, base));
        } else {
            stored.addNaNs(stretch.known());
        }
    }

    /** Says that of rows whose figures were added last the extremes are bounds only. */
    void addOpen(OpenExtremes rows) {
        open[openCount++].open(rows);
    }

    @Override
    public boolean finish(double[] out, int at) {
        boolean sound = moments.finish();
        for (int i = 0; i < openCount; i++) {
            open[i].settle(stored, kind, base, summarizer);
        }
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
