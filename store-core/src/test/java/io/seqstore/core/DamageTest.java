package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any byte of any file changed or cut: the right answer, or an error that names the place; never a wrong answer. */
class DamageTest {
    private static final String[] STREAMS = {"one", "two", "three"};
    private static final int SAMPLES_PER_FILE = 1_500;
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    private final TreeMap<String, List<Row>> expected = new TreeMap<>();
    private final ForgetfulFolder closed = closedStore();

    /** A closed store of two segments, with erased ranges, several blocks, and two catalog files. */
    private ForgetfulFolder closedStore() {
        ForgetfulFolder folder = new ForgetfulFolder();
        SplittableRandom random = new SplittableRandom(5);
        try (Store store = Store.open(folder, OPTIONS)) {
            for (String id : STREAMS) {
                Stream stream = TestEvents.stream(store, id);
                List<Row> rows = new ArrayList<>();
                for (long key = 0; key < 2_100; key++) {
                    rows.add(Row.random(key * 10, random));
                }
                stream.insert(TestEvents.batch(stream.layout(), rows));
                expected.put(id, rows);
            }
            store.flush();
            for (String id : STREAMS) {
                Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, id);
                stream.removeWindow(new KeyRange(500, 700));
                expected.get(id).removeIf(row -> row.key() >= 500 && row.key() <= 700);
            }
            TestEvents.stream(store, "empty");
        }
        return folder.afterKill();
    }

    @Test
    void theStoreIsWholeBeforeItIsDamaged() {
        assertEquals("", wrongAnswers(closed.copy(), "untouched"));
        assertTrue(
                closed.list().stream().filter(name -> name.endsWith(".seg")).count() == 2,
                closed.list().toString());
        assertTrue(
                closed.list().stream().filter(name -> name.endsWith(".cat")).count() == 2,
                closed.list().toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".seg", ".cat", ".manifest", ".log"})
    void aChangedByteIsFoundOrDoesNoHarm(String ending) {
        closed.files().forEach((name, bytes) -> {
            if (name.endsWith(ending)) {
                SplittableRandom random = new SplittableRandom(name.hashCode());
                int step = Math.max(1, bytes.length / SAMPLES_PER_FILE);
                for (int i = 0; i < bytes.length; i += step) {
                    int at = Math.min(bytes.length - 1, i + random.nextInt(step));
                    byte[] flipped = bytes.clone();
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                    ForgetfulFolder damaged = closed.copy();
                    damaged.put(name, flipped);
                    String where = "byte " + at + " of " + bytes.length + " of " + name;
                    assertEquals("", wrongAnswers(damaged, where), where);
                }
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".seg", ".cat", ".manifest"})
    void aFileThatIsTooShortOrTooLongIsFound(String ending) {
        closed.files().forEach((name, bytes) -> {
            if (name.endsWith(ending)) {
                List<Integer> lengths = new ArrayList<>(List.of(0, 1, 63, 64, bytes.length - 1, bytes.length + 1));
                lengths.addAll(recordEnds(name, bytes));
                for (int length : lengths) {
                    ForgetfulFolder damaged = closed.copy();
                    damaged.put(name, Arrays.copyOf(bytes, length));
                    String where = name + " of " + bytes.length + " bytes cut to " + length;
                    assertEquals("", wrongAnswers(damaged, where), where);
                }
            }
        });
    }

    /** The places where a catalog can be cut so that every record left is whole. */
    private static List<Integer> recordEnds(String name, byte[] bytes) {
        List<Integer> ends = new ArrayList<>();
        int at = FileHeader.SIZE;
        while (name.endsWith(".cat") && at + RecordHeader.SIZE <= bytes.length && RecordHeader.length(bytes, at) > 0) {
            ends.add(at);
            at = (int) RecordHeader.next(at, RecordHeader.length(bytes, at));
        }
        return ends;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".seg", ".cat", ".manifest"})
    void aMissingFileIsFound(String ending) {
        for (String name : closed.list()) {
            if (name.endsWith(ending)) {
                ForgetfulFolder damaged = closed.copy();
                damaged.delete(name);
                assertThrows(
                        DamagedStoreException.class,
                        () -> Store.open(damaged, OPTIONS).close(),
                        name);
            }
        }
    }

    @Test
    void oneSegmentInThePlaceOfAnotherIsFound() {
        List<String> segments =
                closed.list().stream().filter(name -> name.endsWith(".seg")).toList();
        ForgetfulFolder damaged = closed.copy();
        damaged.put(segments.get(0), closed.files().get(segments.get(1)));
        assertThrows(
                DamagedStoreException.class, () -> Store.open(damaged, OPTIONS).close());
    }

    @Test
    void aFileOfAnotherStoreIsFound() {
        ForgetfulFolder other = new DamageTest().closed;
        String segment = closed.list().stream()
                .filter(name -> name.endsWith(".seg") && other.list().contains(name))
                .findFirst()
                .orElseThrow();
        ForgetfulFolder damaged = closed.copy();
        damaged.put(segment, other.files().get(segment));
        assertThrows(
                DamagedStoreException.class, () -> Store.open(damaged, OPTIONS).close());
    }

    @Test
    void aBadBlockCostsItsOwnRangeOnly() {
        String segment = closed.list().stream()
                .filter(name -> name.endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = closed.files().get(segment);
        // Behind the file header stands the first block of the first stream; this is inside its body.
        bytes[FileHeader.SIZE + 200] ^= 1;
        ForgetfulFolder damaged = closed.copy();
        damaged.put(segment, bytes);
        try (Store store = Store.open(damaged, OPTIONS)) {
            Stream bad = store.stream(Registry.DEFAULT_NAMESPACE, "one");
            DamagedStoreException found = assertThrows(DamagedStoreException.class, () -> TestEvents.readAll(bad));
            assertEquals(segment, found.parameters().get("File"));
            assertEquals(Integer.toString(FileHeader.SIZE), found.parameters().get("Offset"));
            assertTrue(found.getMessage().contains("keys 0 to 10230"), found.getMessage());
            try (StreamSnapshot snapshot = bad.snapshot()) {
                KeyRange behind = new KeyRange(10_240, Long.MAX_VALUE);
                assertNull(TestEvents.difference(
                        TestEvents.read(snapshot, behind, Direction.ASCENDING),
                        expected.get("one").stream()
                                .filter(row -> behind.contains(row.key()))
                                .toList()));
            }
            for (String id : List.of("two", "three")) {
                assertNull(TestEvents.difference(
                        TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, id)), expected.get(id)));
            }
            // The bad block is never copied, and what it was read from stays.
            assertThrows(DamagedStoreException.class, store::compact);
            assertTrue(damaged.list().contains(segment));
            Stream good = store.stream(Registry.DEFAULT_NAMESPACE, "two");
            good.insert(TestEvents.batch(good.layout(), List.of(new Row(99_999, 1, 1.0, ""))));
            store.flush();
            assertEquals(
                    expected.get("two").size() + 1, TestEvents.readAll(good).size());
        }
    }

    /** Opens and reads everything; returns what was wrong, or nothing. */
    private String wrongAnswers(ForgetfulFolder folder, String where) {
        try (Store store = Store.open(folder, OPTIONS)) {
            StringBuilder wrong = new StringBuilder();
            for (String id : STREAMS) {
                if (store.registry().findStream(Registry.DEFAULT_NAMESPACE, id).isEmpty()) {
                    wrong.append("stream ").append(id).append(" is gone\n");
                    continue;
                }
                try {
                    String difference = TestEvents.difference(
                            TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, id)), expected.get(id));
                    if (difference != null) {
                        wrong.append(id).append(": ").append(difference).append('\n');
                    }
                } catch (DamagedStoreException found) {
                    assertNamesPlace(found, where);
                }
            }
            if (store.registry().findStream(Registry.DEFAULT_NAMESPACE, "empty").isEmpty()) {
                wrong.append("stream empty is gone\n");
            }
            return wrong.toString();
        } catch (DamagedStoreException found) {
            assertNamesPlace(found, where);
            return "";
        } catch (RuntimeException | Error e) {
            return fail(where + ": neither an answer nor damage", e);
        }
    }

    private static void assertNamesPlace(DamagedStoreException found, String where) {
        assertTrue(found.parameters().containsKey("File"), where + ": " + found.getMessage());
        assertTrue(found.parameters().containsKey("Offset"), where + ": " + found.getMessage());
    }
}
