package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.TimedOutException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.schema.SdsStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that end before they are done, and reads as streams of the JDK. */
class ReadDeadlineTest {
    private static final int ROWS = 20_000;

    /**
     * An event.
     *
     * @param order which
     * @param level how high
     */
    @TypeId("Reading")
    record Reading(@Key int order, double level) {}

    private final Seqstore store = Seqstore.inMemory();
    private EventStream pump;

    @BeforeEach
    void writeManyReadings() {
        store.getOrCreateType(Reading.class);
        store.getOrCreateStream(SdsStream.of("pump", "Reading"));
        pump = store.stream("pump");
        ColumnBatch batch = pump.newBatch();
        int level = pump.layout().property("level").column();
        for (int i = 0; i < ROWS; i++) {
            int row = batch.addRow(i);
            batch.doubles(level)[row] = i;
        }
        pump.insert(batch);
        store.flush();
    }

    @AfterEach
    void closeTheStore() {
        store.close();
    }

    @Test
    void refusesEveryReadWhenTheDeadlineHasPassed() {
        EventStream late = pump.withDeadline(ReadDeadline.after(Duration.ZERO));
        assertThrows(TimedOutException.class, late::first);
        assertThrows(TimedOutException.class, () -> late.find(5));
        assertThrows(TimedOutException.class, () -> late.window(0, ROWS).events());
        assertThrows(TimedOutException.class, () -> late.interpolatedAt(5).events());
        assertThrows(TimedOutException.class, () -> late.summary(0, ROWS));
        assertThrows(
                TimedOutException.class, () -> late.sampled(0, ROWS, 3, "level").events());
        assertThrows(TimedOutException.class, () -> JoinRead.of(JoinMode.INNER, late.window(0, 9))
                .rows());
        assertEquals(ROWS, pump.window(0, ROWS).columns().count());
    }

    @Test
    void readsAsEverUpToTheDeadline() {
        EventStream inTime = pump.withDeadline(ReadDeadline.after(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(ROWS, inTime.window(0, ROWS).columns().count());
        assertEquals(ROWS, inTime.summary(0, ROWS).count());
        assertEquals(5.0, inTime.find(5).orElseThrow().getDouble("level"));
    }

    @Test
    void endsAnOpenCursorBetweenTwoBatchesWhenItIsCancelledAndLetsGoOfItsState() {
        for (int i = 0; i < ROWS; i++) {
            pump.update(pump.event().set("order", i).set("level", -1.0).build());
        }
        ReadDeadline deadline = ReadDeadline.whenCancelled();
        long held;
        try (EventCursor cursor = pump.withDeadline(deadline).window(0, ROWS).cursor()) {
            assertTrue(cursor.next());
            store.flush();
            held = store.metrics().memoryBytes();
            deadline.cancel();
            TimedOutException ended = assertThrows(TimedOutException.class, () -> walk(cursor));
            assertTrue(ended.reason().contains("cancelled"), ended.reason());
        }
        long free = store.metrics().memoryBytes();
        assertTrue(free < held, free + " of " + held + " bytes are still held");
        assertEquals(ROWS, pump.summary(0, ROWS).count());
    }

    @Test
    void letsGoOfItsStateWhenAReadEndsAtItsDeadline() {
        pump.update(pump.event().set("order", 0).set("level", -1.0).build());
        EventStream late = pump.withDeadline(ReadDeadline.after(Duration.ZERO));
        assertThrows(TimedOutException.class, () -> late.window(0, ROWS).events());
        assertThrows(TimedOutException.class, () -> late.window(0, ROWS).cursor());
        assertThrows(TimedOutException.class, () -> JoinRead.of(JoinMode.OUTER, pump.window(0, 9), late.window(0, 9))
                .rows());
        long before = store.metrics().memoryBytes();
        store.flush();
        assertTrue(store.metrics().memoryBytes() < before);
    }

    private static void walk(EventCursor cursor) {
        while (cursor.next()) {
            assertTrue(cursor.key() < ROWS);
        }
    }

    @Test
    void endsReadsThroughUnitsToo() {
        ReadDeadline deadline = ReadDeadline.whenCancelled();
        ConvertedStream converted = pump.inUnits(List.of()).withDeadline(deadline);
        assertEquals(5, converted.range(0).count(5).events().size());
        deadline.cancel();
        assertThrows(TimedOutException.class, () -> converted.range(0).events());
        assertThrows(
                TimedOutException.class,
                () -> pump.withDeadline(deadline).inUnits(List.of()).first());
    }

    @Test
    void streamsEventsAndRecordsWithoutLimit() {
        try (Stream<Event> events = pump.withLimits(ReadLimits.of(10)).window(0, ROWS).stream()) {
            assertEquals(ROWS, events.count());
        }
        assertEquals(
                List.of(new Reading(7, 7), new Reading(6, 6)),
                pump.range(7).reversed().count(2).stream(Reading.class).toList());
        assertEquals(1, pump.interpolatedAt(5).stream().count());
        assertEquals(2, pump.sampled(0, 9, 1, "level").stream(Reading.class).count());
        assertEquals(
                List.of(3.0),
                pump.filtered("level eq 3").stream()
                        .map(event -> event.getDouble("level"))
                        .toList());
    }

    @Test
    void letsGoOfItsStateWhenAStreamIsClosedOrEnds() {
        Stream<Event> open = pump.window(0, ROWS).stream();
        Iterator<Event> walk = open.iterator();
        assertEquals(0, walk.next().key());
        open.close();
        assertDoesNotThrow(open::close);
        Stream<Event> ended = pump.range(0).count(1).stream();
        assertEquals(1, ended.count());
        assertDoesNotThrow(ended::close);
    }
}
