package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.verify.VerifyReport;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store of many streams that was closed leaves an image of its definitions, from which the next opening takes them instead of
 * building them. Whatever happens to it, the catalog files say what counts.
 */
class CatalogImageTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int MANY = 5_000;
    private static final List<Row> ROWS = List.of(new Row(10, 1, 1.0, "a"), new Row(20, 2, null, null));
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.SYNC);

    private static void create(Store store, String prefix, int count) {
        store.registry().getOrCreateType(NS, TestEvents.TYPE);
        List<SdsStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(SdsStream.of(prefix + i, "Pump"));
        }
        store.registry().getOrCreateStreams(NS, streams);
    }

    private static void write(Store store, String id) {
        Stream stream = store.stream(NS, id);
        stream.insert(TestEvents.batch(stream.layout(), ROWS));
    }

    private static ForgetfulFolder closed(int count) {
        ForgetfulFolder folder = new ForgetfulFolder();
        fill(folder, count);
        return folder;
    }

    private static void fill(ForgetfulFolder folder, int count) {
        try (Store store = Store.open(folder, OPTIONS)) {
            create(store, "s", count);
            store.registry().streamLabels().setTags(NS, "s5", List.of("five"));
            write(store, "s0");
            write(store, "s" + (count - 1));
        }
    }

    private static List<String> named(ForgetfulFolder folder, String ending) {
        return folder.list().stream().filter(name -> name.endsWith(ending)).toList();
    }

    private static String image(ForgetfulFolder folder) {
        List<String> images = named(folder, ".img");
        assertEquals(1, images.size(), () -> folder.list().toString());
        return images.get(0);
    }

    private static void assertHolds(Store store, int count, String when) {
        assertEquals(count, store.registry().streamCount(), when);
        assertEquals(count, store.registry().streams(NS, 0, Integer.MAX_VALUE).size(), when);
        for (int i = 0; i < count; i += 53) {
            assertEquals("s" + i, store.registry().stream(NS, "S" + i).stream().id(), when);
        }
        assertEquals(List.of("five"), store.registry().streamLabels().tags(NS, "s5"), when);
        for (String id : List.of("s0", "s" + (count - 1))) {
            assertNull(TestEvents.difference(TestEvents.readAll(store.stream(NS, id)), ROWS), when);
        }
    }

    @Test
    void theNextOpeningReadsTheImageAndNoCatalogAndWritesNothing() {
        ForgetfulFolder folder = closed(MANY);
        String image = image(folder);
        String catalog = named(folder, ".cat").get(0);
        assertEquals(catalog.replace(".cat", ".img"), image);
        // Nobody notices what became of the catalog file, so nobody read it; verifying does.
        byte[] bytes = folder.files().get(catalog);
        bytes[bytes.length / 2] ^= 1;
        folder.put(catalog, bytes);
        long operations = folder.operations();
        for (int i = 0; i < 3; i++) {
            try (Store store = Store.open(folder, OPTIONS)) {
                assertHolds(store, MANY, "opening " + i);
            }
        }
        assertEquals(operations, folder.operations());
        folder.delete(image);
        assertThrows(DamagedStoreException.class, () -> Store.open(folder, OPTIONS));
    }

    @Test
    void aStoreOfFewStreamsHasNone() {
        ForgetfulFolder folder = closed(900);
        assertEquals(List.of(), named(folder, ".img"));
    }

    @Test
    void eventsAloneLeaveItAndChangesOfDefinitionsReplaceIt() {
        ForgetfulFolder folder = closed(MANY);
        String first = image(folder);
        byte[] before = folder.files().get(first);
        try (Store store = Store.open(folder, OPTIONS)) {
            write(store, "s7");
            store.flush();
            store.compact();
        }
        assertEquals(first, image(folder));
        assertTrue(Arrays.equals(before, folder.files().get(first)));
        try (Store store = Store.open(folder, OPTIONS)) {
            store.registry().deleteStream(NS, "s7");
            create(store, "more", 3);
            store.flush();
            assertEquals(List.of(), named(folder, ".img"), "it is of other catalog files");
        }
        assertFalse(first.equals(image(folder)));
        try (Store store = Store.open(folder, OPTIONS)) {
            assertEquals(MANY + 2, store.registry().streamCount());
            assertTrue(store.registry().findStream(NS, "s7").isEmpty());
            assertEquals(
                    MANY + 2,
                    store.registry().stream(NS, "more2").ordinal(),
                    "numbers go on behind those that were given");
        }
    }

    @Test
    void recordsOfTheLogAreReplayedOnTopOfIt() {
        ForgetfulFolder folder = closed(MANY);
        ForgetfulFolder killed;
        try (Store store = Store.open(folder, OPTIONS)) {
            write(store, "s8");
            store.registry().deleteStream(NS, "s9");
            create(store, "more", 3);
            write(store, "more2");
            killed = folder.afterKill();
        }
        String image = image(killed);
        for (int damage = 0; damage < 2; damage++) {
            ForgetfulFolder disk = killed.copy();
            if (damage == 1) {
                byte[] bytes = disk.files().get(image);
                bytes[FileHeader.SIZE + 100] ^= 1;
                disk.put(image, bytes);
            }
            for (int opening = 0; opening < 2; opening++) {
                try (Store store = Store.open(disk, OPTIONS)) {
                    assertHolds(store, MANY, opening + ", damage " + damage, "more2", "s8");
                }
            }
        }
    }

    private static void assertHolds(Store store, int streams, String when, String... written) {
        assertEquals(streams + 2, store.registry().streamCount(), when);
        assertTrue(store.registry().findStream(NS, "s9").isEmpty(), when);
        for (String id : written) {
            assertNull(TestEvents.difference(TestEvents.readAll(store.stream(NS, id)), ROWS), when);
        }
    }

    @Test
    void oneThatIsMissingCutForeignOrOlderIsPassedByAndWrittenAnew() {
        ForgetfulFolder folder = closed(MANY);
        String image = image(folder);
        byte[] right = folder.files().get(image);
        ForgetfulFolder other = closed(MANY);
        ForgetfulFolder later = folder.copy();
        try (Store store = Store.open(later, OPTIONS)) {
            create(store, "more", 1);
        }
        List<byte[]> wrong = new ArrayList<>();
        for (int length : new int[] {0, 1, 63, 64, 80, 1000, right.length / 2, right.length - 1}) {
            wrong.add(Arrays.copyOf(right, length));
        }
        wrong.add(Arrays.copyOf(right, right.length + 8));
        wrong.add(new byte[right.length]);
        wrong.add(other.files().get(image(other)));
        wrong.add(later.files().get(image(later)));
        byte[] otherVersion = right.clone();
        otherVersion[12] = 2;
        wrong.add(otherVersion);
        for (int i = 0; i < wrong.size(); i++) {
            ForgetfulFolder disk = folder.copy();
            disk.put(image, wrong.get(i));
            try (Store store = Store.open(disk, OPTIONS)) {
                assertHolds(store, MANY, "wrong image " + i);
            }
            assertFalse(Arrays.equals(wrong.get(i), disk.files().get(image)), "image " + i);
            long operations = disk.operations();
            Store.open(disk, OPTIONS).close();
            assertEquals(operations, disk.operations(), "image " + i);
        }
        // An older one under the name of a newer.
        String newer = image(later);
        later.put(newer, right);
        try (Store store = Store.open(later, OPTIONS)) {
            assertEquals(MANY + 1, store.registry().streamCount());
        }
    }

    /** One bit of each stretch: it is told when it is read, or the catalog files are read; the next opening is as ever. */
    @Test
    void aChangedBitIsFoundAtTheLatestWhereItIsReadAndGoneWithTheNextOpening() {
        ForgetfulFolder folder = closed(MANY);
        String image = image(folder);
        byte[] right = folder.files().get(image);
        int told = 0;
        int passedBy = 0;
        SplittableRandom random = new SplittableRandom(11);
        int step = right.length / 150;
        for (int at = 0; at < right.length; at += at < right.length - 2_000 ? step : 97) {
            byte[] bytes = right.clone();
            int place = Math.min(right.length - 1, at + random.nextInt(90));
            bytes[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            ForgetfulFolder disk = folder.copy();
            disk.put(image, bytes);
            String when = "byte " + place;
            boolean isTold = false;
            try (Store store = Store.open(disk, OPTIONS)) {
                try {
                    assertHolds(store, MANY, when);
                } catch (DamagedStoreException e) {
                    isTold = true;
                    assertEquals(image, e.parameters().get("File"), when);
                    assertTrue(e.resolution().contains("open the store again"), e::resolution);
                    // Nothing of a change gets into the log.
                    assertThrows(DamagedStoreException.class, () -> store.registry()
                            .getOrCreateStream(NS, SdsStream.of("new", "Pump")));
                }
            }
            told += isTold ? 1 : 0;
            passedBy += isTold ? 0 : 1;
            for (int opening = 0; opening < 2; opening++) {
                try (Store store = Store.open(disk, OPTIONS)) {
                    assertHolds(store, MANY, when + ", opening " + opening);
                }
            }
            assertEquals(1, named(disk, ".img").size(), when);
        }
        assertTrue(told > 50 && passedBy > 5, told + " told, " + passedBy + " passed by");
    }

    @Test
    void aProcessThatIsKilledAnywhereWhileItWritesOneLosesNothing() {
        ForgetfulFolder folder = closed(1_100);
        List<ForgetfulDisk> disks = new ArrayList<>();
        folder.afterEachOperation((call, disk) -> disks.add(disk.copy()));
        try (Store store = Store.open(folder, OPTIONS)) {
            create(store, "more", 2);
            store.registry().deleteStream(NS, "s9");
            store.flush();
            disks.clear();
        }
        try (Store store = Store.open(folder, OPTIONS)) {
            create(store, "again", 2);
        }
        assertTrue(disks.size() > 25, "operations: " + disks.size());
        int unfinished = 0;
        for (int i = 0; i < disks.size(); i++) {
            unfinished += disks.get(i).names().stream().anyMatch(name -> name.endsWith(".img.tmp")) ? 1 : 0;
            ForgetfulFolder killed = new ForgetfulFolder(disks.get(i).copy());
            assertWholeAfterCrash(killed, "killed at " + i);
            for (int loss = 0; loss < 4; loss++) {
                ForgetfulFolder left = new ForgetfulFolder(disks.get(i).copy())
                        .afterPowerLoss(new SplittableRandom(1_000L * i + loss));
                assertWholeAfterCrash(left, "power lost at " + i + ", " + loss);
            }
        }
        assertTrue(unfinished > 5, "killed while the image was written: " + unfinished);
    }

    private static void assertWholeAfterCrash(ForgetfulFolder folder, String when) {
        for (int opening = 0; opening < 2; opening++) {
            try (Store store = Store.open(folder, OPTIONS)) {
                Registry registry = store.registry();
                assertTrue(registry.findStream(NS, "s9").isEmpty(), when);
                int count = registry.streams(NS, 0, Integer.MAX_VALUE).size();
                assertTrue(count >= 1_101 && count <= 1_103, when + ": " + count);
                assertEquals(count, registry.streamCount(), when);
                assertTrue(registry.findStream(NS, "more1").isPresent(), when);
                assertNull(TestEvents.difference(TestEvents.readAll(store.stream(NS, "s1099")), ROWS), when);
            }
            assertEquals(List.of(), named(folder, ".tmp"), when);
            assertTrue(named(folder, ".img").size() == 1, () -> when + ": " + folder.list());
        }
    }

    @Test
    void aFullDiskCostsTheImageAndNothingElse() {
        ForgetfulFolder folder = new ForgetfulFolder();
        try (Store store = Store.open(folder, OPTIONS)) {
            create(store, "s", 3_000);
            store.registry().streamLabels().setTags(NS, "s5", List.of("five"));
            write(store, "s0");
            write(store, "s2999");
            store.flush();
            folder.limitTo(folder.size() + 10_000);
        }
        assertEquals(List.of(), named(folder, ".img"));
        assertEquals(List.of(), named(folder, ".tmp"));
        folder.limitTo(Long.MAX_VALUE);
        try (Store store = Store.open(folder, OPTIONS)) {
            assertHolds(store, 3_000, "after a full disk");
        }
        image(folder);
    }

    @Test
    void aBackupHasNoneAndMakesItsOwn() {
        ForgetfulFolder folder = closed(2_000);
        ForgetfulFolder target = new ForgetfulFolder();
        try (Store store = Store.open(folder, OPTIONS)) {
            store.backup(target);
        }
        assertEquals(List.of(), named(target, ".img"));
        try (Store store = Store.open(target, OPTIONS)) {
            assertHolds(store, 2_000, "the backup");
        }
        image(target);
    }

    @Test
    void verifyingComparesItAndRepairingDoesWithoutIt(@TempDir Path folder, @TempDir Path target) throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            create(store, "s", 2_000);
            write(store, "s1");
        }
        assertEquals(List.of(), StoreCare.verify(folder).damages());
        String image = StoreFilesOnDisk.read(folder).keySet().stream()
                .filter(name -> name.endsWith(".img"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(folder.resolve(image));
        bytes[FileHeader.SIZE + 1_000] ^= 1;
        Files.write(folder.resolve(image), bytes);
        VerifyReport report = StoreCare.verify(folder);
        assertEquals(1, report.damages().size(), () -> report.damages().toString());
        assertTrue(report.damages().get(0).toString().contains(image), () -> report.damages()
                .toString());
        assertEquals(2_000, report.streams());
        StoreCare.repair(folder, target.resolve("repaired"));
        try (Store store = Store.open(target.resolve("repaired"), OPTIONS)) {
            assertEquals(2_000, store.registry().streamCount());
        }
    }

    @Test
    void aReaderBesideTheWriterAndOneWithoutItSeeTheSame(@TempDir Path folder) throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            create(store, "s", 2_000);
            write(store, "s1");
        }
        Map<String, byte[]> before = StoreFilesOnDisk.read(folder);
        try (Store reader = Store.openReadOnly(folder, OPTIONS)) {
            assertEquals(2_000, reader.registry().streams(NS, 0, 3_000).size());
            try (Store store = Store.open(folder, OPTIONS)) {
                create(store, "more", 1);
                store.flush();
            }
            assertEquals("s77", reader.registry().stream(NS, "S77").stream().id());
        }
        assertFalse(before.keySet().equals(StoreFilesOnDisk.read(folder).keySet()));
        try (Store reader = Store.openReadOnly(folder, OPTIONS)) {
            assertEquals(2_001, reader.registry().streamCount());
        }
    }

    @Test
    void aFileThatIsCutShortWhileItIsReadIsDamageAndNoCrash(@TempDir Path folder) throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            create(store, "s", 30_000);
        }
        String image = StoreFilesOnDisk.read(folder).keySet().stream()
                .filter(name -> name.endsWith(".img"))
                .findFirst()
                .orElseThrow();
        int told = 0;
        try (Store store = Store.open(folder, OPTIONS)) {
            Files.write(folder.resolve(image), new byte[100]);
            for (int i = 0; i < 30_000; i += 99) {
                try {
                    store.registry().stream(NS, "s" + i);
                } catch (SeqstoreException e) {
                    assertTrue(e instanceof DamagedStoreException, e::toString);
                    told++;
                }
            }
        }
        assertTrue(told > 250, "told: " + told);
        try (Store store = Store.open(folder, OPTIONS)) {
            assertEquals(30_000, store.registry().streams(NS, 0, 40_000).size());
        }
    }
}
