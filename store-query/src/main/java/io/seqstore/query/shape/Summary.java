package io.seqstore.query.shape;

import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.plan.NumberForm;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.value.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statistics of one interval (spec 08). Property ids are matched ignoring case. Immutable, safe for all threads.
 *
 * <p>Properties that are numbers are summarised as numbers, Boolean and Char among them. Those that are times are summarised
 * as times: {@link #value} answers with an Instant or a Duration, {@link #number} in ticks of 100 ns.
 */
public final class Summary {
    private static final double MOST_TICKS = 0x1p63;

    private final SummaryTable table;
    private final int interval;
    private final Event start;
    private final Event end;

    private Summary(SummaryTable table, int interval, Event start, Event end) {
        this.table = table;
        this.interval = interval;
        this.start = start;
        this.end = end;
    }

    /** The intervals of a table, ascending. */
    public static List<Summary> list(SummaryTable table) {
        EventConverter converter = EventConverter.of(table.borders().layout());
        List<Summary> summaries = new ArrayList<>(table.intervals());
        Event start = converter.read(table.borders(), 0);
        for (int i = 0; i < table.intervals(); i++) {
            Event end = converter.read(table.borders(), i + 1);
            summaries.add(new Summary(table, i, start, end));
            start = end;
        }
        return List.copyOf(summaries);
    }

    /**
     * The event at the start of the interval, stored or calculated; when there can be none, an event of which only the key is
     * set.
     */
    public Event start() {
        return start;
    }

    /** The event at the end of the interval, as {@link #start}. */
    public Event end() {
        return end;
    }

    /** How many events are stored in the interval; one on an inner border belongs to the earlier interval. */
    public long count() {
        return table.keyCount(interval);
    }

    /** The ids of the properties that are summarised, the key not among them. */
    public List<String> properties() {
        return table.properties().stream()
                .map(property -> property.property().id())
                .toList();
    }

    /**
     * A statistic as a number: {@code NaN} where it is undefined; times in ticks of 100 ns, points in time since
     * 0001-01-01T00:00:00Z, for which a double is too coarse by some hundred ticks.
     *
     * @throws InvalidRequestException when the property is not summarised
     */
    public double number(Statistic statistic, String propertyId) {
        int property = position(propertyId);
        double value = table.value(interval, property, statistic);
        NumberForm form = table.properties().get(property).form();
        if (form == NumberForm.DATE_TIME) {
            return statistic == Statistic.TOTAL
                    ? Double.NaN
                    : isPoint(statistic) ? table.base(interval, property) + value : value;
        }
        return value;
    }

    /**
     * A statistic as a Java value: {@code Long} for {@link Statistic#COUNT}, {@code Instant} and {@code Duration} for times,
     * rounded to the tick, else {@code Double}; the Double {@code NaN} where it is undefined, an infinite one where it is longer
     * than a TimeSpan can be. Empty for the total of points in time, which is none.
     *
     * @throws InvalidRequestException when the property is not summarised
     */
    public Optional<Object> value(Statistic statistic, String propertyId) {
        int property = position(propertyId);
        double value = table.value(interval, property, statistic);
        NumberForm form = table.properties().get(property).form();
        if (statistic == Statistic.COUNT) {
            return Optional.of((long) value);
        }
        if (!has(statistic, form)) {
            return Optional.empty();
        }
        if (form == NumberForm.NUMBER || isPlainNumber(statistic) || Double.isNaN(value)) {
            return Optional.of(value);
        }
        boolean isPoint = form == NumberForm.DATE_TIME && isPoint(statistic);
        if (!isPoint && isTooLong(value)) {
            return Optional.of(Math.copySign(Double.POSITIVE_INFINITY, value));
        }
        return Optional.of(isPoint ? instant(table.base(interval, property), value) : duration(value));
    }

    /** Whether a property summarised so has a statistic; points in time have no total. */
    static boolean has(Statistic statistic, NumberForm form) {
        return form != NumberForm.DATE_TIME || statistic != Statistic.TOTAL;
    }

    /** Whether a statistic is a number even of times. */
    static boolean isPlainNumber(Statistic statistic) {
        return statistic == Statistic.SKEWNESS || statistic == Statistic.KURTOSIS;
    }

    /** Whether a statistic of points in time is such a point itself, not a length of time. */
    static boolean isPoint(Statistic statistic) {
        return switch (statistic) {
            case MINIMUM, MAXIMUM, MEAN, WEIGHTED_MEAN -> true;
            default -> false;
        };
    }

    private static Instant instant(long base, double ticks) {
        return Ticks.toInstant(base + Math.round(Math.rint(ticks)));
    }

    /** Whether a length of time has more ticks than a TimeSpan can count; the longest one is rounded up as a double. */
    private static boolean isTooLong(double ticks) {
        return Math.abs(ticks) > MOST_TICKS;
    }

    private static Duration duration(double ticks) {
        return Ticks.toDuration(Math.round(Math.rint(ticks)));
    }

    private int position(String propertyId) {
        List<SummaryPlan.Property> properties = table.properties();
        for (int i = 0; i < properties.size(); i++) {
            if (properties.get(i).property().id().equalsIgnoreCase(propertyId)) {
                return i;
            }
        }
        throw new InvalidRequestException(
                "Property '" + propertyId + "' is not summarised; these are: " + properties() + ".");
    }
}
