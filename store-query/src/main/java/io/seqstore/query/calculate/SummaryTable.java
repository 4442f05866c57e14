package io.seqstore.query.calculate;

import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.event.ColumnBatch;
import java.util.List;

/**
 * The answer of a summaries read, as numbers (spec 08, section 1). Times are counted in ticks; points in time from the
 * {@link #base} of their interval, so that nothing is lost.
 */
public final class SummaryTable {
    private static final int STATISTICS = Statistic.values().length;

    private final ColumnBatch borders;
    private final List<SummaryPlan.Property> properties;
    private final int intervals;
    private final long[] keyCounts;
    private final double[] values;
    private final long[] bases;

    SummaryTable(ColumnBatch borders, List<SummaryPlan.Property> properties, int intervals) {
        this.borders = borders;
        this.properties = properties;
        this.intervals = intervals;
        this.keyCounts = new long[intervals];
        this.values = new double[Math.multiplyExact(intervals, properties.size() * STATISTICS)];
        this.bases = new long[intervals * properties.size()];
    }

    private SummaryTable(SummaryTable table, ColumnBatch borders) {
        this.borders = borders;
        this.properties = table.properties.stream()
                .map(property -> new SummaryPlan.Property(
                        borders.layout().property(property.property().id()), property.form(), property.piece()))
                .toList();
        this.intervals = table.intervals;
        this.keyCounts = table.keyCounts;
        this.values = table.values;
        this.bases = table.bases;
    }

    /** The same statistics between events that are shown in another layout, which has the same properties. */
    SummaryTable between(ColumnBatch shownBorders) {
        return new SummaryTable(this, shownBorders);
    }

    /** How many intervals there are. */
    public int intervals() {
        return intervals;
    }

    /** The complete events where the intervals meet: interval {@code i} lies between rows {@code i} and {@code i + 1}. */
    public ColumnBatch borders() {
        return borders;
    }

    /** The properties that were summarised, in the order of the type. */
    public List<SummaryPlan.Property> properties() {
        return properties;
    }

    /** How many events are stored in an interval. */
    public long keyCount(int interval) {
        return keyCounts[interval];
    }

    /** A statistic of a property; not-a-number where it is undefined. */
    public double value(int interval, int property, Statistic statistic) {
        return values[offset(interval, property) + statistic.position()];
    }

    /** The ticks from which a point in time is counted; 0 for properties that are none. */
    public long base(int interval, int property) {
        return bases[interval * properties.size() + property];
    }

    void setKeyCount(int interval, long count) {
        keyCounts[interval] = count;
    }

    /** Takes the results of a property; false when they have to be calculated in another way. */
    boolean finish(int interval, int property, PropertyAccumulator accumulator, long base) {
        bases[interval * properties.size() + property] = base;
        return accumulator.finish(values, offset(interval, property));
    }

    private int offset(int interval, int property) {
        return (interval * properties.size() + property) * STATISTICS;
    }
}
