package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.EventStream;
import io.seqstore.RangeRead;
import io.seqstore.Seqstore;
import io.seqstore.WindowRead;
import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random streams with text, Guid and compound keys and random requests, answered by the reads, by a store and by a list that is
 * sorted by the rules for each type (spec 03, 7.1).
 */
class LongKeysDifferentialTest {
    private static final int ROUNDS = 60;
    private static final BoundaryType[] STORED = {BoundaryType.EXACT, BoundaryType.INSIDE, BoundaryType.OUTSIDE};

    /** The kinds of keys; values are drawn from few, so that heads collide and requests hit. */
    private enum Kind {
        TEXT(SdsTypeCode.STRING),
        GUID(SdsTypeCode.GUID),
        DECIMAL(SdsTypeCode.DECIMAL),
        TEXT_AND_NUMBER(SdsTypeCode.STRING, SdsTypeCode.INT32),
        NUMBER_AND_TEXT(SdsTypeCode.INT64, SdsTypeCode.STRING),
        THREE(SdsTypeCode.GUID, SdsTypeCode.STRING, SdsTypeCode.INT64);

        final SdsTypeCode[] codes;

        Kind(SdsTypeCode... codes) {
            this.codes = codes;
        }

        SdsType type() {
            SdsType.Builder type = SdsType.object(name());
            for (int i = 0; i < codes.length; i++) {
                type.key("K" + i, codes[i]);
            }
            return type.property("V", SdsTypeCode.INT32).build();
        }

        List<Object> randomKey(Random random) {
            return Stream.of(codes).map(code -> value(code, random)).toList();
        }

        private static Object value(SdsTypeCode code, Random random) {
            return switch (code) {
                case STRING -> text(random);
                case GUID -> new UUID(bits(random), bits(random));
                case DECIMAL -> decimal(random);
                case INT32 -> random.nextInt(7) - 3;
                default -> random.nextInt(5) == 0 ? random.nextLong() : (long) random.nextInt(5) - 2;
            };
        }

        /** Without zeros at its end, so that equal numbers are equal objects. */
        private static BigDecimal decimal(Random random) {
            BigDecimal number = BigDecimal.valueOf(random.nextInt(400) - 200, random.nextInt(4))
                    .stripTrailingZeros();
            return number.scale() < 0 ? number.setScale(0) : number;
        }

        private static long bits(Random random) {
            return new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE}[random.nextInt(5)];
        }

        private static String text(Random random) {
            String[] pieces = {"a", "b", "\0", "|", "\uD83D\uDE00", "\uE000", "\u00E9", "abcdefgh"};
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "abcdefg");
            for (int n = random.nextInt(4); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            return text.toString();
        }

        /** The order of the keys, said once more. */
        static int compare(List<Object> a, List<Object> b) {
            for (int i = 0; i < a.size(); i++) {
                int order = a.get(i) instanceof String text
                        ? text.compareTo((String) b.get(i))
                        : a.get(i) instanceof BigDecimal number
                                ? number.compareTo((BigDecimal) b.get(i))
                                : a.get(i) instanceof UUID
                                        ? a.get(i).toString().compareTo(b.get(i).toString())
                                        : Long.compare(
                                                ((Number) a.get(i)).longValue(), ((Number) b.get(i)).longValue());
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    /** Fixed seeds, and one that is new every day the test runs and stands in its name. */
    static LongStream seeds() {
        return LongStream.of(1, 2, 3, System.currentTimeMillis() / 86_400_000L);
    }

    /** One random stream as the reads, a store and a sorted list see it, and a random stretch of it. */
    private static final class Round implements AutoCloseable {
        final String name;
        final Kind kind;
        final TreeSet<List<Object>> sorted = new TreeSet<>((Comparator<List<Object>>) Kind::compare);
        final ChunkedSource source;
        final Queries queries;
        final Seqstore store = Seqstore.inMemory();
        final EventStream stream;
        final EventConverter converter;
        final List<Object> start;
        final List<Object> end;
        final BoundaryType startBoundary;
        final BoundaryType endBoundary;

        Round(Random random, long seed, int number) {
            kind = Kind.values()[random.nextInt(Kind.values().length)];
            EventLayout layout = EventLayout.of(kind.type());
            converter = EventConverter.of(layout);
            store.getOrCreateType(kind.type());
            store.getOrCreateStream(SdsStream.of("s", kind.name()));
            stream = store.stream("s");
            for (int i = random.nextInt(40); i > 0; i--) {
                List<Object> key = kind.randomKey(random);
                sorted.add(key);
                stream.update(event(layout, key));
                if (random.nextInt(15) == 0) {
                    store.flush();
                }
            }
            ColumnBatch events = new ColumnBatch(layout, 1);
            sorted.forEach(key -> converter.append(event(layout, key), events));
            source = new ChunkedSource(events, 1 + random.nextInt(6), seed);
            EventSource either = random.nextBoolean() ? source : new ArraySource(events);
            queries = new Queries(either, SdsStream.of("s", kind.name()), ReadLimits.DEFAULT);
            List<Object> one = key(random);
            List<Object> other = random.nextInt(6) == 0 ? one : key(random);
            boolean ascend = Kind.compare(one, other) <= 0;
            start = ascend ? one : other;
            end = ascend ? other : one;
            startBoundary = STORED[random.nextInt(STORED.length)];
            endBoundary = STORED[random.nextInt(STORED.length)];
            name = "round " + number + ", " + kind + ": " + startBoundary + " " + start + " .. " + endBoundary + " "
                    + end + " of " + sorted;
        }

        private static Event event(EventLayout layout, List<Object> key) {
            Event.Builder event = Event.builder(layout).set("V", 1);
            for (int i = 0; i < key.size(); i++) {
                event.set("K" + i, key.get(i));
            }
            return event.build();
        }

        /** A key to ask for, which is often stored. */
        private List<Object> key(Random random) {
            return sorted.isEmpty() || random.nextBoolean()
                    ? kind.randomKey(random)
                    : List.copyOf(sorted).get(random.nextInt(sorted.size()));
        }

        EventKey eventKey(List<Object> key) {
            return converter.eventKey(key);
        }

        /** What the list says to a window. */
        List<List<Object>> window() {
            TreeSet<List<Object>> chosen = new TreeSet<>((Comparator<List<Object>>) Kind::compare);
            boolean isEmptyPoint = Kind.compare(start, end) == 0
                    && (startBoundary == BoundaryType.INSIDE || endBoundary == BoundaryType.INSIDE);
            if (!isEmptyPoint) {
                chosen.addAll(sorted.subSet(
                        start, startBoundary != BoundaryType.INSIDE, end, endBoundary != BoundaryType.INSIDE));
            }
            if (startBoundary == BoundaryType.OUTSIDE && sorted.lower(start) != null) {
                chosen.add(sorted.lower(start));
            }
            if (endBoundary == BoundaryType.OUTSIDE && sorted.higher(end) != null) {
                chosen.add(sorted.higher(end));
            }
            return List.copyOf(chosen);
        }

        /** What the list says to a range without slice. */
        List<List<Object>> range(boolean reversed) {
            List<List<Object>> chosen = new ArrayList<>(
                    reversed
                            ? sorted.headSet(start, startBoundary != BoundaryType.INSIDE)
                                    .descendingSet()
                            : sorted.tailSet(start, startBoundary != BoundaryType.INSIDE));
            List<Object> outside = reversed ? sorted.higher(start) : sorted.lower(start);
            if (startBoundary == BoundaryType.OUTSIDE && outside != null) {
                chosen.add(0, outside);
            }
            return chosen;
        }

        List<Object> found(SearchMode mode) {
            return switch (mode) {
                case EXACT -> sorted.contains(start) ? start : null;
                case EXACT_OR_NEXT -> sorted.ceiling(start);
                case NEXT -> sorted.higher(start);
                case EXACT_OR_PREVIOUS -> sorted.floor(start);
                case PREVIOUS -> sorted.lower(start);
            };
        }

        /** The keys of some rows. */
        List<List<Object>> keys(ColumnBatch batch) {
            List<List<Object>> keys = new ArrayList<>();
            for (int row = 0; row < batch.count(); row++) {
                int at = row;
                keys.add(batch.layout().keys().stream()
                        .map(part -> converter.value(batch, at, part))
                        .toList());
            }
            return keys;
        }

        Bounds bounds() {
            return new Bounds(eventKey(start), eventKey(end), startBoundary, endBoundary);
        }

        @Override
        public void close() {
            assertEquals(0, source.open(), name);
            store.close();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            try (Round round = new Round(random, seed, i)) {
                List<List<Object>> expected = new ArrayList<>(round.window());
                WindowRead window =
                        round.stream.window(round.start, round.end).boundary(round.startBoundary, round.endBoundary);
                assertEquals(expected, round.keys(round.queries.window(WindowRequest.of(round.bounds()))), round.name);
                assertEquals(expected, round.keys(window.columns()), round.name);
                Collections.reverse(expected);
                WindowRequest reversed = new WindowRequest(round.bounds(), true, Slice.ALL);
                assertEquals(expected, round.keys(round.queries.window(reversed)), round.name);
                WindowRead backwards = round.stream
                        .window(round.end, round.start)
                        .boundary(round.endBoundary, round.startBoundary)
                        .reversed();
                assertEquals(expected, round.keys(backwards.columns()), round.name);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pagesAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            try (Round round = new Round(random, seed, i)) {
                int count = 1 + random.nextInt(5);
                List<List<Object>> delivered = new ArrayList<>();
                Optional<EventKey> after = Optional.empty();
                do {
                    Page page = round.queries.page(new PageRequest(round.bounds(), count, after));
                    delivered.addAll(round.keys(page.events()));
                    after = page.continuation();
                } while (after.isPresent());
                assertEquals(round.window(), delivered, round.name);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rangesAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            try (Round round = new Round(random, seed, i)) {
                boolean reversed = random.nextBoolean();
                int skip = random.nextInt(4);
                int count = random.nextInt(10);
                List<List<Object>> expected =
                        round.range(reversed).stream().skip(skip).limit(count).toList();
                RangeRequest request = new RangeRequest(
                        round.eventKey(round.start), round.startBoundary, reversed, new Slice(skip, count));
                assertEquals(expected, round.keys(round.queries.range(request)), round.name);
                RangeRead range = round.stream
                        .range(round.start)
                        .boundary(round.startBoundary)
                        .skip(skip)
                        .count(count);
                assertEquals(expected, round.keys((reversed ? range.reversed() : range).columns()), round.name);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void searchesAgree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            try (Round round = new Round(random, seed, i)) {
                for (SearchMode mode : SearchMode.values()) {
                    List<List<Object>> expected =
                            Optional.ofNullable(round.found(mode)).stream().toList();
                    FindRequest request = new FindRequest(round.eventKey(round.start), mode);
                    assertEquals(expected, round.keys(round.queries.find(request)), mode + " " + round.name);
                    assertEquals(
                            !expected.isEmpty(),
                            round.stream.find(round.start, mode).isPresent(),
                            mode + " " + round.name);
                }
            }
        }
    }
}
