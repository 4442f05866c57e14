package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SearchMode;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.Event;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The front door of streams whose keys are text, Guid or compound (spec 07, section 8; spec 03, section 7), over every
 * backing.
 */
class LongKeysTest {
    /**
     * An event with a compound key.
     *
     * @param site the first part of the key
     * @param at the second part of the key
     * @param level what was read
     */
    @TypeId("Visit")
    record Visit(@Key(0) String site, @Key(1) OffsetDateTime at, double level) {}

    private static final OffsetDateTime NOON = OffsetDateTime.parse("2020-01-01T12:00:00+02:00");
    private static final List<String> NAMES = List.of("", "a", "abcdefgh", "abcdefgh1", "abcdefgh2", "b|c", "c");

    /** The documented example of compound keys. */
    private static final List<List<Integer>> WAVES =
            List.of(List.of(1, 10), List.of(2, 2), List.of(3, 1), List.of(10, 3), List.of(10, 8), List.of(10, 10));

    /** In the order of their hex digits, which is not that of {@code UUID.compareTo}. */
    private static final List<UUID> GUIDS = List.of(
            UUID.fromString("00000000-0000-0000-0000-000000000001"),
            UUID.fromString("7fffffff-ffff-ffff-7fff-ffffffffffff"),
            UUID.fromString("7fffffff-ffff-ffff-8000-000000000000"),
            UUID.fromString("80000000-0000-0000-0000-000000000000"));

    private static SdsType typeOf(String id, SdsTypeCode key) {
        return SdsType.object(id)
                .key("K", key)
                .property("Level", SdsTypeCode.DOUBLE)
                .build();
    }

    /** What every backing must answer. */
    @Nested
    @ParameterizedClass(name = "{0}")
    @EnumSource(Backing.class)
    class OnEveryBacking {
        @Parameter
        Backing backing;

        @TempDir
        Path folder;

        Seqstore store;
        EventStream names;
        EventStream guids;
        EventStream waves;

        /** Brings the events that were written into the state of this backing. */
        final void settle() {
            store = backing.settle(store, folder);
            find();
        }

        @BeforeEach
        void writeStreams() {
            store = backing.open(folder);
            store.getOrCreateType(typeOf("Named", SdsTypeCode.STRING));
            store.getOrCreateType(typeOf("Marked", SdsTypeCode.GUID));
            store.getOrCreateType(SdsType.object("Wave")
                    .key("Order", SdsTypeCode.INT32)
                    .key("Multiplier", SdsTypeCode.INT32)
                    .property("Radians", SdsTypeCode.DOUBLE)
                    .build());
            store.getOrCreateType(Visit.class);
            store.getOrCreateStream(SdsStream.of("names", "Named"));
            store.getOrCreateStream(SdsStream.of("guids", "Marked"));
            store.getOrCreateStream(SdsStream.of("waves", "Wave"));
            store.getOrCreateStream(SdsStream.of("waves2", "Wave"));
            store.getOrCreateStream(SdsStream.of("visits", "Visit"));
            find();
            // Written in another order than they are read.
            for (int i = NAMES.size() - 1; i >= 0; i--) {
                names.insert(event(names, NAMES.get(i), i));
            }
            for (int i = GUIDS.size() - 1; i >= 0; i--) {
                guids.insert(event(guids, GUIDS.get(i), i));
            }
            List<List<Integer>> shuffled = new ArrayList<>(WAVES);
            Collections.reverse(shuffled);
            waves.insert(shuffled.stream().map(key -> wave(key, "")).toList());
            settle();
        }

        /** Looks the streams up. */
        final void find() {
            names = store.stream("names");
            guids = store.stream("guids");
            waves = store.stream("waves");
        }

        @AfterEach
        void closeTheStore() {
            store.close();
        }

        private static Event event(EventStream stream, Object key, double level) {
            return stream.event().set("K", key).set("Level", level).build();
        }

        private Event wave(List<Integer> key, String more) {
            return waves.event()
                    .set("Order", key.get(0))
                    .set("Multiplier", key.get(1))
                    .set("Radians", Double.parseDouble(key.get(0) * 100 + key.get(1) + more))
                    .build();
        }

        /** The keys of waves as text. */
        private static String keys(List<Event> events) {
            return events.stream()
                    .map(event -> event.get("Order") + "|" + event.get("Multiplier"))
                    .collect(Collectors.joining(" "));
        }

        private static List<Object> keysOf(EventRead read) {
            return read.events().stream().map(event -> event.get("K")).toList();
        }

        @Test
        void findsTheFirstAndTheLastEvent() {
            assertEquals(Optional.of(""), names.first().map(event -> event.get("K")));
            assertEquals(Optional.of("c"), names.last().map(event -> event.get("K")));
            assertEquals(Optional.of(GUIDS.get(3)), guids.last().map(event -> event.get("K")));
            assertEquals("1|10", keys(waves.first().stream().toList()));
            assertEquals("10|10", keys(waves.last().stream().toList()));
        }

        @ParameterizedTest(name = "{1} of {0}: {2}")
        @CsvSource({
            "abcdefgh1, EXACT, abcdefgh1",
            "abcdefgh0, EXACT, none",
            "abcdefgh0, EXACT_OR_NEXT, abcdefgh1",
            "abcdefgh1, NEXT, abcdefgh2",
            "abcdefgh, NEXT, abcdefgh1",
            "c, NEXT, none",
            "abcdefgh1, EXACT_OR_PREVIOUS, abcdefgh1",
            "abcdefgh15, EXACT_OR_PREVIOUS, abcdefgh1",
            "abcdefgh1, PREVIOUS, abcdefgh",
            "b|c, EXACT, b|c",
            "zzz, PREVIOUS, c"
        })
        void findsTextsAtAndBesideAnIndex(String index, SearchMode mode, String expected) {
            Optional<Event> found = names.find(index, mode);
            assertEquals(expected, found.map(event -> event.get("K")).orElse("none"));
        }

        @ParameterizedTest(name = "{1} of {0}: {2}")
        @CsvSource({
            "10|3, EXACT, 10|3",
            "10|4, EXACT, none",
            "10|4, EXACT_OR_NEXT, 10|8",
            "10|8, NEXT, 10|10",
            "10|10, NEXT, none",
            "4|0, EXACT_OR_PREVIOUS, 3|1",
            "2|2, PREVIOUS, 1|10",
            "1|10, PREVIOUS, none"
        })
        void findsCompoundKeysAtAndBesideAnIndex(String index, SearchMode mode, String expected) {
            assertEquals(
                    expected,
                    waves.find(index, mode).map(event -> keys(List.of(event))).orElse("none"));
            int bar = index.indexOf('|');
            List<Object> parts =
                    List.of(Integer.valueOf(index.substring(0, bar)), Long.valueOf(index.substring(bar + 1)));
            assertEquals(waves.find(index, mode), waves.find(parts, mode));
            assertEquals(waves.find(index, mode), waves.find(parts.toArray(), mode));
        }

        @Test
        void findsGuids() {
            assertEquals(2.0, guids.find(GUIDS.get(2)).orElseThrow().getDouble("Level"));
            assertEquals(2.0, guids.find(GUIDS.get(2).toString()).orElseThrow().getDouble("Level"));
            assertEquals(
                    GUIDS.get(2),
                    guids.find(GUIDS.get(1), SearchMode.NEXT).orElseThrow().get("K"));
            assertEquals(
                    GUIDS.subList(1, 4),
                    keysOf(guids.window(GUIDS.get(0), GUIDS.get(3)).boundary(BoundaryType.INSIDE, BoundaryType.EXACT)));
        }

        @Test
        void refusesAnIndexThatIsNoKey() {
            assertThrows(InvalidRequestException.class, () -> waves.find("10"));
            assertThrows(InvalidRequestException.class, () -> waves.find(10));
            assertThrows(InvalidRequestException.class, () -> waves.find("10|3|1"));
            assertThrows(InvalidRequestException.class, () -> waves.find(List.of(10, "x")));
            assertThrows(InvalidRequestException.class, () -> guids.find("no guid"));
            assertThrows(InvalidRequestException.class, () -> names.find(17));
        }

        @ParameterizedTest(name = "from 10|3, {0}, reversed {1}: {2}")
        @CsvSource({
            "EXACT, false, 10|3 10|8 10|10",
            "INSIDE, false, 10|8 10|10",
            "OUTSIDE, false, 3|1 10|3 10|8 10|10",
            "EXACT, true, 10|3 3|1 2|2 1|10",
            "INSIDE, true, 3|1 2|2 1|10",
            "OUTSIDE, true, 10|8 10|3 3|1 2|2 1|10"
        })
        void readsRanges(BoundaryType boundary, boolean reversed, String expected) {
            RangeRead range = waves.range("10|3").boundary(boundary);
            assertEquals(expected, keys((reversed ? range.reversed() : range).events()));
            String sliced = String.join(" ", List.of(expected.split(" ")).subList(1, 2));
            assertEquals(sliced, keys(range.skip(1).count(1).events()));
        }

        @ParameterizedTest(name = "2|1 .. 10|8, {0} and {1}: {2}")
        @CsvSource({
            "EXACT, EXACT, 2|2 3|1 10|3 10|8",
            "INSIDE, INSIDE, 2|2 3|1 10|3",
            "OUTSIDE, OUTSIDE, 1|10 2|2 3|1 10|3 10|8 10|10",
            "INSIDE, OUTSIDE, 2|2 3|1 10|3 10|8 10|10"
        })
        void readsWindows(BoundaryType start, BoundaryType end, String expected) {
            WindowRead window = waves.window("2|1", "10|8").boundary(start, end);
            assertEquals(expected, keys(window.events()));
            assertEquals(
                    expected,
                    keys(waves.window(List.of(2, 1), List.of(10, 8))
                            .boundary(start, end)
                            .events()));
            List<String> descending = new ArrayList<>(List.of(expected.split(" ")));
            Collections.reverse(descending);
            WindowRead reversed =
                    waves.window("10|8", "2|1").boundary(end, start).reversed();
            assertEquals(String.join(" ", descending), keys(reversed.events()));
            assertEquals(descending.get(1), keys(reversed.skip(1).count(1).events()));
        }

        @Test
        void readsWindowsOfOnePointAndNone() {
            assertEquals("3|1", keys(waves.window("3|1", "3|1").events()));
            assertEquals(
                    "",
                    keys(waves.window("3|1", "3|1")
                            .boundary(BoundaryType.INSIDE)
                            .events()));
            assertEquals(
                    "2|2 3|1 10|3",
                    keys(waves.window("3|1", "3|1")
                            .boundary(BoundaryType.OUTSIDE)
                            .events()));
            assertEquals(
                    "10|3",
                    keys(waves.window("3|1", "3|1")
                            .boundary(BoundaryType.INSIDE, BoundaryType.OUTSIDE)
                            .events()));
            assertThrows(InvalidRequestException.class, () -> waves.window("10|3", "2|1")
                    .events());
        }

        @ParameterizedTest(name = "pages of {0}")
        @ValueSource(ints = {1, 2, 3, 4, 5, 6})
        void readsPages(int count) {
            for (BoundaryType boundary : List.of(BoundaryType.EXACT, BoundaryType.INSIDE, BoundaryType.OUTSIDE)) {
                WindowRead window = waves.window("2|1", "10|8").boundary(boundary);
                List<Event> delivered = new ArrayList<>();
                EventPage page = window.page(count);
                while (page.continuation().isPresent()) {
                    assertEquals(count, page.events().size());
                    delivered.addAll(page.events());
                    page = window.page(count, page.continuation().orElseThrow());
                }
                delivered.addAll(page.events());
                assertFalse(page.events().isEmpty());
                assertEquals(window.events(), delivered);
            }
        }

        @Test
        void namesTheKeyThatAPageContinuesAt() {
            WindowRead window = waves.window("2|1", "10|8");
            assertEquals(Optional.of(List.of(10, 3)), window.page(3).continuation());
            assertEquals("10|8", keys(window.page(3, "10|3").events()));
            assertThrows(InvalidRequestException.class, () -> window.page(3, "1|10"));
            assertThrows(InvalidRequestException.class, () -> window.page(3, "10|9"));
            assertThrows(InvalidRequestException.class, () -> window.page(3, "10"));
            WindowRead texts = names.window("a", "c");
            assertEquals(Optional.of("abcdefgh1"), texts.page(3).continuation());
            assertEquals(
                    List.of("abcdefgh2", "b|c", "c"),
                    texts.page(3, "abcdefgh1").events().stream()
                            .map(event -> event.get("K"))
                            .toList());
        }

        @Test
        void filtersByPartsOfTheKey() {
            assertEquals(
                    "10|3 10|10",
                    keys(waves.filtered("Order eq 10 and Multiplier ne 8").events()));
            assertEquals(
                    "10|10",
                    keys(waves.range("10|3").filter("Multiplier gt 3").skip(1).events()));
            assertEquals(
                    List.of("abcdefgh1", "abcdefgh2"),
                    keysOf(names.window("", "c").filter("startswith(K, 'abcdefgh') and K gt 'abcdefgh'")));
            assertEquals(
                    "10|8",
                    keys(waves.find("10|8", SearchMode.EXACT, "Multiplier eq 8").stream()
                            .toList()));
        }

        @Test
        void ordersFilteredEventsByASecondaryIndexOnAPartOfTheKey() {
            store.getOrCreateStream(JsonText.readStream("{\"Id\":\"indexed\",\"TypeId\":\"Wave\",\"Indexes\":["
                    + "{\"SdsTypePropertyId\":\"Order\"},{\"SdsTypePropertyId\":\"Multiplier\"}]}"));
            EventStream indexed = store.stream("indexed");
            indexed.insert(WAVES.stream().map(key -> wave(key, "")).toList());
            assertEquals(
                    "3|1 2|2 10|3 10|8 1|10 10|10",
                    keys(indexed.filtered("Multiplier lt 99").events()));
            assertEquals(
                    "1|10 2|2 3|1 10|3 10|8 10|10",
                    keys(indexed.filtered("Order lt 99 and Multiplier lt 99").events()));
        }

        @Test
        void keepsTheOffsetsOfTimesInAppendedKeys() {
            EventStream visits = store.stream("visits");
            try (Appender appender = visits.appender()) {
                appender.row(List.of("x", NOON)).row(new Object[] {"y", NOON});
            }
            assertEquals(
                    List.of(NOON, NOON),
                    visits.range(List.of("", NOON)).events().stream()
                            .map(event -> event.get("at"))
                            .toList());
        }

        @Test
        void walksEventByEventInBothDirections() {
            List<Double> walked = new ArrayList<>();
            try (EventCursor cursor = waves.window("10|8", "2|1")
                    .boundary(BoundaryType.INSIDE, BoundaryType.OUTSIDE)
                    .reversed()
                    .cursor()) {
                int radians = waves.layout().property("Radians").column();
                while (cursor.next()) {
                    walked.add(cursor.batch().doubles(radians)[cursor.row()]);
                }
            }
            assertEquals(List.of(1003.0, 301.0, 202.0, 110.0), walked);
        }

        @Test
        void joinsByWholeKeys() {
            EventStream other = store.stream("waves2");
            other.insert(wave(List.of(2, 2), "5"), wave(List.of(10, 8), "5"), wave(List.of(10, 9), "5"));
            WindowRead left = waves.window("2|1", "10|8");
            WindowRead right = other.window("1|1", "11|0");
            Map<JoinMode, String> expected = Map.of(
                    JoinMode.INNER, "202.0,2025.0 1008.0,10085.0",
                    JoinMode.OUTER, "202.0,2025.0 301.0,- 1003.0,- 1008.0,10085.0 -,10095.0",
                    JoinMode.MERGE_LEFT, "202.0 301.0 1003.0 1008.0 10095.0",
                    JoinMode.MERGE_RIGHT, "2025.0 301.0 1003.0 10085.0 10095.0");
            expected.forEach((mode, rows) -> assertEquals(
                    rows,
                    JoinRead.of(mode, left, right).rows().stream()
                            .map(OnEveryBacking::shown)
                            .collect(Collectors.joining(" ")),
                    mode.sdsName()));
            try (JoinCursor cursor = JoinRead.of(JoinMode.INNER, left, right).cursor()) {
                assertEquals(
                        2,
                        IntStream.generate(() -> cursor.next() ? 1 : 0).limit(6).sum());
            }
            assertThrows(InvalidRequestException.class, () -> JoinRead.of(JoinMode.INTERPOLATED, left, right)
                    .rows());
        }

        private static String shown(List<@Nullable Event> row) {
            return row.stream()
                    .map(event -> event == null ? "-" : String.valueOf(event.get("Radians")))
                    .collect(Collectors.joining(","));
        }

        @Test
        void refusesToCalculate() {
            for (EventStream stream : List.of(names, guids, waves)) {
                Object first = stream.first().orElseThrow().key();
                Object last = stream.last().orElseThrow().key();
                assertThrows(InvalidRequestException.class, () -> stream.interpolatedAt(first));
                assertThrows(InvalidRequestException.class, () -> stream.interpolated(first, last, 2));
                assertThrows(InvalidRequestException.class, () -> stream.summaries(first, last, 1));
                assertThrows(InvalidRequestException.class, () -> stream.sampled(
                                first, last, 1, stream == waves ? "Radians" : "Level")
                        .events());
                for (BoundaryType other : BoundaryType.values()) {
                    WindowRead calculating =
                            stream.window(first, first).boundary(other, BoundaryType.EXACT_OR_CALCULATED);
                    assertThrows(InvalidRequestException.class, calculating::events);
                    assertThrows(InvalidRequestException.class, () -> calculating.page(1, first));
                }
                RangeRead range = stream.range(first).boundary(BoundaryType.EXACT_OR_CALCULATED);
                assertThrows(InvalidRequestException.class, range::events);
            }
        }

        @Test
        void changesAndRemovesEvents() {
            waves.patch(List.of("Radians"), List.of(wave(List.of(10, 3), "7"), wave(List.of(2, 2), "7")));
            assertEquals(10037.0, waves.find("10|3").orElseThrow().getDouble("Radians"));
            assertEquals(1008.0, waves.find("10|8").orElseThrow().getDouble("Radians"));
            names.patch(List.of(Map.of("K", "abcdefgh1", "Level", 9)));
            assertEquals(9.0, names.find("abcdefgh1").orElseThrow().getDouble("Level"));
            assertEquals(4.0, names.find("abcdefgh2").orElseThrow().getDouble("Level"));
            waves.remove("10|3", List.of(1, 10));
            names.remove(List.of("b|c", ""));
            guids.remove(GUIDS.get(1));
            assertEquals("2|2 3|1 10|8 10|10", keys(waves.window("0|0", "99|99").events()));
            assertEquals(List.of("a", "abcdefgh", "abcdefgh1", "abcdefgh2", "c"), keysOf(names.range("")));
            assertEquals(3, guids.range(GUIDS.get(0)).events().size());
            waves.removeWindow("3|0", List.of(10, 8));
            names.removeWindow("abcdefgh1", "abcdefgh1");
            assertEquals("2|2 10|10", keys(waves.window("0|0", "99|99").events()));
            assertEquals(List.of("a", "abcdefgh", "abcdefgh2", "c"), keysOf(names.range("")));
            assertThrows(InvalidRequestException.class, () -> waves.removeWindow("10|3", "10|2"));
        }

        @Test
        void refusesWritesThatBreakTheRulesAndStoresNothingOfThem() {
            Event known = wave(List.of(10, 8), "1");
            Event unknown = wave(List.of(10, 9), "1");
            ConflictException conflict = assertThrows(ConflictException.class, () -> waves.insert(unknown, known));
            assertEquals("10|8", conflict.parameters().get("Index"));
            NotFoundException missing = assertThrows(NotFoundException.class, () -> waves.replace(known, unknown));
            assertEquals("10|9", missing.parameters().get("Index"));
            assertThrows(NotFoundException.class, () -> waves.patch(List.of("Radians"), List.of(known, unknown)));
            NotFoundException gone = assertThrows(NotFoundException.class, () -> waves.remove("10|8", "10|9"));
            assertEquals("10|9", gone.parameters().get("Index"));
            assertEquals(6, waves.window("0|0", "99|99").events().size());
            assertEquals(1008.0, waves.find("10|8").orElseThrow().getDouble("Radians"));
        }

        @Test
        void appendsManyRows() {
            int rows = 2500;
            try (Appender appender = names.appender()) {
                int level = appender.position("level");
                for (int i = 0; i < rows; i++) {
                    appender.row("row " + (100_000 + i)).set(level, i / 4.0);
                }
            }
            try (Appender appender = waves.appender()) {
                assertThrows(InvalidRequestException.class, () -> appender.row(7));
                int radians = appender.position("Radians");
                for (int i = 0; i < rows; i++) {
                    appender.row(List.of(50 + i / 50, i % 50));
                    if (i % 2 == 0) {
                        appender.set(radians, (double) i);
                    }
                }
                appender.row(new int[] {49, 0});
            }
            List<Event> texts = names.range("row 1").count(rows + 1).events();
            List<Event> written = waves.range("49|1").count(rows + 1).events();
            assertEquals(rows, texts.size());
            assertEquals(rows, written.size());
            for (int i = 0; i < rows; i++) {
                assertEquals("row " + (100_000 + i), texts.get(i).get("K"));
                assertEquals(i / 4.0, texts.get(i).getDouble("Level"));
                assertEquals(List.of(50 + i / 50, i % 50), written.get(i).key());
                assertEquals(i % 2 == 0 ? i : 0.0, written.get(i).getDouble("Radians"));
            }
            assertTrue(waves.find("49|0").isPresent());
            EventStream narrow = waves.withLimits(ReadLimits.of(rows));
            assertThrows(LimitExceededException.class, () -> narrow.window("49|0", "999|0")
                    .events());
        }

        @Test
        void writesAndReadsRecordsWithSeveralKeys() {
            TypedStream<Visit> visits = store.stream("visits").as(Visit.class);
            List<Visit> all = IntStream.range(0, 6)
                    .mapToObj(i -> new Visit(i < 3 ? "a longer site" : "b|", NOON.plusHours(i % 3), i))
                    .toList();
            visits.insert(all);
            settle();
            visits = store.stream("visits").as(Visit.class);
            assertEquals(all, visits.range(List.of("", NOON), 100));
            assertEquals(Optional.of(all.get(0)), visits.first());
            assertEquals(Optional.of(all.get(5)), visits.last());
            assertEquals(Optional.of(all.get(4)), visits.find(List.of("b|", NOON.plusHours(1))));
            assertEquals(Optional.of(all.get(4)), visits.find("b\\||2020-01-01T11:00:00Z"));
            assertEquals(
                    all.subList(2, 5),
                    visits.window(List.of("a longer site", NOON.plusHours(2)), List.of("b|", NOON.plusHours(1))));
            Visit changed = new Visit("b|", NOON.plusHours(1), 44);
            visits.replace(changed);
            visits.stream().remove("b\\||2020-01-01T10:00:00Z");
            assertEquals(
                    Optional.of(changed), visits.find(List.of("a longer site", NOON.plusHours(2)), SearchMode.NEXT));
        }
    }
}
