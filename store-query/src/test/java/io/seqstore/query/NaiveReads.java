package io.seqstore.query;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.Statistic;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The reads of spec 07 and 08 written down as plainly as possible over a sorted map: no batches, no single pass, no cleverness.
 * Events have an integer key, a Double that may be null (D) and an Int64 (I); the mode is Continuous, extrapolation All.
 */
final class NaiveReads {
    /**
     * An event.
     *
     * @param key its key
     * @param d a Double or null
     * @param i an integer
     */
    record Point(long key, Double d, long i) {}

    private final TreeMap<Long, Point> events = new TreeMap<>();

    NaiveReads(List<Point> points) {
        points.forEach(point -> events.put(point.key(), point));
    }

    Optional<Point> at(long key) {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<Long, Point> floor = events.floorEntry(key);
        Map.Entry<Long, Point> ceiling = events.ceilingEntry(key);
        if (floor == null || ceiling == null) {
            Point edge = (floor == null ? ceiling : floor).getValue();
            return Optional.of(new Point(key, edge.d(), edge.i()));
        }
        Point p = floor.getValue();
        Point n = ceiling.getValue();
        if (p.key() == n.key()) {
            return Optional.of(p);
        }
        BigInteger way = BigInteger.valueOf(key).subtract(BigInteger.valueOf(p.key()));
        BigInteger whole = BigInteger.valueOf(n.key()).subtract(BigInteger.valueOf(p.key()));
        Double d = null;
        if (p.d() != null && n.d() != null) {
            d = p.d() + (n.d() - p.d()) * (way.doubleValue() / whole.doubleValue());
        }
        BigDecimal exact = new BigDecimal(BigInteger.valueOf(n.i())
                        .subtract(BigInteger.valueOf(p.i()))
                        .multiply(way))
                .divide(new BigDecimal(whole), new MathContext(200))
                .add(BigDecimal.valueOf(p.i()));
        return Optional.of(
                new Point(key, d, exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact()));
    }

    List<Point> window(Bounds bounds) {
        TreeMap<Long, Point> chosen = new TreeMap<>();
        for (Point point : events.values()) {
            boolean afterStart = bounds.startBoundary() == BoundaryType.INSIDE
                    ? point.key() > bounds.start().head()
                    : point.key() >= bounds.start().head();
            boolean beforeEnd = bounds.endBoundary() == BoundaryType.INSIDE
                    ? point.key() < bounds.end().head()
                    : point.key() <= bounds.end().head();
            if (afterStart && beforeEnd) {
                chosen.put(point.key(), point);
            }
        }
        if (bounds.startBoundary() == BoundaryType.OUTSIDE
                && events.lowerEntry(bounds.start().head()) != null) {
            chosen.put(
                    events.lowerKey(bounds.start().head()),
                    events.lowerEntry(bounds.start().head()).getValue());
        }
        if (bounds.endBoundary() == BoundaryType.OUTSIDE
                && events.higherEntry(bounds.end().head()) != null) {
            chosen.put(
                    events.higherKey(bounds.end().head()),
                    events.higherEntry(bounds.end().head()).getValue());
        }
        boolean onePoint = bounds.start().head() == bounds.end().head();
        if (bounds.startBoundary() == BoundaryType.EXACT_OR_CALCULATED
                && !(onePoint && bounds.endBoundary() == BoundaryType.INSIDE)) {
            at(bounds.start().head()).ifPresent(point -> chosen.put(point.key(), point));
        }
        if (bounds.endBoundary() == BoundaryType.EXACT_OR_CALCULATED
                && !(onePoint && bounds.startBoundary() == BoundaryType.INSIDE)) {
            at(bounds.end().head()).ifPresent(point -> chosen.put(point.key(), point));
        }
        return List.copyOf(chosen.values());
    }

    static long border(long start, long end, int i, int n) {
        BigInteger length = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
        return BigInteger.valueOf(start)
                .add(length.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(n)))
                .longValueExact();
    }

    /** Keys that a sample by D keeps. */
    Set<Long> sampled(Bounds bounds, int parts) {
        Set<Long> kept = new TreeSet<>();
        List<Point> window = window(bounds);
        for (int part = 0; part < parts; part++) {
            Point first = null;
            Point smallest = null;
            Point greatest = null;
            Point last = null;
            for (Point point : window) {
                long end = border(bounds.start().head(), bounds.end().head(), part + 1, parts);
                long start = border(bounds.start().head(), bounds.end().head(), part, parts);
                boolean belongs = (part == 0 || point.key() > start) && (part == parts - 1 || point.key() <= end);
                if (belongs && point.d() != null) {
                    first = first == null ? point : first;
                    smallest = smallest == null || point.d() < smallest.d() ? point : smallest;
                    greatest = greatest == null || point.d() > greatest.d() ? point : greatest;
                    last = point;
                }
            }
            if (first != null) {
                kept.addAll(List.of(first.key(), smallest.key(), greatest.key(), last.key()));
            }
        }
        return new LinkedHashSet<>(kept);
    }

    /** The statistics of D in one interval, from their definitions. */
    Map<Statistic, Double> summary(long start, long end, int interval, int n) {
        long from = border(start, end, interval, n);
        long to = border(start, end, interval + 1, n);
        List<Double> stored = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        at(from).ifPresent(points::add);
        for (Point point : events.values()) {
            if (point.key() > from && point.key() < to) {
                points.add(point);
            }
            boolean counts = point.key() <= to && (interval == 0 ? point.key() >= from : point.key() > from);
            if (counts && point.d() != null) {
                stored.add(point.d());
            }
        }
        if (to > from) {
            at(to).ifPresent(points::add);
        }
        Map<Statistic, Double> result = new EnumMap<>(Statistic.class);
        result.put(Statistic.COUNT, (double) stored.size());
        List<Double> extremes = stored;
        if (stored.isEmpty()) {
            extremes = new ArrayList<>();
            for (Point border :
                    List.of(at(from), at(to)).stream().flatMap(Optional::stream).toList()) {
                if (border.d() != null) {
                    extremes.add(border.d());
                }
            }
        }
        double minimum = extremes.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
        double maximum = extremes.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
        result.put(Statistic.MINIMUM, minimum);
        result.put(Statistic.MAXIMUM, maximum);
        result.put(Statistic.RANGE, maximum - minimum);
        eventWeighted(points, result);
        indexWeighted(points, result);
        return result;
    }

    private static void eventWeighted(List<Point> points, Map<Statistic, Double> result) {
        List<Double> known =
                points.stream().map(Point::d).filter(Objects::nonNull).toList();
        List<BigDecimal> x = new ArrayList<>();
        for (int i = 1; i < known.size(); i++) {
            x.add(middle(known.get(i - 1), known.get(i)));
        }
        if (known.size() == 1) {
            x.add(new BigDecimal(known.get(0)));
        }
        BigDecimal n = BigDecimal.valueOf(x.size());
        BigDecimal total = x.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean any = !x.isEmpty();
        BigDecimal mean = any ? total.divide(n, MathContext.DECIMAL128) : BigDecimal.ZERO;
        BigDecimal m2 = moment(x, mean, 2);
        double variance = m2.doubleValue();
        result.put(Statistic.TOTAL, any ? total.doubleValue() : Double.NaN);
        result.put(Statistic.MEAN, any ? mean.doubleValue() : Double.NaN);
        result.put(Statistic.POPULATION_STANDARD_DEVIATION, any ? Math.sqrt(variance / x.size()) : Double.NaN);
        result.put(Statistic.STANDARD_DEVIATION, x.size() < 2 ? Double.NaN : Math.sqrt(variance / (x.size() - 1)));
        boolean varies = x.stream().distinct().count() > 1;
        result.put(
                Statistic.SKEWNESS,
                varies ? Math.sqrt(x.size()) * moment(x, mean, 3).doubleValue() / Math.pow(variance, 1.5) : Double.NaN);
        result.put(
                Statistic.KURTOSIS,
                varies ? x.size() * moment(x, mean, 4).doubleValue() / (variance * variance) - 3 : Double.NaN);
    }

    private static BigDecimal moment(List<BigDecimal> x, BigDecimal mean, int k) {
        return x.stream().map(value -> value.subtract(mean).pow(k)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal middle(double a, double b) {
        return new BigDecimal((a + b) / 2);
    }

    private static void indexWeighted(List<Point> points, Map<Statistic, Double> result) {
        List<BigDecimal> x = new ArrayList<>();
        List<BigDecimal> w = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            Point a = points.get(i - 1);
            Point b = points.get(i);
            if (a.d() != null && b.d() != null) {
                x.add(middle(a.d(), b.d()));
                w.add(BigDecimal.valueOf(b.key()).subtract(BigDecimal.valueOf(a.key())));
            }
        }
        BigDecimal weight = w.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean any = !x.isEmpty();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < x.size(); i++) {
            sum = sum.add(x.get(i).multiply(w.get(i)));
        }
        BigDecimal mean = any ? sum.divide(weight, MathContext.DECIMAL128) : BigDecimal.ZERO;
        BigDecimal m2 = BigDecimal.ZERO;
        for (int i = 0; i < x.size(); i++) {
            m2 = m2.add(x.get(i).subtract(mean).pow(2).multiply(w.get(i)));
        }
        double variance = any ? m2.divide(weight, MathContext.DECIMAL128).doubleValue() : Double.NaN;
        int n = x.size();
        result.put(Statistic.WEIGHTED_MEAN, any ? mean.doubleValue() : Double.NaN);
        result.put(Statistic.WEIGHTED_POPULATION_STANDARD_DEVIATION, any ? Math.sqrt(variance) : Double.NaN);
        result.put(Statistic.WEIGHTED_STANDARD_DEVIATION, n < 2 ? Double.NaN : Math.sqrt(variance * n / (n - 1)));
    }
}
