package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.query.calculate.JoinCursor;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches, writes to several streams, and the front door of filters and joins. */
class PatchAndBulkTest {
    private Seqstore store;
    private EventStream pump;

    @BeforeEach
    void writeThreeReadings() {
        store = Seqstore.inMemory();
        store.getOrCreateType(SdsType.object("Reading")
                .key("K", SdsTypeCode.INT64)
                .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
                .property("Count", SdsTypeCode.INT64)
                .property("Note", SdsTypeCode.STRING)
                .property("Local", SdsTypeCode.DATE_TIME_OFFSET)
                .build());
        store.getOrCreateStream(SdsStream.of("pump", "Reading"));
        store.getOrCreateStream(SdsStream.of("valve", "Reading"));
        pump = store.stream("pump");
        pump.insert(reading(10, 1.0, "a"), reading(20, 2.0, "bb"), reading(30, null, "ccc"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Event reading(long key, Double level, String note) {
        return pump.event()
                .set("K", key)
                .set("Level", level)
                .set("Count", key * 10)
                .set("Note", note)
                .build();
    }

    private String shown(long key) {
        Event event = pump.find(key).orElseThrow();
        return event.get("Level") + " " + event.get("Count") + " " + event.get("Note");
    }

    @ParameterizedTest(name = "flushed first: {0}")
    @ValueSource(booleans = {false, true})
    void changesOnlyWhatIsSelected(boolean flushed) {
        if (flushed) {
            store.flush();
        }
        pump.patch(
                List.of("level", " Note".strip(), "K"),
                List.of(reading(30, 3.5, "a longer text"), reading(10, null, "")));
        assertEquals("3.5 300 a longer text", shown(30));
        assertEquals("null 100 ", shown(10));
        assertEquals("2.0 200 bb", shown(20));
    }

    @Test
    void givesWhatIsSelectedAndNotSetItsDefault() {
        pump.patch(List.of("Level", "Count"), List.of(pump.event().set("K", 20).build()));
        assertEquals("null 0 bb", shown(20));
    }

    @Test
    void appliesSeveralPatchesOfOneEventOneAfterTheOther() {
        pump.patch(List.of(
                Map.of("K", 20, "Level", 9),
                Map.of("K", 10, "Note", "z"),
                Map.of("k", 20, "note", "x"),
                Map.of("K", 20, "Note", "y", "Local", java.time.OffsetDateTime.parse("2020-01-01T00:00:00+02:00"))));
        assertEquals("9.0 200 y", shown(20));
        assertEquals("1.0 100 z", shown(10));
        assertEquals("2020-01-01T00:00+02:00", "" + pump.find(20).orElseThrow().get("Local"));
    }

    @Test
    void changesNothingWhenOneEventIsMissing() {
        NotFoundException missing = assertThrows(
                NotFoundException.class,
                () -> pump.patch(
                        List.of("Level"), List.of(reading(10, 5.0, ""), reading(15, 5.0, ""), reading(11, 5.0, ""))));
        assertEquals("15", missing.parameters().get("Index"));
        assertEquals("pump", missing.parameters().get("StreamId"));
        assertEquals("1.0 100 a", shown(10));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(InvalidRequestException.class, () -> pump.patch(List.of("Nope"), List.of(reading(10, 5.0, ""))));
        assertThrows(InvalidRequestException.class, () -> pump.patch(List.of(), List.of(reading(10, 5.0, ""))));
        assertThrows(InvalidRequestException.class, () -> pump.patch(List.of(Map.of("Level", 1))));
        pump.patch(List.of("Level"), List.of());
    }

    @Test
    void losesNoPatchOfAnotherThread() throws InterruptedException {
        int rounds = 500;
        Thread other = new Thread(() -> {
            for (int i = 1; i <= rounds; i++) {
                pump.patch(List.of(Map.of("K", 20, "Count", i)));
            }
        });
        other.start();
        for (int i = 1; i <= rounds; i++) {
            pump.patch(List.of(Map.of("K", 20, "Level", i)));
            assertEquals(i, pump.find(20).orElseThrow().getDouble("Level"));
        }
        other.join();
        assertEquals(500.0 + " 500 bb", shown(20));
    }

    /** Whatever is wrong with one write, it is whole or absent, the others are tried, and the outcome tells of each. */
    @Test
    void triesEveryWriteWhateverIsWrongWithAnother() {
        Event good = reading(50, 5.0, "new");
        Event foreign = Event.builder(EventLayout.of(
                        SdsType.object("Other").key("K", SdsTypeCode.INT64).build()))
                .set("K", 1)
                .build();
        List<BulkWrite.Outcome> outcomes = store.defaultNamespace()
                .bulkWrite()
                .insert("pump", Arrays.asList(good, null))
                .insert("valve", List.of(reading(1, 1.0, "v")))
                .update("pump", List.of(good, foreign))
                .replace("pump", List.of(reading(10, 9.0, "kept"), good))
                .patch("pump", List.of("Level"), List.of(reading(20, 9.0, ""), good))
                .patch("pump", List.of("Nope"), List.of(reading(20, 9.0, "")))
                .remove("pump", Arrays.asList(20, null))
                .remove("pump", List.of(20, 15))
                .removeWindow("pump", 30, 10)
                .removeWindow("pump", "ten", 10)
                .removeWindow("valve", 0, 9)
                .run();
        assertEquals(
                List.of(false, true, false, false, false, false, false, false, false, false, true),
                outcomes.stream().map(BulkWrite.Outcome::isWritten).toList());
        for (BulkWrite.Outcome outcome : outcomes) {
            outcome.failure()
                    .ifPresent(
                            failure -> assertEquals("pump", failure.parameters().get("StreamId")));
        }
        assertEquals(List.of("1.0 100 a", "2.0 200 bb", "null 300 ccc"), List.of(shown(10), shown(20), shown(30)));
        assertEquals(3, pump.window(0, 100).events().size());
        assertEquals(List.of(), store.stream("valve").window(0, 100).events());
    }

    @Test
    void writesSeveralStreamsAndSaysWhatBecameOfEach() {
        List<BulkWrite.Outcome> outcomes = store.defaultNamespace()
                .bulkWrite()
                .insert("valve", List.of(reading(1, 1.0, "v")))
                .insert("pump", List.of(reading(40, 4.0, "d"), reading(10, 4.0, "again")))
                .update("nowhere", List.of(reading(1, 1.0, "")))
                .remove("pump", List.of(20, 30))
                .patch("valve", List.of("Note"), List.of(reading(1, null, "patched")))
                .run();
        assertEquals(
                List.of(true, false, false, true, true),
                outcomes.stream().map(BulkWrite.Outcome::isWritten).toList());
        assertEquals("pump", outcomes.get(1).streamId());
        assertEquals(
                "An event already exists at the specified index.",
                outcomes.get(1).failure().orElseThrow().error());
        assertInstanceOf(NotFoundException.class, outcomes.get(2).failure().orElseThrow());
        assertEquals(1, pump.window(0, 100).events().size());
        assertEquals("patched", store.stream("valve").find(1).orElseThrow().get("Note"));
    }

    @Test
    void filtersReadsOfEveryKind() {
        assertEquals(2, pump.filtered("Level gt 0").events().size());
        assertEquals(1, pump.filtered("Level gt 0").skip(1).count(5).events().size());
        assertEquals(1, pump.range(0).filter("Note eq 'bb'").events().size());
        assertEquals(3, pump.window(0, 100).filter(" ").events().size());
        assertEquals(
                1, pump.interpolatedAt(15, 20).filter("Level gt 1.5").events().size());
        assertEquals(
                2,
                pump.sampled(0, 100, 1, "Count").filter("Count ne 200").events().size());
        assertFalse(pump.find(10, SearchMode.EXACT, "Level gt 1").isPresent());
        assertEquals(2.0, pump.summaries(0, 100, 1, "Count eq 200").get(0).number(Statistic.MEAN, "Level"));
        assertThrows(
                InvalidRequestException.class, () -> pump.filtered("Level gt").events());
        try (var cursor = pump.filtered("Level gt 0").cursor()) {
            assertEquals(
                    2, IntStream.generate(() -> cursor.next() ? 1 : 0).limit(5).sum());
        }
    }

    @Test
    void joinsWindows() {
        EventStream valve = store.stream("valve");
        valve.insert(reading(20, 5.0, ""), reading(25, 6.0, ""));
        JoinRead join = JoinRead.of(JoinMode.OUTER, pump.window(0, 100).filter("Level gt 1"), valve.window(0, 100));
        assertEquals(2, join.rows().size());
        assertEquals(2.0, join.rows().get(0).get(0).getDouble("Level"));
        assertEquals(null, join.rows().get(1).get(0));
        assertEquals(1, join.count(1).rows().size());
        try (JoinCursor cursor = join.cursor()) {
            assertTrue(cursor.next());
            assertFalse(cursor.next());
        }
        assertThrows(InvalidRequestException.class, () -> JoinRead.of(
                        JoinMode.INNER, pump.window(100, 0).reversed())
                .rows());
    }
}
