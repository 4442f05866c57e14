package io.seqstore.reference;

import io.seqstore.query.request.Statistic;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The statistics of one property in one interval, by the definitions and the one-pass formulas of spec 08. */
final class ReferenceSummary {
    private final ReferenceReads reads;
    private final Predicate<Event> filter;

    ReferenceSummary(ReferenceReads reads, Predicate<Event> filter) {
        this.reads = reads;
        this.filter = filter;
    }

    /** Whether a property is summarised at all. */
    boolean isSummarized(SdsTypeProperty property) {
        SdsTypeCode code = property.type().typeCode();
        boolean byType = !code.isEnum()
                && switch (code.scalar()) {
                    case STRING, GUID, VERSION, OBJECT -> false;
                    default -> code.isScalar();
                };
        return byType && !property.isKey() && reads.settings.of(property) != SdsInterpolationMode.DISCRETE;
    }

    /** How many events are stored in the interval. */
    long count(Object start, Object end, int interval, int parts) {
        return stored(start, end, interval, parts).size();
    }

    /** The event at a border of the interval, never filtered. */
    Event border(Object start, Object end, int border, int parts) {
        Object at = reads.keys.divide(start, end, border, parts);
        return reads.at(at).orElseGet(() -> reads.bare(at));
    }

    private List<Event> stored(Object start, Object end, int interval, int parts) {
        Object from = reads.keys.divide(start, end, interval, parts);
        Object to = reads.keys.divide(start, end, interval + 1, parts);
        List<Event> stored = new ArrayList<>();
        for (Event event : reads.events) {
            int atStart = reads.compare(event.key(), from);
            boolean begins = interval == 0 ? atStart >= 0 : atStart > 0;
            if (begins && reads.compare(event.key(), to) <= 0 && filter.test(event)) {
                stored.add(event);
            }
        }
        return stored;
    }

    Map<Statistic, Double> of(SdsTypeProperty property, Object start, Object end, int interval, int parts) {
        Object from = reads.keys.divide(start, end, interval, parts);
        Object to = reads.keys.divide(start, end, interval + 1, parts);
        Optional<Event> first = reads.at(from).filter(filter);
        Optional<Event> last =
                reads.compare(from, to) == 0 ? Optional.empty() : reads.at(to).filter(filter);
        List<Event> points = new ArrayList<>();
        first.ifPresent(points::add);
        for (Event event : reads.events) {
            if (reads.compare(event.key(), from) > 0 && reads.compare(event.key(), to) < 0 && filter.test(event)) {
                points.add(event);
            }
        }
        last.ifPresent(points::add);
        String id = property.id();
        // Points in time count from the first of them, so that ticks stay exact.
        BigDecimal base = isPointInTime(property)
                ? points.stream()
                        .filter(point -> point.get(id) != null)
                        .map(point -> Numbers.exact(point.get(id)))
                        .findFirst()
                        .orElse(BigDecimal.ZERO)
                : BigDecimal.ZERO;
        Map<Statistic, Double> result = new EnumMap<>(Statistic.class);
        List<Event> stored = stored(start, end, interval, parts);
        List<Object> values = stored.stream()
                .map(event -> event.get(id))
                .filter(v -> v != null)
                .toList();
        result.put(Statistic.COUNT, (double) values.size());
        List<Object> candidates = values;
        if (values.isEmpty()) {
            List<Event> ends = new ArrayList<>();
            first.ifPresent(ends::add);
            last.ifPresent(ends::add);
            candidates = ends.stream()
                    .map(event -> event.get(id))
                    .filter(v -> v != null)
                    .toList();
        }
        double minimum = Double.NaN;
        double maximum = Double.NaN;
        for (Object value : candidates) {
            double x = number(value, base);
            if (!Double.isNaN(x)) {
                minimum = Double.isNaN(minimum) ? x : Math.min(minimum, x);
                maximum = Double.isNaN(maximum) ? x : Math.max(maximum, x);
            }
        }
        result.put(Statistic.MINIMUM, minimum);
        result.put(Statistic.MAXIMUM, maximum);
        result.put(Statistic.RANGE, maximum - minimum);
        putEventWeighted(property, points, base, result);
        putIndexWeighted(property, points, base, result);
        if (base.signum() != 0) {
            for (Statistic point :
                    List.of(Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.MEAN, Statistic.WEIGHTED_MEAN)) {
                result.computeIfPresent(point, (statistic, x) -> base.doubleValue() + x);
            }
        }
        return result;
    }

    static boolean isPointInTime(SdsTypeProperty property) {
        SdsTypeCode code = property.type().typeCode().scalar();
        return code == SdsTypeCode.DATE_TIME || code == SdsTypeCode.DATE_TIME_OFFSET;
    }

    private static double number(Object value, BigDecimal base) {
        return value instanceof Double || value instanceof Float
                ? ((Number) value).doubleValue()
                : Numbers.exact(value).subtract(base).doubleValue();
    }

    /** The value of the piece between two points. */
    private double piece(SdsTypeProperty property, double a, double b) {
        return switch (reads.settings.of(property)) {
            case STEPWISE_CONTINUOUS_LEADING, CONTINUOUS_NULLABLE_LEADING -> a;
            case STEPWISE_CONTINUOUS_TRAILING, CONTINUOUS_NULLABLE_TRAILING -> b;
            default ->
                Double.isInfinite(a + b) && !Double.isInfinite(a) && !Double.isInfinite(b)
                        ? a / 2 + b / 2
                        : (a + b) / 2;
        };
    }

    private void putEventWeighted(
            SdsTypeProperty property, List<Event> points, BigDecimal base, Map<Statistic, Double> result) {
        List<Double> known = points.stream()
                .filter(point -> point.get(property.id()) != null)
                .map(point -> number(point.get(property.id()), base))
                .toList();
        List<Double> pieces = new ArrayList<>();
        for (int i = 1; i < known.size(); i++) {
            pieces.add(piece(property, known.get(i - 1), known.get(i)));
        }
        if (known.size() == 1) {
            pieces.add(known.get(0));
        }
        double n = 0;
        double mean = 0;
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        double total = 0;
        for (double x : pieces) {
            double n1 = n;
            n = n + 1;
            double d = x - mean;
            double dn = d / n;
            double dn2 = dn * dn;
            double t1 = d * dn * n1;
            mean = mean + dn;
            m4 = ((m4 + t1 * dn2 * (n * n - 3 * n + 3)) + 6 * dn2 * m2) - 4 * dn * m3;
            m3 = m3 + (t1 * dn * (n - 2) - 3 * dn * m2);
            m2 = m2 + t1;
            total = total + x;
        }
        boolean none = n == 0;
        result.put(Statistic.TOTAL, none ? Double.NaN : total);
        result.put(Statistic.MEAN, none ? Double.NaN : mean);
        result.put(Statistic.POPULATION_STANDARD_DEVIATION, none ? Double.NaN : Math.sqrt(m2 / n));
        result.put(Statistic.STANDARD_DEVIATION, n < 2 ? Double.NaN : Math.sqrt(m2 / (n - 1)));
        result.put(Statistic.SKEWNESS, m2 == 0 ? Double.NaN : Math.sqrt(n) * m3 / (m2 * Math.sqrt(m2)));
        result.put(Statistic.KURTOSIS, m2 == 0 ? Double.NaN : n * m4 / (m2 * m2) - 3);
    }

    private void putIndexWeighted(
            SdsTypeProperty property, List<Event> points, BigDecimal base, Map<Statistic, Double> result) {
        double n = 0;
        double weight = 0;
        double mean = 0;
        double s = 0;
        for (int i = 1; i < points.size(); i++) {
            Object a = points.get(i - 1).get(property.id());
            Object b = points.get(i).get(property.id());
            boolean counts =
                    switch (reads.settings.of(property)) {
                        case STEPWISE_CONTINUOUS_LEADING, CONTINUOUS_NULLABLE_LEADING -> a != null;
                        case STEPWISE_CONTINUOUS_TRAILING, CONTINUOUS_NULLABLE_TRAILING -> b != null;
                        default -> a != null && b != null;
                    };
            if (!counts) {
                continue;
            }
            double x = piece(property, a == null ? 0 : number(a, base), b == null ? 0 : number(b, base));
            double w = reads.keys.isFloating()
                    ? (Double) points.get(i).key() - (Double) points.get(i - 1).key()
                    : reads.keys
                            .number(points.get(i).key())
                            .subtract(reads.keys.number(points.get(i - 1).key()))
                            .doubleValue();
            if (w > 0) {
                n = n + 1;
                double v = weight + w;
                double d = x - mean;
                double r = d * w / v;
                mean = mean + r;
                s = s + weight * d * r;
                weight = v;
            }
        }
        result.put(Statistic.WEIGHTED_MEAN, n == 0 ? Double.NaN : mean);
        result.put(Statistic.WEIGHTED_POPULATION_STANDARD_DEVIATION, n == 0 ? Double.NaN : Math.sqrt(s / weight));
        result.put(Statistic.WEIGHTED_STANDARD_DEVIATION, n < 2 ? Double.NaN : Math.sqrt(s / weight * n / (n - 1)));
    }
}
