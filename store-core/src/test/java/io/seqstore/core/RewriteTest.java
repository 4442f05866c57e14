package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The function of a rewrite runs while its stream waits, and a flush waits for it. When such a function wrote to another
 * stream, and that write found the memory full, the flush was waited for inside the function it waits for: for ever. So a
 * function that changes anything is told so.
 */
class RewriteTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Row OLD = new Row(10, 1, 1.0, "old");
    private static final Row NEW = new Row(10, 2, 2.0, "new");

    private enum Place {
        IN_MEMORY,
        ON_DISK;

        Store open() {
            StoreOptions options =
                    StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(4 << 20);
            return this == IN_MEMORY ? Store.inMemory(options) : Store.open(new ForgetfulFolder(), options);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aFunctionThatFillsTheMemoryByWritingAnotherStreamIsToldSo(Place place) {
        try (Store store = place.open()) {
            Stream pump = pump(store);
            Stream other = TestEvents.stream(store, "other");
            IllegalStateException refused = assertTimeoutPreemptively(
                    LONG,
                    () -> assertThrows(
                            IllegalStateException.class,
                            () -> pump.rewrite(events -> {
                                for (long from = 0; from < 1_000_000; from += 1000) {
                                    other.insert(rows(other, from, from + 1000));
                                }
                                return TestEvents.batch(pump.layout(), List.of(NEW));
                            })));
            assertTrue(refused.getMessage().contains("must not change the store"), refused.getMessage());
            // Nothing happened, nothing is held: both can be written.
            assertEquals(List.of(OLD), read(pump));
            assertEquals(List.of(), read(other));
            other.insert(rows(other, 0, 10));
            pump.rewrite(events -> TestEvents.batch(pump.layout(), List.of(NEW)));
            assertEquals(List.of(NEW), read(pump));
            store.flush();
        }
    }

    static List<Arguments> changes() {
        return List.of(
                change("a flush", Store::flush),
                change("a compaction", Store::compact),
                change("closing", Store::close),
                change("a new stream", store -> TestEvents.stream(store, "new")),
                change("deleting the stream", store -> store.registry()
                        .deleteStream(Registry.DEFAULT_NAMESPACE, "pump")),
                change("another type", store -> store.changeStreamType(Registry.DEFAULT_NAMESPACE, "pump", "none")));
    }

    private static Arguments change(String what, Consumer<Store> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void nothingElseIsChangedFromInsideEither(String what, Consumer<Store> change) {
        try (Store store = Place.ON_DISK.open()) {
            Stream pump = pump(store);
            assertTimeoutPreemptively(
                    LONG,
                    () -> assertThrows(
                            IllegalStateException.class,
                            () -> pump.rewrite(events -> {
                                change.accept(store);
                                return TestEvents.batch(pump.layout(), List.of(NEW));
                            })));
            pump.rewrite(events -> TestEvents.batch(pump.layout(), List.of(NEW)));
            assertEquals(List.of(NEW), read(pump));
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aFunctionMayReadWhateverItLikes(Place place) {
        try (Store store = place.open()) {
            Stream pump = pump(store);
            Stream other = TestEvents.stream(store, "other");
            other.insert(rows(other, 0, 3));
            pump.rewrite(events -> {
                assertEquals(3, read(other).size());
                assertEquals(1, read(pump).size());
                return TestEvents.batch(pump.layout(), List.of(NEW));
            });
            assertEquals(List.of(NEW), read(pump));
        }
    }

    private static Stream pump(Store store) {
        Stream pump = TestEvents.stream(store, "pump");
        pump.insert(TestEvents.batch(pump.layout(), List.of(OLD)));
        return pump;
    }

    private static ColumnBatch rows(Stream stream, long from, long to) {
        List<Row> rows = new ArrayList<>();
        for (long key = from; key < to; key++) {
            rows.add(new Row(key, (int) key, key * 0.5, "row " + key));
        }
        return TestEvents.batch(stream.layout(), rows);
    }

    private static List<Row> read(Stream stream) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            return TestEvents.read(snapshot, KeyRange.ALL, Direction.ASCENDING);
        }
    }
}
