package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.core.verify.Verification;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk loses whole sectors: any one of a manifest may be lost, whatever stands in it then. */
class ManifestSectorsTest {
    private static final int SECTOR = 4096;
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    /** Zeros, ones or noise in place of each sector in turn. */
    private static List<byte[]> withoutOneSector(byte[] whole) {
        SplittableRandom random = new SplittableRandom(11);
        List<byte[]> damaged = new ArrayList<>();
        for (int from = 0; from < whole.length; from += SECTOR) {
            byte[] noise = new byte[SECTOR];
            random.nextBytes(noise);
            byte[] ones = new byte[SECTOR];
            Arrays.fill(ones, (byte) -1);
            for (byte[] sector : List.of(new byte[SECTOR], ones, noise)) {
                byte[] copy = whole.clone();
                System.arraycopy(sector, 0, copy, from, Math.min(SECTOR, copy.length - from));
                damaged.add(copy);
            }
        }
        return damaged;
    }

    @ParameterizedTest(name = "{0} segments")
    // A half of 104 bytes and 8 for each segment: up to one sector, exactly one, one byte more, some of them.
    @ValueSource(ints = {0, 3, 498, 499, 500, 1_010, 1_011, 1_012, 5_000})
    void anySectorOfAManifestMayBeLost(int segments) {
        ForgetfulFolder folder = new ForgetfulFolder();
        List<Long> numbers = LongStream.range(10, 10 + segments).boxed().toList();
        Manifest manifest = new Manifest(5, 9_000, 9_001, 2, 1, List.of(), numbers);
        ManifestFile.write(folder, manifest);
        String name = FileKind.MANIFEST.fileName(manifest.number());
        byte[] whole = folder.files().get(name);
        List<DamagedStoreException> damages = new ArrayList<>();
        assertEquals(Optional.of(manifest), ManifestFile.findNewest(folder, damages));
        assertEquals(List.of(), damages);
        for (byte[] damaged : withoutOneSector(whole)) {
            folder.put(name, damaged);
            damages.clear();
            assertEquals(Optional.of(manifest), ManifestFile.findNewest(folder, damages));
            assertEquals(Arrays.equals(whole, damaged), damages.isEmpty(), damages.toString());
        }
    }

    @Test
    void aStoreOpensWithoutAnySectorOfItsManifestAndVerificationTellsOfIt() {
        ForgetfulFolder folder = new ForgetfulFolder();
        List<Row> rows = List.of(new Row(1, 1, 1.0, "one"), new Row(2, 2, 2.0, "two"));
        try (Store store = Store.open(folder, OPTIONS)) {
            Stream stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), rows));
        }
        String name = folder.list().stream()
                .filter(file -> file.endsWith(".manifest"))
                .findFirst()
                .orElseThrow();
        byte[] whole = folder.files().get(name);
        assertTrue(whole.length > SECTOR, "the manifest has " + whole.length + " bytes");
        for (byte[] damaged : withoutOneSector(whole)) {
            folder.put(name, damaged);
            List<FoundDamage> found = Verification.run(folder).damages();
            assertFalse(found.isEmpty());
            found.forEach(damage -> assertEquals(name, damage.file()));
            try (Store store = Store.open(folder.copy(), OPTIONS)) {
                assertEquals(rows, TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump")));
            }
        }
        folder.put(name, new byte[whole.length]);
        DamagedStoreException refused = assertThrows(DamagedStoreException.class, () -> Store.open(folder, OPTIONS));
        assertEquals(name, refused.parameters().get("File"));
        assertEquals(1, refused.getSuppressed().length, "the other half");
    }
}
