package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.ForwardingCursor;
import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.testing.Json;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.value.ScalarText;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins of several streams (spec 07, section 5): the golden vectors, what is refused, and random streams in all modes. */
class JoinsTest {
    private static final Map<String, Object> VECTORS = Json.object(Json.resource("/vectors/joins-basic.json"));

    @TestFactory
    Stream<DynamicTest> everyVectorHolds() {
        return Json.list(VECTORS.get("vectors")).stream()
                .map(Json::object)
                .map(vector -> dynamicTest((String) vector.get("id"), () -> run(vector)));
    }

    private static Map<String, VectorStream> streams() {
        Map<String, VectorStream> streams = new LinkedHashMap<>();
        Map<String, Object> fixtures = Json.object(VECTORS.get("fixtures"));
        Map<String, Object> joins = Json.object(fixtures.get("joins"));
        for (Object member : Json.list(joins.get("streams"))) {
            Map<String, Object> fixture = new LinkedHashMap<>(Json.object(member));
            fixture.put("type", joins.get("type"));
            VectorStream stream = VectorStream.of(fixture);
            streams.put(stream.stream().id(), stream);
        }
        streams.put("Wave", VectorStream.of(Json.object(fixtures.get("wave"))));
        return streams;
    }

    private static void run(Map<String, Object> vector) {
        Map<String, Object> when = Json.object(vector.get("when"));
        Map<String, Object> expect = Json.object(vector.get("expect"));
        Map<String, String> query = query(when);
        int status = ((BigDecimal) expect.get("status")).intValue();
        if (mode(query) == null || status == 404) {
            // A mode that is none and a stream that is unknown: both found out before a join is made.
            assertTrue(status == 400 || (status == 404 && !streams().keySet().containsAll(ids(query))));
            return;
        }
        if (status == 400) {
            assertThrows(InvalidRequestException.class, () -> open(when, query).close());
            return;
        }
        List<Object> expected = Json.list(expect.get("body"));
        try (JoinCursor cursor = open(when, query)) {
            int row = 0;
            while (cursor.next()) {
                assertRow(expected.get(row), cursor);
                row++;
            }
            assertEquals(expected.size(), row);
        }
    }

    private static void assertRow(Object expected, JoinCursor cursor) {
        List<Object> events = expected instanceof List<?> ? Json.list(expected) : List.of(expected);
        assertEquals(events.size(), cursor.columns());
        for (int column = 0; column < events.size(); column++) {
            assertEquals(events.get(column) != null, cursor.isPresent(column));
            if (events.get(column) != null) {
                Rows.assertRow(Json.object(events.get(column)), cursor.batch(column), cursor.row(column), false);
            }
        }
    }

    private static Map<String, String> query(Map<String, Object> when) {
        Map<String, String> query = new LinkedHashMap<>();
        if (when.containsKey("rawTarget")) {
            for (String pair : ((String) when.get("rawTarget")).split("[?]")[1].split("&")) {
                query.put(pair.split("=")[0], URLDecoder.decode(pair.split("=")[1], StandardCharsets.UTF_8));
            }
        } else {
            for (Object pair : Json.list(when.get("query"))) {
                query.put((String) Json.list(pair).get(0), (String)
                        Json.list(pair).get(1));
            }
        }
        return query;
    }

    private static JoinMode mode(Map<String, String> query) {
        String name = query.get("joinMode");
        return Arrays.stream(JoinMode.values())
                .filter(mode -> mode.sdsName().equalsIgnoreCase(name) || name.equals("" + mode.ordinal()))
                .findFirst()
                .orElse(null);
    }

    private static List<String> ids(Map<String, String> query) {
        return List.of(query.get("streams").split(","));
    }

    private static JoinCursor open(Map<String, Object> when, Map<String, String> query) {
        List<JoinInput> inputs = new ArrayList<>();
        if (when.containsKey("body")) {
            for (Object item : Json.list(when.get("body"))) {
                Map<String, Object> options = Json.object(Json.object(item).get("Options"));
                VectorStream stream = streams().get((String) Json.object(item).get("StreamId"));
                long count = ((BigDecimal) options.get("Count")).longValue();
                inputs.add(input(stream, options.get("StartIndex"), options.get("EndIndex"), "", count));
            }
        } else {
            for (String id : ids(query)) {
                String filter = query.get("filter");
                inputs.add(input(
                        streams().get(id), query.get("startIndex"), query.get("endIndex"), filter, Long.MAX_VALUE));
            }
        }
        long rows = query.containsKey("count") ? Long.parseLong(query.get("count")) : Long.MAX_VALUE;
        return JoinCursor.open(mode(query), inputs, rows);
    }

    private static JoinInput input(VectorStream stream, Object start, Object end, String filter, long count) {
        String key = stream.events().layout().key().code().sdsName().toUpperCase(Locale.ROOT);
        long from = key.equals("DATETIME") ? time(stream, start) : Long.MIN_VALUE;
        long to = key.equals("DATETIME") ? time(stream, end) : Long.MAX_VALUE;
        return stream.queries()
                .where(filter)
                .joinInput(new WindowRequest(Bounds.exact(from, to), false, new Slice(0, count)), true, () -> {});
    }

    private static long time(VectorStream stream, Object index) {
        var code = stream.events().layout().key().code();
        return KeyForm.keyOf(code, ScalarText.parse(code, (String) index));
    }

    private static JoinInput input(ColumnBatch events, ReadLimits limits, int[] closed) {
        return new Queries(new ArraySource(events), Pump.STREAM, limits)
                .joinInput(
                        WindowRequest.of(Pump.bounds(0, BoundaryType.EXACT, 1000, BoundaryType.EXACT)),
                        true,
                        () -> closed[0]++);
    }

    private static ColumnBatch level(double level, long... keys) {
        double[] levels = new double[keys.length];
        Arrays.fill(levels, level);
        return Pump.events(keys, levels);
    }

    @ParameterizedTest(name = "limit {0}: {1}")
    @CsvSource({"3, true", "2, false"})
    void countsTheEventsOfEachStreamAlone(long limit, boolean allowed) {
        int[] closed = new int[1];
        try (JoinCursor cursor = JoinCursor.open(
                JoinMode.OUTER,
                List.of(
                        input(level(1, 1, 2, 3), ReadLimits.of(limit), closed),
                        input(level(2, 4, 5, 6), ReadLimits.of(limit), closed)),
                Long.MAX_VALUE)) {
            if (allowed) {
                int rows = 0;
                while (cursor.next()) {
                    rows++;
                }
                assertEquals(6, rows);
            } else {
                assertThrows(LimitExceededException.class, () -> {
                    while (cursor.next()) {
                        assertTrue(cursor.isPresent(0) || cursor.isPresent(1));
                    }
                });
            }
        }
        assertEquals(2, closed[0]);
    }

    @Test
    void closesItsStreamsWhenItCannotBegin() {
        int[] closed = new int[1];
        List<JoinInput> inputs = List.of(input(level(1, 1), ReadLimits.DEFAULT, closed));
        assertThrows(InvalidRequestException.class, () -> JoinCursor.open(JoinMode.INNER, inputs, -1));
        assertEquals(1, closed[0]);
        assertThrows(InvalidRequestException.class, () -> JoinCursor.open(JoinMode.INNER, List.of(), 1));
    }

    /** What a filter drops of one stream is not counted with the events of another (spec 07, section 6). */
    @ParameterizedTest(name = "limit {0}: {1}")
    @CsvSource({"4, true", "3, false"})
    void countsWhatAFilterDropsOfEachStreamAlone(long limit, boolean allowed) {
        List<JoinInput> inputs = Stream.of(
                        Pump.events(new long[] {1, 2, 3, 4}, 0, 0, 0, 9),
                        Pump.events(new long[] {5, 6, 7, 8}, 0, 9, 0, 0))
                .map(events -> Pump.queries(events, ReadLimits.of(limit))
                        .where("Level gt 1")
                        .joinInput(WindowRequest.of(Bounds.exact(0, 100)), true, () -> {}))
                .toList();
        StringJoiner keys = new StringJoiner(" ");
        try (JoinCursor cursor = JoinCursor.open(JoinMode.MERGE_LEFT, inputs, Long.MAX_VALUE)) {
            Executable walk = () -> {
                while (cursor.next()) {
                    keys.add("" + cursor.batch(0).key(cursor.row(0)));
                }
            };
            if (allowed) {
                assertDoesNotThrow(walk);
                assertEquals("4 6", keys.toString());
            } else {
                assertThrows(LimitExceededException.class, walk);
            }
        }
    }

    /** A source that knows how far its scans have read: the last key of all batches that they have left. */
    private static final class LeftBatches implements EventSource {
        private final ChunkedSource source;
        private long lastLeft = Long.MIN_VALUE;

        LeftBatches(ChunkedSource source) {
            this.source = source;
        }

        @Override
        public EventLayout layout() {
            return source.layout();
        }

        @Override
        public BatchCursor scan(KeyRange range, Direction direction, ColumnSet columns) {
            BatchCursor scan = source.scan(range, direction, columns);
            return new ForwardingCursor(scan) {
                private boolean begun;

                @Override
                public boolean advance() {
                    if (begun && direction == Direction.ASCENDING && to() > from()) {
                        lastLeft = Math.max(lastLeft, batch().key(to() - 1));
                    }
                    begun = super.advance();
                    return begun;
                }
            };
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void joinsFiftyStreamsAndIsNeverMoreThanABatchOfEachAhead(JoinMode mode) {
        int streams = 50;
        List<LeftBatches> sources = new ArrayList<>();
        List<JoinInput> inputs = new ArrayList<>();
        TreeSet<Long> union = new TreeSet<>();
        for (int i = 0; i < streams; i++) {
            int step = 1 + i % 7;
            long[] keys = LongStream.range(0, 200).map(n -> n * step).toArray();
            LongStream.of(keys).forEach(union::add);
            LeftBatches source = new LeftBatches(new ChunkedSource(level(i, keys), 9, i));
            sources.add(source);
            inputs.add(new Queries(source, Pump.STREAM, ReadLimits.DEFAULT)
                    .joinInput(WindowRequest.of(Bounds.exact(0, 10_000)), true, () -> {}));
        }
        int rows = 0;
        try (JoinCursor cursor = JoinCursor.open(mode, inputs, Long.MAX_VALUE)) {
            while (cursor.next()) {
                rows++;
                long key = IntStream.range(0, cursor.columns())
                        .filter(cursor::isPresent)
                        .mapToLong(column -> cursor.batch(column).key(cursor.row(column)))
                        .findFirst()
                        .orElseThrow();
                for (LeftBatches source : sources) {
                    assertTrue(source.lastLeft <= key, () -> "at key " + key + " read up to " + source.lastLeft);
                }
            }
        }
        long common = LongStream.range(0, 200).filter(key -> key % 420 == 0).count();
        assertEquals(mode == JoinMode.INNER ? common : union.size(), rows);
        assertEquals(
                0, sources.stream().mapToInt(source -> source.source.open()).sum());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithSets(long seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(4);
        List<TreeSet<Long>> sets = new ArrayList<>();
        TreeSet<Long> union = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            TreeSet<Long> keys = new TreeSet<>();
            for (int n = random.nextInt(60); n > 0; n--) {
                keys.add((long) random.nextInt(80));
            }
            sets.add(keys);
            union.addAll(keys);
        }
        for (JoinMode mode : JoinMode.values()) {
            StringJoiner expected = new StringJoiner(" ");
            for (long key : union) {
                List<Integer> having = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    if (sets.get(i).contains(key)) {
                        having.add(i);
                    }
                }
                switch (mode) {
                    case INNER -> {
                        if (having.size() == count) {
                            expected.add(key + ":" + having);
                        }
                    }
                    case OUTER -> expected.add(key + ":" + having);
                    case INTERPOLATED -> {
                        List<Integer> able = new ArrayList<>();
                        for (int i = 0; i < count; i++) {
                            if (!sets.get(i).isEmpty()) {
                                able.add(i);
                            }
                        }
                        expected.add(key + ":" + able);
                    }
                    case MERGE_LEFT -> expected.add(key + ":" + having.get(0));
                    case MERGE_RIGHT -> expected.add(key + ":" + having.get(having.size() - 1));
                }
            }
            assertEquals(expected.toString(), joined(mode, sets, seed), mode.sdsName());
        }
    }

    private static String joined(JoinMode mode, List<TreeSet<Long>> sets, long seed) {
        List<JoinInput> inputs = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            long[] keys = sets.get(i).stream().mapToLong(key -> key).toArray();
            ChunkedSource source = new ChunkedSource(level(i, keys), 7, seed);
            inputs.add(new Queries(source, Pump.STREAM, ReadLimits.DEFAULT)
                    .joinInput(
                            WindowRequest.of(Pump.bounds(0, BoundaryType.EXACT, 100, BoundaryType.EXACT)),
                            true,
                            () -> {}));
        }
        StringJoiner rows = new StringJoiner(" ");
        try (JoinCursor cursor = JoinCursor.open(mode, inputs, Long.MAX_VALUE)) {
            while (cursor.next()) {
                List<Integer> present = new ArrayList<>();
                long key = -1;
                for (int column = 0; column < cursor.columns(); column++) {
                    if (cursor.isPresent(column)) {
                        key = cursor.batch(column).key(cursor.row(column));
                        present.add((int) cursor.batch(column).doubles(0)[cursor.row(column)]);
                    }
                }
                rows.add(key + ":" + (mode.isMerge() ? present.get(0) : present));
            }
        }
        return rows.toString();
    }
}
