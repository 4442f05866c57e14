package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each write does with keys that are there, are not, or are named twice, and which one it complains about (spec 06,
 * sections 1 and 2), of keys of 64 bits and longer ones, wherever the events stand.
 */
class WriteRulesTest {
    private static final Instant ORIGIN = Instant.parse("2017-11-23T12:00:00Z");

    @TempDir
    Path folder;

    /** A kind of key: its values by number, ascending, and how a complaint writes them. */
    enum Keys {
        NUMBER(SdsTypeCode.INT64, i -> (long) i, i -> "" + i),
        TIME(SdsTypeCode.DATE_TIME, ORIGIN::plusSeconds, i -> "2017-11-23T12:00:0" + i + ".0000000Z"),
        TEXT(SdsTypeCode.STRING, i -> "key " + i, i -> "key " + i),
        EXACT(SdsTypeCode.DECIMAL, i -> new BigDecimal(i + ".5"), i -> i + ".5");

        private final SdsTypeCode code;
        private final IntFunction<Object> values;
        private final IntFunction<String> texts;

        Keys(SdsTypeCode code, IntFunction<Object> values, IntFunction<String> texts) {
            this.code = code;
            this.values = values;
            this.texts = texts;
        }

        Object value(int i) {
            return values.apply(i);
        }
    }

    static List<Arguments> keysAndBackings() {
        return Arrays.stream(Keys.values())
                .flatMap(keys -> Arrays.stream(Backing.values()).map(backing -> Arguments.of(keys, backing)))
                .toList();
    }

    /** A stream that holds the keys 2, 4 and 6, with their numbers as levels. */
    private final class Pump implements AutoCloseable {
        private final Keys keys;
        private final Seqstore store;
        private final EventStream stream;

        Pump(Keys keys, Backing backing) {
            this.keys = keys;
            Seqstore opened = backing.open(folder);
            opened.getOrCreateType(SdsType.object("Reading")
                    .key("K", keys.code)
                    .property("Level", SdsTypeCode.DOUBLE)
                    .property("Note", SdsTypeCode.STRING)
                    .build());
            opened.getOrCreateStream(SdsStream.of("pump", "Reading"));
            EventStream pump = opened.stream("pump");
            pump.insert(event(pump, 4, 4), event(pump, 2, 2), event(pump, 6, 6));
            this.store = backing.settle(opened, folder);
            this.stream = store.stream("pump");
        }

        private Event event(EventStream in, int key, double level) {
            return in.event()
                    .set("K", keys.value(key))
                    .set("Level", level)
                    .set("Note", "of " + key)
                    .build();
        }

        Event event(int key, double level) {
            return event(stream, key, level);
        }

        Event[] events(int... at) {
            return Arrays.stream(at).mapToObj(key -> event(key, 0.5)).toArray(Event[]::new);
        }

        Object[] indexes(int... at) {
            return Arrays.stream(at).mapToObj(keys::value).toArray();
        }

        /** Key and level of each event. */
        String shown() {
            List<String> shown = new ArrayList<>();
            for (Event event : stream.window(keys.value(0), keys.value(9)).events()) {
                for (int i = 0; i < 10; i++) {
                    if (event.key().equals(keys.value(i))) {
                        shown.add(i + "=" + event.getDouble("Level"));
                    }
                }
            }
            return String.join(" ", shown);
        }

        void assertRefused(Class<? extends SeqstoreException> error, int key, Executable write) {
            SeqstoreException refused = assertThrows(error, write);
            assertEquals(
                    Map.of("StreamId", "pump", "Index", keys.texts.apply(key)),
                    Map.copyOf(refused.parameters()),
                    refused.reason());
            assertEquals("2=2.0 4=4.0 6=6.0", shown(), "nothing was stored");
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("keysAndBackings")
    void theFirstOffenderInTheOrderOfTheRequestIsNamedAndNothingIsStored(Keys keys, Backing backing) {
        try (Pump pump = new Pump(keys, backing)) {
            EventStream stream = pump.stream;
            pump.assertRefused(ConflictException.class, 6, () -> stream.insert(pump.events(7, 6, 3, 2)));
            pump.assertRefused(ConflictException.class, 7, () -> stream.insert(pump.events(8, 7, 3, 7)));
            pump.assertRefused(ConflictException.class, 8, () -> stream.insert(pump.events(8, 9, 8, 2)));
            pump.assertRefused(ConflictException.class, 2, () -> stream.insert(pump.events(8, 9, 2, 8)));
            pump.assertRefused(NotFoundException.class, 7, () -> stream.replace(pump.events(4, 7, 3, 2)));
            pump.assertRefused(
                    NotFoundException.class, 5, () -> stream.patch(List.of("Level"), List.of(pump.events(4, 5, 3, 2))));
            pump.assertRefused(
                    NotFoundException.class,
                    5,
                    () -> stream.patch(
                            List.of(Map.of("K", keys.value(4), "Level", 9), Map.of("K", keys.value(5), "Level", 9))));
            pump.assertRefused(NotFoundException.class, 9, () -> stream.remove(pump.indexes(4, 9, 3, 2)));
            assertThrows(InvalidRequestException.class, () -> stream.removeWindow(keys.value(6), keys.value(2)));
            assertEquals("2=2.0 4=4.0 6=6.0", pump.shown());
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("keysAndBackings")
    void keysThatAreNamedTwiceAreTakenOneAfterTheOther(Keys keys, Backing backing) {
        try (Pump pump = new Pump(keys, backing)) {
            EventStream stream = pump.stream;
            stream.update(pump.event(5, 0), pump.event(2, 1), pump.event(5, 7), pump.event(2, 8), pump.event(3, 3));
            assertEquals("2=8.0 3=3.0 4=4.0 5=7.0 6=6.0", pump.shown());
            stream.replace(pump.event(3, 1), pump.event(6, 2), pump.event(3, 5));
            assertEquals("2=8.0 3=5.0 4=4.0 5=7.0 6=2.0", pump.shown());
            stream.patch(List.of(
                    Map.of("K", keys.value(3), "Level", 1, "Note", "first"), Map.of("K", keys.value(3), "Level", 2)));
            assertEquals("first", stream.find(keys.value(3)).orElseThrow().get("Note"));
            stream.remove(pump.indexes(5, 3, 5, 5));
            assertEquals("2=8.0 4=4.0 6=2.0", pump.shown());
            stream.removeWindow(keys.value(3), keys.value(3));
            stream.removeWindow(keys.value(4), keys.value(6));
            assertEquals("2=8.0", pump.shown());
            stream.insert(pump.events(4, 6));
            assertEquals("2=8.0 4=0.5 6=0.5", pump.shown());
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("keysAndBackings")
    void whatAnEventLeavesOutGetsItsDefaultInAWriteAndStaysInAPatch(Keys keys, Backing backing) {
        try (Pump pump = new Pump(keys, backing)) {
            EventStream stream = pump.stream;
            stream.update(stream.event().set("K", keys.value(2)).build());
            stream.replace(stream.event().set("K", keys.value(4)).build());
            stream.patch(List.of(Map.of("k", keys.value(6), "level", 9)));
            stream.patch(List.of(Map.of("K", keys.value(6))));
            assertEquals("2=0.0 4=0.0 6=9.0", pump.shown());
            assertEquals(
                    Arrays.asList(null, null, "of 6"),
                    stream.window(keys.value(0), keys.value(9)).events().stream()
                            .map(event -> event.get("Note"))
                            .toList());
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("keysAndBackings")
    void nothingToWriteIsNoMistake(Keys keys, Backing backing) {
        try (Pump pump = new Pump(keys, backing)) {
            EventStream stream = pump.stream;
            stream.insert();
            stream.update(List.of());
            stream.replace(stream.newBatch());
            stream.patch(List.of("Level"), List.of());
            stream.patch(List.of());
            stream.remove();
            stream.removeWindow(keys.value(7), keys.value(9));
            assertEquals("2=2.0 4=4.0 6=6.0", pump.shown());
        }
    }

    /** What is refused before it reaches the store names the stream like everything else (spec 06, section 2). */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("keysAndBackings")
    void whatIsNoIndexAndWhatIsNoEventIsRefusedInTheNameOfTheStream(Keys keys, Backing backing) {
        try (Pump pump = new Pump(keys, backing)) {
            EventStream stream = pump.stream;
            Object two = keys.value(2);
            List<Executable> withoutIndex = List.of(
                    () -> stream.remove(two, true),
                    () -> stream.remove(Arrays.asList(two, true, null)),
                    () -> stream.removeWindow(two, true),
                    () -> stream.removeWindow(true, two),
                    () -> stream.find(true),
                    () -> stream.window(true, two));
            for (Executable call : withoutIndex) {
                InvalidRequestException refused = assertThrows(InvalidRequestException.class, call);
                assertTrue(
                        refused.reason().startsWith("'true' is not a valid index for stream 'pump'. "),
                        refused.reason());
                assertEquals("pump", refused.parameters().get("StreamId"));
            }
            Event good = pump.event(7, 7);
            Event foreign = Event.builder(EventLayout.of(
                            SdsType.object("Other").key("K", SdsTypeCode.INT64).build()))
                    .set("K", 1)
                    .build();
            for (List<Event> events : List.of(Arrays.asList(good, null), List.of(good, foreign))) {
                List<Executable> withoutEvent = List.of(
                        () -> stream.insert(events),
                        () -> stream.update(events),
                        () -> stream.replace(events),
                        () -> stream.patch(List.of("Level"), events));
                for (Executable call : withoutEvent) {
                    InvalidRequestException refused = assertThrows(InvalidRequestException.class, call);
                    assertTrue(refused.reason().startsWith("The event at position 1 is "), refused.reason());
                    assertEquals(Map.of("StreamId", "pump"), refused.parameters());
                }
            }
            List<Executable> patches = List.of(
                    () -> stream.patch(List.of("Nope"), List.of(good)),
                    () -> stream.patch(List.of(), List.of(good)),
                    () -> stream.patch(List.of(Map.of("K", two, "Nope", 1))),
                    () -> stream.patch(List.of(Map.of("K", two, "Level", "high"))),
                    () -> stream.patch(List.of(Map.of("Level", 1))),
                    () -> stream.removeWindow(keys.value(6), two));
            for (Executable call : patches) {
                InvalidRequestException refused = assertThrows(InvalidRequestException.class, call);
                assertEquals("pump", refused.parameters().get("StreamId"), refused.reason());
            }
            assertEquals("2=2.0 4=4.0 6=6.0", pump.shown());
        }
    }

    @Test
    void anEventNeedsAKeyThatIsAValue() {
        try (Seqstore store = Seqstore.inMemory()) {
            store.getOrCreateType(SdsType.object("Real")
                    .key("K", SdsTypeCode.DOUBLE)
                    .property("Level", SdsTypeCode.DOUBLE)
                    .build());
            store.getOrCreateStream(SdsStream.of("real", "Real"));
            EventStream real = store.stream("real");
            for (Double key : new Double[] {null, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                assertThrows(
                        InvalidRequestException.class,
                        () -> real.insert(real.event().set("K", key).build()));
            }
            assertThrows(
                    InvalidRequestException.class,
                    () -> real.insert(real.event().set("Level", 1.0).build()));
            real.insert(real.event().set("K", 0.0).set("Level", Double.NaN).build());
            // There is one zero.
            assertThrows(
                    ConflictException.class,
                    () -> real.insert(real.event().set("K", -0.0).build()));
            assertEquals(Double.NaN, real.find(-0.0).orElseThrow().getDouble("Level"));
        }
    }
}
