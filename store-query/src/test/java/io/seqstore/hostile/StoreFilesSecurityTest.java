package io.seqstore.hostile;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.seqstore.Seqstore;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.event.Event;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.schema.SdsStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder from somebody else is opened: it can hold wrong data, and nothing worse. */
class StoreFilesSecurityTest {
    private static final String SECRET = "the-secret-of-another-stream";

    @TempDir
    Path around;

    private Path folder;

    @BeforeEach
    void writeStore() {
        folder = around.resolve("store");
        try (Seqstore store = Seqstore.open(folder, SampleStore.OPTIONS)) {
            store.getOrCreateType(SampleStore.LONG_KEY);
            for (String id : List.of("one", "two")) {
                store.getOrCreateStream(SdsStream.of(id, "LongKey"));
            }
            put(store, "one", "a");
            put(store, "two", SECRET);
        }
    }

    private static void put(Seqstore store, String stream, String name) {
        store.stream(stream)
                .update(Event.of(store.stream(stream).layout(), Map.of("Name", name, "Price", 1, "Value", 1)));
    }

    /** Says so when somebody makes an object of its bytes. */
    private static final class Canary implements Serializable {
        private static final long serialVersionUID = 1L;
        private static volatile boolean sang;

        private void readObject(ObjectInputStream in) {
            sang = true;
        }
    }

    @Test
    void noFileIsReadAsJavaObjects() throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(object)) {
            out.writeObject(new Canary());
        }
        assertEquals((byte) 0xAC, object.toByteArray()[0]);
        for (Map.Entry<String, byte[]> file : SampleStore.read(folder).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.write(path, object.toByteArray());
            assertThrows(DamagedStoreException.class, () -> Seqstore.openReadOnly(folder), file.getKey());
            Files.write(path, file.getValue());
        }
        assertFalse(Canary.sang);
    }

    @Test
    void theLibraryReadsNoObjectsStartsNoProcessAndUsesNoNetwork() {
        ImportOption noTests = location -> !location.contains("/test");
        JavaClasses classes = new ClassFileImporter().withImportOption(noTests).importPackages("io.seqstore");
        assertTrue(classes.size() > 300, "the classes were not found");
        Set<String> forbidden = Set.of(
                ObjectInputStream.class.getName(), ObjectOutputStream.class.getName(), ProcessBuilder.class.getName());
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "objects, processes or the network",
                        type -> forbidden.contains(type.getName())
                                || type.getPackageName().equals("java.net")
                                || type.getPackageName().startsWith("java.net.http")
                                || type.getPackageName().startsWith("java.rmi")
                                || type.getPackageName().startsWith("javax.script")))
                .check(classes);
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(classes);
        // Two packages look for what newer JDKs have, by names that stand in the code.
        noClasses()
                .that()
                .resideOutsideOfPackages("io.seqstore.core.memory", "io.seqstore.core.file")
                .should()
                .callMethod(Class.class, "forName", String.class)
                .check(classes);
    }

    /** The first number in a manifest is that of a catalog file, the next one that of another file. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(longs = {0, -1, 10_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void aManifestNamesFilesWithNumbersOnly(long number) throws IOException {
        int firstFile = 104;
        int nextFile = 72;
        for (int place : new int[] {firstFile, firstFile + Long.BYTES, nextFile}) {
            assertRefused(bytes -> LittleEndian.putLong(bytes, place, number), "number");
        }
        assertRefused(
                bytes -> System.arraycopy(bytes, firstFile, bytes, firstFile + Long.BYTES, Long.BYTES), "named twice");
    }

    private void assertRefused(Consumer<byte[]> change, String reason) throws IOException {
        String name = SampleStore.read(folder).keySet().stream()
                .filter(file -> file.endsWith(".manifest"))
                .findFirst()
                .orElseThrow();
        byte[] original = Files.readAllBytes(folder.resolve(name));
        byte[] changed = original.clone();
        change.accept(changed);
        ChecksumRepair.runThoroughly(name, original, changed);
        Files.write(folder.resolve(name), changed);
        DamagedStoreException refused = assertThrows(DamagedStoreException.class, () -> Seqstore.openReadOnly(folder));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        Files.write(folder.resolve(name), original);
    }

    @Test
    void linksInTheFolderAreNotFollowed() throws IOException {
        for (Map.Entry<String, byte[]> file : SampleStore.read(folder).entrySet()) {
            Path outside = Files.write(around.resolve("outside"), file.getValue());
            Path path = folder.resolve(file.getKey());
            Files.delete(path);
            Files.createSymbolicLink(path, outside);
            assertThrows(SeqstoreException.class, () -> Seqstore.open(folder), file.getKey());
            assertThrows(SeqstoreException.class, () -> Seqstore.openReadOnly(folder), file.getKey());
            assertArrayEquals(file.getValue(), Files.readAllBytes(outside), file.getKey());
            Files.delete(path);
            Files.createDirectory(path);
            assertThrows(SeqstoreException.class, () -> Seqstore.open(folder), "a folder " + file.getKey());
            Files.delete(path);
            Files.write(path, file.getValue());
        }
        Seqstore.open(folder).close();
    }

    @Test
    void aLockThatIsALinkCostsNothingOutside() throws IOException {
        Path outside = Files.writeString(around.resolve("outside"), "precious");
        Files.delete(folder.resolve("LOCK"));
        Files.createSymbolicLink(folder.resolve("LOCK"), outside);
        assertThrows(UnavailableException.class, () -> Seqstore.open(folder));
        assertTrue(Seqstore.writer(folder).isEmpty());
        assertEquals("precious", Files.readString(outside));
    }

    /** Numbers of files are given one after the other, so that the names of the next ones can be guessed. */
    @Test
    void filesAreMadeWhereNothingIs() throws IOException {
        Path outside = Files.writeString(around.resolve("outside"), "precious");
        try (Seqstore store = Seqstore.open(folder, SampleStore.OPTIONS)) {
            long newest = SampleStore.read(folder).keySet().stream()
                    .mapToLong(name -> Long.parseLong(name.substring(0, 10)))
                    .max()
                    .orElseThrow();
            for (long number = newest + 1; number < newest + 6; number++) {
                for (String ending : List.of(".seg.tmp", ".log")) {
                    Files.createSymbolicLink(folder.resolve(String.format("%010d", number) + ending), outside);
                }
            }
            put(store, "one", "b");
            assertThrows(UnavailableException.class, store::flush);
        } catch (SeqstoreException closing) {
            // The same failure once more.
        }
        assertEquals("precious", Files.readString(outside));
    }

    @Test
    void idsAreNoFileNames() throws IOException {
        try (Seqstore store = Seqstore.open(folder, SampleStore.OPTIONS)) {
            for (String id : List.of(
                    "..",
                    ".",
                    "a/../../b",
                    "a\\b",
                    "C:",
                    "nul",
                    "x\0y",
                    "%2e%2e",
                    "\u00e9",
                    "e\u0301",
                    "STREAM",
                    "stream2",
                    "a".repeat(100),
                    "b".repeat(255),
                    "-rf",
                    "~",
                    "LOCK",
                    "0000000001.manifest")) {
                try {
                    store.getOrCreateNamespace(Namespace.of(id));
                } catch (InvalidRequestException refused) {
                    // Not every id is one.
                }
                try {
                    store.getOrCreateStream(SdsStream.of(id, "LongKey"));
                    put(store, id, "a");
                } catch (InvalidRequestException refused) {
                    // Not every id is one.
                }
            }
            store.flush();
            store.compact();
        }
        try (var names = Files.walk(around)) {
            List<String> strangers = names.filter(path -> !path.equals(around) && !path.equals(folder))
                    .filter(path -> !folder.equals(path.getParent())
                            || !String.valueOf(path.getFileName()).matches("LOCK|[0-9]{10}\\.(manifest|log|seg|cat)"))
                    .map(Path::toString)
                    .toList();
            assertEquals(List.of(), strangers);
        }
    }

    @Test
    void everyFileBelongsToTheUserAlone() throws IOException {
        Path backup = around.resolve("deep").resolve("backup");
        Path repaired = around.resolve("repaired");
        try (Seqstore store = Seqstore.open(folder, SampleStore.OPTIONS)) {
            put(store, "one", "c");
            store.flush();
            store.compact();
            store.backup(backup);
        }
        Seqstore.repair(folder, repaired);
        for (Path made : List.of(folder, backup, repaired)) {
            try (var names = Files.walk(made)) {
                for (Path path : names.toList()) {
                    assertEquals(
                            Files.isDirectory(path) ? "rwx------" : "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                            path.toString());
                }
            }
        }
    }

    @Test
    void damageOfOneStreamDoesNotTellOfAnother() throws IOException {
        for (Map.Entry<String, byte[]> file : SampleStore.read(folder).entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
            for (int at = 0; at < file.getValue().length; at += 3) {
                boolean isSecret = text.startsWith(SECRET, Math.max(0, at - SECRET.length()));
                byte[] changed = file.getValue().clone();
                changed[at] ^= (byte) (isSecret ? 0 : 0x55);
                Files.write(folder.resolve(file.getKey()), changed);
                assertFalse(whatIsSaid().contains(SECRET), file.getKey() + " at " + at);
            }
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** All words of all errors that a reader of the first stream meets. */
    private String whatIsSaid() {
        StringWriter said = new StringWriter();
        try (Seqstore store = Seqstore.openReadOnly(folder)) {
            said.append(String.valueOf(store.stream("one").first()));
        } catch (SeqstoreException e) {
            e.printStackTrace(new PrintWriter(said));
            said.append(e.parameters().toString());
        }
        return said.toString();
    }
}
