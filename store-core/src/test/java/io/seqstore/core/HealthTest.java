package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.StoreHealth.Part;
import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.UnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store says of itself to whoever watches it. */
class HealthTest {
    private static final int PLENTY = 64 << 20;

    private final ForgetfulFolder disk = new ForgetfulFolder();
    private long nextKey;

    private void insert(Stream stream) {
        stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(nextKey, 1, 1.0, "row " + nextKey))));
        nextKey++;
    }

    private static List<Part> parts(Store store) {
        return store.health().problems().stream().map(StoreHealth.Problem::part).toList();
    }

    @Test
    void nothingIsWrongWithAStoreThatWorks() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            insert(TestEvents.stream(store, "pump"));
            store.flush();
            assertEquals(new StoreHealth(true, List.of()), store.health());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "PROCESS"})
    void aFullDiskTakesNoWritesUntilThereIsRoomWhetherAnybodyWritesOrNot(String mode) {
        try (Store store = Store.open(disk, StoreOptions.defaults().withDurability(CrashStates.durability(mode)))) {
            Stream stream = TestEvents.stream(store, "pump");
            insert(stream);
            disk.limitTo(disk.size());
            assertThrows(UnavailableException.class, () -> {
                while (nextKey < 1_000_000) {
                    insert(stream);
                }
            });
            assertFalse(store.health().takesWrites());
            assertEquals(List.of(Part.LOG), parts(store));
            assertTrue(store.health().problems().get(0).cause().getMessage().contains("No space left"));
            disk.limitTo(PLENTY);
            assertEquals(new StoreHealth(true, List.of()), store.health());
            insert(stream);
            assertEquals(nextKey, TestEvents.readAll(stream).size());
        }
    }

    @Test
    void aFlushThatFailedIsAProblemUntilOneSucceeds() {
        try (Store store = Store.open(disk, StoreOptions.defaults().withDurability(Durability.PROCESS))) {
            Stream stream = TestEvents.stream(store, "pump");
            insert(stream);
            disk.limitTo(disk.size());
            assertThrows(UnavailableException.class, store::flush);
            assertEquals(List.of(Part.FLUSH), parts(store));
            assertTrue(store.health().takesWrites(), "memory has room");
            disk.limitTo(PLENTY);
            store.flush();
            assertEquals(new StoreHealth(true, List.of()), store.health());
        }
    }

    @Test
    void aClosedStoreHasNoHealth() {
        Store store = Store.inMemory(StoreOptions.defaults());
        store.close();
        assertThrows(UnavailableException.class, store::health);
    }
}
