package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk without space: writes are refused with an error that says so, reads go on, nothing that was acknowledged is lost,
 * and when there is space again the same open store takes writes.
 */
class FullDiskTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int PLENTY = 64 << 20;

    private final ForgetfulFolder disk = new ForgetfulFolder();
    private final List<Row> acknowledged = new ArrayList<>();
    private long nextKey;

    private static StoreOptions options(String mode) {
        return StoreOptions.defaults().withDurability(CrashStates.durability(mode));
    }

    private void insert(Stream stream) {
        List<Row> rows = List.of(new Row(nextKey, 1, (double) nextKey, "row " + nextKey));
        stream.insert(TestEvents.batch(stream.layout(), rows));
        acknowledged.addAll(rows);
        nextKey++;
    }

    /** Writes until the disk has no room, and says why it ended. */
    private UnavailableException fill(Stream stream, long room) {
        disk.limitTo(disk.size() + room);
        return assertThrows(UnavailableException.class, () -> {
            while (nextKey < 1_000_000) {
                insert(stream);
            }
        });
    }

    private void assertHolds(Stream stream) {
        assertNull(TestEvents.difference(TestEvents.readAll(stream), acknowledged));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "GROUP", "PROCESS"})
    void writesAreRefusedAndGoOnWhenThereIsSpaceAgain(String mode) {
        try (Store store = Store.open(disk, options(mode))) {
            Stream stream = TestEvents.stream(store, "pump");
            for (long room : new long[] {0, 7, 40, 100, 1_000, 5_000}) {
                int before = acknowledged.size();
                UnavailableException refused = fill(stream, room);
                assertTrue(refused.getMessage().contains("No space left"), refused.getMessage());
                assertTrue(refused.getMessage().contains("Free space"), refused.getMessage());
                assertHolds(stream);
                assertThrows(UnavailableException.class, () -> insert(stream));
                if (acknowledged.size() > before) {
                    assertThrows(UnavailableException.class, store::flush);
                }
                assertHolds(stream);
                disk.limitTo(PLENTY);
                insert(stream);
                assertHolds(stream);
                // The next round begins in a log file without zeros ahead, which would be room for many events.
                store.flush();
                assertHolds(stream);
            }
        }
        assertWholeAfterOpening(disk.afterKill(), mode);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "GROUP", "PROCESS"})
    void whatWasAcknowledgedBeforeSurvivesAKill(String mode) {
        Store store = Store.open(disk, options(mode));
        Stream stream = TestEvents.stream(store, "pump");
        for (long room : new long[] {0, 40, 1_000}) {
            fill(stream, room);
            assertWholeAfterOpening(disk.afterKill(), mode);
            disk.limitTo(PLENTY);
            insert(stream);
            assertWholeAfterOpening(disk.afterKill(), mode);
            store.flush();
        }
        store.close();
    }

    private void assertWholeAfterOpening(ForgetfulFolder left, String mode) {
        try (Store again = Store.open(left, options(mode))) {
            assertHolds(again.stream(NS, "pump"));
        }
    }

    @ParameterizedTest(name = "room for {0} bytes")
    @ValueSource(ints = {0, 64, 128, 256})
    void closingAfterAFlushThatFailedGivesTheMemoryBack(int room) {
        long before = LiveBytes.SLABS.now();
        Store store = Store.open(disk, options("PROCESS"));
        insert(TestEvents.stream(store, "pump"));
        // Room for the next log file, and not for the segment.
        disk.limitTo(disk.size() + room);
        assertThrows(UnavailableException.class, store::flush);
        assertThrows(UnavailableException.class, store::close);
        assertEquals(before, LiveBytes.SLABS.now());
        disk.limitTo(PLENTY);
        assertWholeAfterOpening(disk.afterKill(), "PROCESS");
    }

    @Test
    void flushesThatAreTriedAgainAndAgainLeaveNothingBehind() {
        try (Store store = Store.open(disk, options("PROCESS"))) {
            Stream stream = TestEvents.stream(store, "pump");
            for (int i = 0; i < 100; i++) {
                insert(stream);
            }
            store.flush();
            insert(stream);
            int refused = 0;
            // Room for the new log and some of what a flush writes, at whatever file it ends.
            for (int room = 64; room < 1_500; room += 20) {
                List<String> before = disk.list();
                disk.limitTo(disk.size() + room);
                for (int i = 0; i < 3; i++) {
                    try {
                        store.flush();
                    } catch (UnavailableException full) {
                        List<String> more = new ArrayList<>(disk.list());
                        more.removeAll(before);
                        more.removeIf(name -> name.endsWith(".log"));
                        assertEquals(List.of(), more, "room for " + room);
                        refused++;
                    }
                }
                disk.limitTo(PLENTY);
                store.flush();
                assertHolds(stream);
                TestEvents.stream(store, "stream " + room);
                insert(stream);
            }
            assertTrue(refused > 20, "refused " + refused);
        }
        assertWholeAfterOpening(disk.afterKill(), "PROCESS");
    }

    @Test
    void closingOnAFullDiskSaysSoAndLosesNothing() {
        Store store = Store.open(disk, options("PROCESS"));
        fill(TestEvents.stream(store, "pump"), 500);
        UnavailableException refused = assertThrows(UnavailableException.class, store::close);
        assertTrue(refused.getMessage().contains("No space left"), refused.getMessage());
        disk.limitTo(PLENTY);
        assertWholeAfterOpening(disk, "PROCESS");
    }

    @ParameterizedTest(name = "room for {0} bytes")
    @ValueSource(ints = {0, 100, 1_000, 4_200})
    void openingOnAFullDiskSaysWhatToDoAndChangesNothing(int room) {
        Store store = Store.open(disk, options("PROCESS"));
        Stream stream = TestEvents.stream(store, "pump");
        for (int i = 0; i < 200; i++) {
            insert(stream);
        }
        ForgetfulFolder full = disk.afterKill();
        store.close();
        Map<String, byte[]> before = full.files();
        full.limitTo(full.size() + room);
        UnavailableException refused =
                assertThrows(UnavailableException.class, () -> Store.open(full, options("PROCESS")));
        assertTrue(refused.getMessage().contains("No space left"), refused.getMessage());
        assertTrue(refused.getMessage().contains("Free space"), refused.getMessage());
        assertEquals(before.keySet(), full.files().keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, full.files().get(name), name));
        full.limitTo(PLENTY);
        assertWholeAfterOpening(full, "PROCESS");
    }
}
