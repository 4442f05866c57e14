package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.Stream;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.ServedStore.Values;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.filter.Filter;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream.Builder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads that use the figures of blocks answer what reads that look at every event do, and decode less. */
class ServedReadsTest {
    private static final int EVENTS = 40_000;
    private static final List<Statistic> EXACT =
            List.of(Statistic.COUNT, Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.RANGE);
    private static final List<Statistic> SHAPES = List.of(Statistic.SKEWNESS, Statistic.KURTOSIS);

    /** Fixed seeds, and one that is new every day the test runs and stands in its name. */
    static java.util.stream.Stream<Arguments> seeds() {
        Builder<Arguments> all = java.util.stream.Stream.builder();
        LongStream.of(1, 2, 3, 4, 5, 6, System.currentTimeMillis() / 86_400_000L)
                .forEach(seed -> all.add(Arguments.of(seed, Values.values()[(int) (seed % Values.values().length)])));
        return all.build();
    }

    private static SdsStream stream(ServedStore store, Random random) {
        SdsInterpolationMode[] modes = {
            null, null, null, SdsInterpolationMode.CONTINUOUS, SdsInterpolationMode.STEPWISE_CONTINUOUS_TRAILING
        };
        return store.definition().withInterpolation(modes[random.nextInt(modes.length)]);
    }

    private static Queries queries(EventSource source, SdsStream stream) {
        return new Queries(source, stream, ReadLimits.of(Long.MAX_VALUE));
    }

    @ParameterizedTest(name = "seed {0}, {1} values")
    @MethodSource("seeds")
    void summariesAgree(long seed, Values values) {
        Random random = new Random(seed);
        try (ServedStore store = new ServedStore(random, values, EVENTS);
                StreamSnapshot snapshot = store.stream().snapshot()) {
            for (int round = 0; round < 12; round++) {
                SdsStream stream = stream(store, random);
                long a = round == 0 ? store.keys().first() : store.anyKey();
                long b = round == 0 ? store.keys().last() : store.anyKey();
                SummariesRequest request =
                        new SummariesRequest(Math.min(a, b), Math.max(a, b), 1 + random.nextInt(round < 6 ? 4 : 60));
                SummaryTable served = queries(snapshot, stream).summaries(request);
                SummaryTable scanned =
                        queries(new ScannedOnly(snapshot), stream).summaries(request);
                assertSame(scanned, served, "seed " + seed + ", " + store.type.id() + ", " + request + " of " + stream);
            }
        }
    }

    private static void assertSame(SummaryTable expected, SummaryTable found, String what) {
        assertEquals(expected.properties(), found.properties(), what);
        for (int interval = 0; interval < expected.intervals(); interval++) {
            assertEquals(expected.keyCount(interval), found.keyCount(interval), what);
            for (int property = 0; property < expected.properties().size(); property++) {
                String where =
                        expected.properties().get(property).property().id() + " in interval " + interval + ", " + what;
                assertEquals(expected.base(interval, property), found.base(interval, property), where);
                for (Statistic statistic : Statistic.values()) {
                    double wanted = expected.value(interval, property, statistic);
                    double tolerance = Double.isFinite(wanted) && !EXACT.contains(statistic)
                            ? 1e-12 * (SHAPES.contains(statistic) ? Math.max(1, Math.abs(wanted)) : Math.abs(wanted))
                            : 0;
                    assertEquals(
                            wanted, found.value(interval, property, statistic), tolerance, statistic + " of " + where);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}, {1} values")
    @MethodSource("seeds")
    void samplesAgree(long seed, Values values) {
        Random random = new Random(seed);
        List<String> properties = List.of("K", "D", "N", "F", "I", "L", "U", "B", "C", "S", "T", "O", "Alone");
        try (ServedStore store = new ServedStore(random, values, EVENTS);
                StreamSnapshot snapshot = store.stream().snapshot()) {
            BoundaryType[] types = BoundaryType.values();
            for (int round = 0; round < 20; round++) {
                SdsStream stream = stream(store, random);
                long a = store.anyKey();
                long b = store.anyKey();
                Bounds bounds =
                        new Bounds(Math.min(a, b), Math.max(a, b), types[random.nextInt(4)], types[random.nextInt(4)]);
                List<String> by = new ArrayList<>(List.of(properties.get(round % properties.size())));
                by.add(properties.get(random.nextInt(properties.size())));
                SampledRequest request = new SampledRequest(bounds, 1 + random.nextInt(8), by);
                ColumnBatch served = queries(snapshot, stream).sampled(request);
                ColumnBatch scanned = queries(new ScannedOnly(snapshot), stream).sampled(request);
                assertSame(scanned, served, "seed " + seed + ", " + store.type.id() + ", " + request);
            }
        }
    }

    private static void assertSame(ColumnBatch expected, ColumnBatch found, String what) {
        assertArrayEquals(keys(expected), keys(found), what);
        for (int column = 0; column < expected.columnCount(); column++) {
            for (int row = 0; row < expected.count(); row++) {
                assertEquals(
                        expected.column(column).isNull(row),
                        found.column(column).isNull(row),
                        what);
            }
        }
        for (int row = 0; row < expected.count(); row++) {
            assertEquals(expected.doubles(0)[row], found.doubles(0)[row], what);
        }
    }

    private static long[] keys(ColumnBatch batch) {
        return LongStream.of(batch.keys()).limit(batch.count()).toArray();
    }

    /** Random comparisons, joined at random. */
    private static String filter(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            return switch (random.nextInt(3)) {
                case 0 -> "(" + filter(random, depth - 1) + " and " + filter(random, depth - 1) + ")";
                case 1 -> "(" + filter(random, depth - 1) + " or " + filter(random, depth - 1) + ")";
                default -> "not (" + filter(random, depth - 1) + ")";
            };
        }
        String[] operators = {"eq", "ne", "gt", "ge", "lt", "le"};
        String operator = " " + operators[random.nextInt(operators.length)] + " ";
        return switch (random.nextInt(10)) {
            case 0 -> "D" + operator + (random.nextInt(3) == 0 ? 20 : 10 + random.nextInt(120));
            case 1 -> "N" + operator + (119 + random.nextInt(20) / 10.0);
            case 2 -> "I" + operator + random.nextInt(2100);
            case 3 -> "L" + operator + (random.nextInt(4000) - 1000) + ".5";
            case 4 -> "U" + operator + "9223372036854775808";
            case 5 -> "B";
            case 6 -> "K" + operator + random.nextInt(100_000);
            case 7 -> random.nextInt(100_000) + operator + "K";
            case 8 -> "D" + operator + "NaN";
            default -> "S" + operator + "'00:00:00.01'";
        };
    }

    @ParameterizedTest(name = "seed {0}, {1} values")
    @MethodSource("seeds")
    void prunedFiltersLetThroughWhatOthersDo(long seed, Values values) {
        Random random = new Random(seed);
        try (ServedStore store = new ServedStore(random, values, EVENTS);
                StreamSnapshot snapshot = store.stream().snapshot()) {
            for (int round = 0; round < 60; round++) {
                String filter = filter(random, 2);
                String what = "seed " + seed + ": " + filter;
                Queries pruned = queries(snapshot, store.definition()).where(filter);
                Queries whole =
                        queries(new ScannedOnly(snapshot), store.definition()).where(filter);
                assertEquals(walked(whole.filteredCursor(Slice.ALL)), walked(pruned.filteredCursor(Slice.ALL)), what);
                long a = store.anyKey();
                long b = store.anyKey();
                Bounds bounds = new Bounds(
                        Math.min(a, b), Math.max(a, b), BoundaryType.OUTSIDE, BoundaryType.EXACT_OR_CALCULATED);
                WindowRequest window = new WindowRequest(bounds, random.nextBoolean(), Slice.ALL);
                assertEquals(walked(whole.windowCursor(window)), walked(pruned.windowCursor(window)), what);
                if (round < 10) {
                    SummariesRequest request = new SummariesRequest(
                            bounds.start().head(), bounds.end().head(), 7);
                    assertSame(whole.summaries(request), pruned.summaries(request), what);
                    SampledRequest sampled = new SampledRequest(bounds, 7, List.of("D"));
                    assertSame(whole.sampled(sampled), pruned.sampled(sampled), what);
                }
            }
        }
    }

    private static List<Long> walked(BatchCursor cursor) {
        List<Long> keys = new ArrayList<>();
        try (cursor) {
            while (cursor.advance()) {
                for (int row = cursor.from(); row < cursor.to(); row++) {
                    keys.add(cursor.batch().key(row));
                }
            }
        }
        return keys;
    }

    private static final SdsType PUMP = SdsType.object("Pump")
            .key("Time", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.DOUBLE)
            .build();

    private static Stream pump(Store store) {
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, PUMP);
        store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("p", PUMP.id()));
        return store.stream(Registry.DEFAULT_NAMESPACE, "p");
    }

    private static void insert(Stream stream, int from, int to, double[] levels) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
        for (int i = from; i < to; i++) {
            add(batch, 10L * i, levels[i]);
        }
        stream.insert(batch);
    }

    private static void add(ColumnBatch batch, long key, double level) {
        int row = batch.addRow(key);
        batch.doubles(0)[row] = level;
    }

    private static double[] noise(long seed, int count, double offset) {
        Random random = new Random(seed);
        double[] levels = new double[count];
        for (int i = 0; i < count; i++) {
            levels[i] = offset + random.nextInt(1 << 20) / (double) (1 << 18);
        }
        return levels;
    }

    @Test
    void onlyBlocksAtTheBordersAreDecoded() {
        int events = 300_000;
        double[] levels = noise(1, events, 0);
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = pump(store);
            insert(stream, 0, events, levels);
            store.flush();
            try (StreamSnapshot snapshot = stream.snapshot()) {
                CountedBlocks counted = new CountedBlocks(snapshot);
                Queries queries = queries(counted, SdsStream.of("p", PUMP.id()));
                queries.summaries(new SummariesRequest(5, 10L * events - 5, 10));
                long decoded = counted.decoded();
                assertTrue(decoded > 0 && decoded <= 16 * 1024, decoded + " events were decoded for 11 borders");
                queries.sampled(new SampledRequest(Bounds.exact(5, 10L * events - 5), 10, List.of("Level")));
                decoded = counted.decoded();
                assertTrue(decoded > 0 && decoded <= 40 * 1024, decoded + " events were decoded for 10 parts");
            }
        }
    }

    /** Of a block that a border cuts the smaller part is decoded, and what the other part has follows from the figures. */
    @Test
    void intervalsThatAreShorterThanABlockAgree() {
        int events = 40_000;
        double[] noise = noise(5, events, 0);
        double[] walk = new double[events];
        double[] states = new double[events];
        double[] peaks = noise.clone();
        for (int i = 1; i < events; i++) {
            walk[i] = walk[i - 1] + noise[i] - 2;
            states[i] = noise[i] < 0.005 ? i % 7 : states[i - 1];
            peaks[i] = i % 3000 == 0 ? 1e4 : noise[i];
        }
        for (double[] levels : List.of(noise, walk, states, peaks, new double[events])) {
            try (Store store = Store.inMemory(StoreOptions.defaults())) {
                Stream stream = pump(store);
                insert(stream, 0, events, levels);
                store.flush();
                try (StreamSnapshot snapshot = stream.snapshot()) {
                    CountedBlocks counted = new CountedBlocks(snapshot);
                    // Borders on events, and between them; one and two in a block.
                    for (int shift = 0; shift < 20; shift += 5) {
                        int count = shift < 10 ? 39 : 65;
                        SummariesRequest request = new SummariesRequest(shift, shift + 10L * 39_000, count);
                        SdsStream definition = SdsStream.of("p", PUMP.id());
                        SummaryTable served = queries(counted, definition).summaries(request);
                        long decoded = counted.decoded();
                        SummaryTable scanned =
                                queries(new ScannedOnly(snapshot), definition).summaries(request);
                        assertSame(scanned, served, request + " of " + levels[1] + ", " + levels[2]);
                        assertTrue(
                                levels != noise || count != 39 || decoded < 0.8 * events,
                                decoded + " events of noise were decoded");
                    }
                }
            }
        }
    }

    @Test
    void aLateEventCostsTheBlocksAroundIt() {
        int events = 300_000;
        double[] levels = noise(2, events, 0);
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = pump(store);
            insert(stream, 0, events, levels);
            store.flush();
            ColumnBatch late = new ColumnBatch(stream.layout(), 0);
            add(late, 1_500_005, 1e6);
            stream.insert(late);
            try (StreamSnapshot snapshot = stream.snapshot()) {
                CountedBlocks counted = new CountedBlocks(snapshot);
                Queries queries = queries(counted, SdsStream.of("p", PUMP.id()));
                SummaryTable table = queries.summaries(new SummariesRequest(5, 10L * events - 5, 1));
                assertEquals(1e6, table.value(0, 0, Statistic.MAXIMUM));
                assertEquals(events, table.keyCount(0));
                long decoded = counted.decoded();
                assertTrue(decoded > 0 && decoded <= 12 * 1024, decoded + " events were decoded around one event");
            }
        }
    }

    @Test
    void aFilterPassesBlocksBy() {
        int events = 100_000;
        double[] rising = new double[events];
        Arrays.setAll(rising, i -> i);
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = pump(store);
            insert(stream, 0, events, rising);
            store.flush();
            try (StreamSnapshot snapshot = stream.snapshot()) {
                long decoded = 0;
                try (BatchCursor cursor = snapshot.scan(
                        KeyRange.ALL,
                        Direction.ASCENDING,
                        ColumnSet.ALL,
                        Filter.parse("Level gt 50000 and Level lt 50010", stream.layout())
                                .orElseThrow()
                                .blockTest())) {
                    while (cursor.advance()) {
                        decoded += cursor.batch().count();
                    }
                }
                assertTrue(decoded > 0 && decoded <= 2048, decoded + " events were decoded");
            }
        }
    }

    /** What an older layer holds must stay hidden by a newer version that the filter does not let through. */
    @Test
    void aNewerVersionThatFailsTheFilterHidesAnOlderOneThatPasses() {
        int events = 20_000;
        double[] ones = new double[events];
        Arrays.fill(ones, 1);
        double[] twos = new double[events];
        Arrays.fill(twos, 2);
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = pump(store);
            insert(stream, 0, events, ones);
            store.flush();
            ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
            for (int i = 0; i < events; i++) {
                add(batch, 10L * i, twos[i]);
            }
            stream.update(batch);
            store.flush();
            try (StreamSnapshot snapshot = stream.snapshot()) {
                Queries queries = queries(snapshot, SdsStream.of("p", PUMP.id()));
                assertEquals(List.of(), walked(queries.where("Level eq 1").filteredCursor(Slice.ALL)));
                assertEquals(
                        events,
                        walked(queries.where("Level eq 2").filteredCursor(Slice.ALL))
                                .size());
            }
        }
    }

    /** An offset of 1e9 must not cost the digits of deviations that are nine orders of magnitude smaller. */
    @Test
    void aGreatOffsetCostsNoDigits() {
        int events = 100_000;
        double[] small = noise(3, events, 0);
        double[] great = noise(3, events, 1e9);
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            Stream stream = pump(store);
            insert(stream, 0, events, great);
            store.flush();
            try (StreamSnapshot snapshot = stream.snapshot()) {
                SummaryTable table = queries(snapshot, SdsStream.of("p", PUMP.id()))
                        .summaries(new SummariesRequest(0, 10L * (events - 1), 1));
                double mean = 0;
                for (int i = 0; i < events - 1; i++) {
                    mean += (small[i] + small[i + 1]) / 2 / (events - 1);
                }
                double m2 = 0;
                double m3 = 0;
                double m4 = 0;
                for (int i = 0; i < events - 1; i++) {
                    double d = (small[i] + small[i + 1]) / 2 - mean;
                    m2 += d * d;
                    m3 += d * d * d;
                    m4 += d * d * d * d;
                }
                double n = events - 1;
                assertEquals(1e9 + mean, table.value(0, 0, Statistic.MEAN), 1e-6);
                double deviation = Math.sqrt(m2 / n);
                assertEquals(deviation, table.value(0, 0, Statistic.POPULATION_STANDARD_DEVIATION), 1e-12 * deviation);
                assertEquals(
                        deviation,
                        table.value(0, 0, Statistic.WEIGHTED_POPULATION_STANDARD_DEVIATION),
                        1e-12 * deviation);
                assertEquals(Math.sqrt(n) * m3 / Math.pow(m2, 1.5), table.value(0, 0, Statistic.SKEWNESS), 1e-12);
                assertEquals(n * m4 / (m2 * m2) - 3, table.value(0, 0, Statistic.KURTOSIS), 1e-11);
            }
        }
    }

    @Test
    void figuresSurviveReopeningAndCompaction(@TempDir Path folder) {
        int events = 60_000;
        double[] levels = noise(4, events, 5);
        SdsStream definition = SdsStream.of("p", PUMP.id());
        SummariesRequest request = new SummariesRequest(3, 10L * events, 3);
        try (Store store = Store.open(folder.resolve("s"), StoreOptions.defaults())) {
            Stream stream = pump(store);
            for (int from = 0; from < events; from += 15_000) {
                insert(stream, from, from + 15_000, levels);
                store.flush();
            }
            assertServed(stream, definition, request);
            store.compact();
            assertServed(stream, definition, request);
        }
        try (Store store = Store.open(folder.resolve("s"), StoreOptions.defaults())) {
            assertServed(store.stream(Registry.DEFAULT_NAMESPACE, "p"), definition, request);
        }
    }

    private static void assertServed(Stream stream, SdsStream definition, SummariesRequest request) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            CountedBlocks counted = new CountedBlocks(snapshot);
            SummaryTable served = queries(counted, definition).summaries(request);
            assertTrue(counted.decoded() < 20 * 1024);
            assertSame(queries(new ScannedOnly(snapshot), definition).summaries(request), served, definition.id());
        }
    }
}
