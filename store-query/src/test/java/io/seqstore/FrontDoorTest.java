package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.ReferenceCounts;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The front door over every backing: memory, disk before and after a flush, disk opened again. One set of examples for all. */
class FrontDoorTest {
    /**
     * The pump of the examples.
     *
     * @param time when
     * @param level how high
     * @param state how well; null when unknown
     */
    @TypeId("Reading")
    record Reading(
            @Key Instant time, double level, @Nullable String state) {}

    private static final Instant NOON = Instant.parse("2017-11-23T12:00:00Z");

    private static Instant hour(int hours) {
        return NOON.plusSeconds(hours * 3600L);
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
        EventStream pump;

        /** Brings the events that were written into the state of this backing. */
        final void settle() {
            store = backing.settle(store, folder);
            pump = store.stream("pump");
        }

        @BeforeEach
        void writeFiveReadings() {
            store = backing.open(folder);
            store.getOrCreateType(Reading.class);
            store.getOrCreateStream(SdsStream.of("pump", "Reading"));
            pump = store.stream("pump");
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                readings.add(new Reading(hour(i), i * 10, i == 3 ? null : "s" + i));
            }
            pump.as(Reading.class).insert(readings);
            settle();
        }

        @AfterEach
        void closeTheStore() {
            store.close();
        }

        private List<Double> levels(EventRead read) {
            return read.events().stream().map(event -> event.getDouble("Level")).toList();
        }

        @Test
        void findsTheFirstAndTheLastEvent() {
            assertEquals(Optional.of(0.0), pump.first().map(event -> event.getDouble("level")));
            assertEquals(Optional.of(hour(4)), pump.last().map(Event::key));
        }

        @Test
        void findsEventsAtAndBesideAnIndex() {
            assertEquals(10.0, pump.find(hour(1)).orElseThrow().getDouble("level"));
            assertEquals(
                    10.0, pump.find("2017-11-23T14:00:00+01:00").orElseThrow().getDouble("level"));
            assertTrue(pump.find(hour(1).plusSeconds(1)).isEmpty());
            assertEquals(
                    hour(2), pump.find(hour(1), SearchMode.NEXT).orElseThrow().key());
            assertEquals(
                    hour(1),
                    pump.find("2017-11-23T13:30Z", SearchMode.PREVIOUS)
                            .orElseThrow()
                            .key());
        }

        @Test
        void refusesAnIndexThatIsNoKey() {
            assertThrows(InvalidRequestException.class, () -> pump.find(17));
            assertThrows(InvalidRequestException.class, () -> pump.find("noon"));
        }

        @Test
        void readsRanges() {
            assertEquals(List.of(10.0, 20.0), levels(pump.range(hour(1)).count(2)));
            assertEquals(
                    List.of(10.0, 0.0), levels(pump.range(hour(2)).reversed().boundary(BoundaryType.INSIDE)));
            assertEquals(
                    List.of(20.0, 10.0),
                    levels(pump.range(hour(1))
                            .reversed()
                            .boundary(BoundaryType.OUTSIDE)
                            .count(2)));
            assertEquals(List.of(40.0), levels(pump.range(hour(0)).skip(4)));
        }

        @Test
        void readsWindows() {
            Instant start = hour(0).plusSeconds(1800);
            Instant end = hour(3).plusSeconds(1800);
            assertEquals(List.of(10.0, 20.0, 30.0), levels(pump.window(start, end)));
            assertEquals(
                    List.of(5.0, 10.0, 20.0, 30.0, 35.0),
                    levels(pump.window(start, end).boundary(BoundaryType.EXACT_OR_CALCULATED)));
            assertEquals(
                    List.of(10.0, 20.0, 30.0, 40.0),
                    levels(pump.window(start, end).boundary(BoundaryType.INSIDE, BoundaryType.OUTSIDE)));
            assertEquals(
                    List.of(20.0),
                    levels(pump.window(end, start).reversed().skip(1).count(1)));
            assertThrows(
                    InvalidRequestException.class, () -> pump.window(end, start).events());
        }

        @Test
        void readsRecordsColumnsAndCursorsAlike() {
            WindowRead window = pump.window(hour(1), hour(3));
            assertEquals(
                    List.of(
                            new Reading(hour(1), 10, "s1"),
                            new Reading(hour(2), 20, "s2"),
                            new Reading(hour(3), 30, null)),
                    window.records(Reading.class));
            ColumnBatch columns = window.columns();
            int level = pump.layout().property("level").column();
            assertEquals(3, columns.count());
            assertEquals(20.0, columns.doubles(level)[1]);
            List<Double> walked = new ArrayList<>();
            try (EventCursor cursor = pump.window(hour(3), hour(1)).reversed().cursor()) {
                while (cursor.next()) {
                    walked.add(cursor.batch().doubles(level)[cursor.row()]);
                }
            }
            assertEquals(List.of(30.0, 20.0, 10.0), walked);
        }

        @Test
        void readsPages() {
            WindowRead window = pump.window(hour(0), hour(4));
            EventPage first = window.page(3);
            assertEquals(3, first.events().size());
            assertEquals(Optional.of(hour(2)), first.continuation());
            EventPage second = window.page(3, first.continuation().orElseThrow());
            assertEquals(
                    List.of(hour(3), hour(4)),
                    second.events().stream().map(Event::key).toList());
            assertTrue(second.continuation().isEmpty());
        }

        @Test
        void calculatesBetweenAndOutsideTheEvents() {
            Instant between = hour(1).plusSeconds(1800);
            Reading calculated = pump.as(Reading.class).interpolatedAt(between).get(0);
            assertEquals(new Reading(between, 15, null), calculated);
            assertEquals(List.of(0.0, 40.0), levels(pump.interpolatedAt(hour(-1), hour(9))));
            assertEquals(List.of(0.0, 5.0, 10.0), levels(pump.interpolated(hour(0), hour(1), 3)));
        }

        @Test
        void summarises() {
            List<Summary> summaries = pump.summaries(hour(0), hour(4), 2);
            assertEquals(List.of("level"), summaries.get(0).properties());
            assertEquals(3, summaries.get(0).count());
            assertEquals(7.0710678118654755, summaries.get(1).number(Statistic.STANDARD_DEVIATION, "Level"));
            assertEquals(hour(2), summaries.get(1).start().key());
            assertEquals(20.0, pump.summary(hour(0), hour(4)).number(Statistic.MEAN, "level"));
        }

        @Test
        void samples() {
            assertEquals(List.of(0.0, 40.0), levels(pump.sampled(hour(0), hour(4), 1, "Level")));
            assertEquals(
                    List.of(10.0, 20.0),
                    levels(pump.sampled(hour(0), hour(2), 1, "Level")
                            .boundary(BoundaryType.INSIDE, BoundaryType.EXACT)));
        }

        @Test
        void obeysTheLimitOfTheStreamItReads() {
            EventStream narrow = pump.withLimits(ReadLimits.of(4));
            assertThrows(LimitExceededException.class, () -> narrow.window(hour(0), hour(4))
                    .events());
            assertEquals(4, narrow.window(hour(1), hour(4)).events().size());
            try (EventCursor cursor = narrow.window(hour(0), hour(4)).cursor()) {
                int walked = 0;
                while (cursor.next()) {
                    walked++;
                }
                assertEquals(5, walked);
            }
        }

        @Test
        void writesAreSeenByTheNextReadAndNotByAnOpenCursor() {
            try (EventCursor cursor = pump.window(hour(0), hour(4)).cursor()) {
                pump.remove(hour(1), hour(2));
                pump.update(pump.event().set("time", hour(3)).set("level", 33.0).build());
                pump.insert(pump.event().set("time", hour(0).plusSeconds(1)).build());
                assertEquals(List.of(0.0, 0.0, 33.0, 40.0), levels(pump.window(hour(0), hour(4))));
                int walked = 0;
                while (cursor.next()) {
                    walked++;
                }
                assertEquals(5, walked);
            }
        }

        @Test
        void refusesWritesThatBreakTheRulesAndStoresNothingOfThem() {
            Event known = pump.event().set("time", hour(1)).set("level", 1.0).build();
            Event unknown = pump.event().set("time", hour(8)).set("level", 1.0).build();
            assertThrows(ConflictException.class, () -> pump.insert(unknown, known));
            assertThrows(NotFoundException.class, () -> pump.replace(known, unknown));
            assertThrows(NotFoundException.class, () -> pump.remove(hour(1), hour(8)));
            assertThrows(InvalidRequestException.class, () -> pump.removeWindow(hour(2), hour(1)));
            assertEquals(List.of(0.0, 10.0, 20.0, 30.0, 40.0), levels(pump.window(hour(0), hour(9))));
            pump.replace(known);
            pump.removeWindow(hour(2), "2017-11-23T16:00:00Z");
            assertEquals(List.of(0.0, 1.0), levels(pump.window(hour(0), hour(9))));
        }

        @Test
        void appendsManyRowsWithoutAnObjectForEach() {
            int rows = 3000;
            try (Appender appender = pump.appender()) {
                int level = appender.position("LEVEL");
                int state = appender.position("state");
                for (int i = 0; i < rows; i++) {
                    appender.row(hour(10).plusSeconds(i)).set(level, i / 4.0);
                    if (i % 2 == 0) {
                        appender.set(state, "even").set(state, "even " + i);
                    }
                }
            }
            List<Reading> written = pump.window(hour(10), hour(20)).records(Reading.class);
            assertEquals(rows, written.size());
            for (int i = 0; i < rows; i++) {
                assertEquals(
                        new Reading(hour(10).plusSeconds(i), i / 4.0, i % 2 == 0 ? "even " + i : null), written.get(i));
            }
        }

        @Test
        void deletesStreamsAndTypesInOrder() {
            assertEquals(new ReferenceCounts(1, 0, 0), store.referenceCounts("reading"));
            assertThrows(ConflictException.class, () -> store.deleteType("Reading"));
            store.deleteStream("PUMP");
            store.deleteType("Reading");
            assertTrue(store.findType("Reading").isEmpty());
            assertThrows(NotFoundException.class, () -> store.stream("pump"));
        }

        @Test
        void tellsWhatGetOrCreateFound() {
            assertInstanceOf(GetOrCreate.Found.class, store.getOrCreateType(Reading.class));
            SdsType other = SdsType.object("Reading")
                    .key("time", SdsTypeCode.DATE_TIME)
                    .property("level", SdsTypeCode.INT32)
                    .build();
            assertInstanceOf(GetOrCreate.Conflict.class, store.getOrCreateType(other));
        }
    }
}
