package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.query.NaiveReads.Point;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random streams and random requests, answered by the reads and by {@link NaiveReads}. */
class DifferentialTest {
    private static final int ROUNDS = 150;
    private static final SdsType TYPE = SdsType.object("T")
            .key("K", SdsTypeCode.INT64)
            .property("D", SdsTypeCode.NULLABLE_DOUBLE)
            .property("I", SdsTypeCode.INT64)
            .build();
    private static final EventLayout LAYOUT = EventLayout.of(TYPE);

    /** Fixed seeds, and one that is new every day the test runs and stands in its name. */
    static LongStream seeds() {
        return LongStream.of(1, 2, 3, System.currentTimeMillis() / 86_400_000L);
    }

    private static long key(Random random, int spread) {
        return random.nextInt(20) == 0 ? random.nextLong() >> random.nextInt(3) : random.nextInt(spread) - spread / 2;
    }

    private static List<Point> points(Random random, int spread) {
        TreeMap<Long, Point> points = new TreeMap<>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            long key = key(random, spread);
            Double d = random.nextInt(5) == 0 ? null : (double) random.nextInt(9) / (1 + random.nextInt(3));
            long integer = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(10);
            points.put(key, new Point(key, d, integer));
        }
        return List.copyOf(points.values());
    }

    private static ColumnBatch batch(List<Point> points) {
        ColumnBatch batch = new ColumnBatch(LAYOUT, 1);
        for (Point point : points) {
            int row = batch.addRow(point.key());
            if (point.d() == null) {
                batch.column(0).setNull(row);
            } else {
                batch.doubles(0)[row] = point.d();
            }
            batch.longs(1)[row] = point.i();
        }
        return batch;
    }

    private static List<Point> points(ColumnBatch batch) {
        List<Point> points = new ArrayList<>();
        for (int row = 0; row < batch.count(); row++) {
            Double d = batch.column(0).isNull(row) ? null : batch.doubles(0)[row];
            points.add(new Point(batch.key(row), d, batch.longs(1)[row]));
        }
        return points;
    }

    /** One random stream, as both see it, and a random stretch of it. */
    private static final class Round {
        final List<Point> points;
        final NaiveReads naive;
        final ChunkedSource source;
        final Queries queries;
        final Bounds bounds;
        final int parts;

        Round(Random random, long seed) {
            int spread = 4 + random.nextInt(60);
            points = points(random, spread);
            naive = new NaiveReads(points);
            source = new ChunkedSource(batch(points), 1 + random.nextInt(6), seed);
            queries = new Queries(source, SdsStream.of("s", "T"), ReadLimits.DEFAULT);
            long a = key(random, spread);
            long b = random.nextInt(6) == 0 ? a : key(random, spread);
            BoundaryType[] types = BoundaryType.values();
            bounds = new Bounds(Math.min(a, b), Math.max(a, b), types[random.nextInt(4)], types[random.nextInt(4)]);
            parts = 1 + random.nextInt(7);
        }

        String name(int round) {
            return "round " + round + ": " + bounds + " in " + parts + " of " + points;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Round round = new Round(random, seed);
            List<Point> found = points(round.queries.window(WindowRequest.of(round.bounds)));
            assertEquals(round.naive.window(round.bounds), found, round.name(i));
            assertEquals(0, round.source.open());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void interpolatedIndexesAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Round round = new Round(random, seed);
            long[] keys = LongStream.generate(() -> key(random, 80))
                    .limit(1 + random.nextInt(60))
                    .toArray();
            if (random.nextBoolean()) {
                java.util.Arrays.sort(keys);
            }
            List<Point> expected = LongStream.of(keys)
                    .mapToObj(round.naive::at)
                    .flatMap(java.util.Optional::stream)
                    .toList();
            List<Point> found = points(round.queries.interpolated(new InterpolatedRequest.AtKeys(keys)));
            assertEquals(expected, found, round.name(i));
            assertEquals(0, round.source.open());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void samplesAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Round round = new Round(random, seed);
            ColumnBatch found = round.queries.sampled(new SampledRequest(round.bounds, round.parts, List.of("D")));
            List<Long> keys =
                    LongStream.of(found.keys()).limit(found.count()).boxed().toList();
            assertEquals(List.copyOf(round.naive.sampled(round.bounds, round.parts)), keys, round.name(i));
            assertEquals(0, round.source.open());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void summariesAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Round round = new Round(random, seed);
            long start = round.bounds.start().head();
            long end = round.bounds.end().head();
            SummaryTable table = round.queries.summaries(new SummariesRequest(start, end, round.parts));
            for (int interval = 0; interval < round.parts; interval++) {
                Map<Statistic, Double> expected = round.naive.summary(start, end, interval, round.parts);
                // Of values that are equal but for rounding, the third and fourth moments are rounding alone.
                boolean isFlat = expected.get(Statistic.POPULATION_STANDARD_DEVIATION) < 1e-6;
                for (Statistic statistic : Statistic.values()) {
                    if (isFlat && (statistic == Statistic.SKEWNESS || statistic == Statistic.KURTOSIS)) {
                        continue;
                    }
                    double wanted = expected.get(statistic);
                    double found = table.value(interval, 0, statistic);
                    assertClose(wanted, found, statistic + " of interval " + interval + ", " + round.name(i));
                }
            }
            assertEquals(0, round.source.open());
        }
    }

    /** Values are at most 9, so that rounding shows as a small absolute error. */
    private static void assertClose(double wanted, double found, String what) {
        assertEquals(wanted, found, Double.isNaN(wanted) ? 0 : 1e-7 * Math.max(1, Math.abs(wanted)), what);
    }
}
