package io.seqstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.TypedStream;
import io.seqstore.cli.terminal.Alphabet;
import io.seqstore.cli.terminal.Screen;
import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.schema.SdsStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look after a store: verify, doctor, repair, backup. */
class CareTest {
    @TempDir
    private Path folder;

    private Screen screen = Screen.plain(Alphabet.UNICODE);

    /** An event. */
    @TypeId("Pump")
    record Pump(@Key long time, double level) {}

    private int run(String... arguments) {
        screen = Screen.plain(Alphabet.UNICODE);
        return Main.run(screen.terminal(), folder, arguments);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    /** Two streams of 2,000 events, in blocks of 1,024. */
    @BeforeEach
    void makeStore() {
        try (Seqstore store = Seqstore.open(folder.resolve("store"))) {
            store.getOrCreateType(Pump.class);
            for (String id : List.of("north", "south")) {
                store.getOrCreateStream(SdsStream.of(id, "Pump"));
                TypedStream<Pump> pump = store.stream(id).as(Pump.class);
                pump.insert(LongStream.range(0, 2_000)
                        .mapToObj(time -> new Pump(time, time / 4.0))
                        .toArray(Pump[]::new));
            }
        }
    }

    private void damage(String ending, int at) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            Path file = files.filter(path -> path.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[at] ^= 1;
            Files.write(file, bytes);
        }
    }

    private long eventsIn(String store, String stream) {
        try (Seqstore opened = Seqstore.open(Path.of(at(store)))) {
            return opened.stream(stream).as(Pump.class).window(0, 5_000).size();
        }
    }

    private void assertShown(String text) {
        String all = (screen.out() + screen.err()).replaceAll("\\s+", " ");
        assertTrue(all.contains(text), screen.out() + screen.err());
    }

    @Test
    void aWholeStoreIsWell() {
        assertEquals(0, run("verify", at("store")));
        assertShown("2 streams, 4,000 events");
        assertShown("Nothing is damaged.");
        assertEquals(0, run("doctor", at("store")));
        assertShown("Nobody has it open for writing.");
        assertFalse(screen.out().contains("problem"), screen.out());
    }

    @Test
    void aBadBlockIsNamedAndEverythingElseIsSaved() throws IOException {
        damage(".seg", 100);
        assertEquals(1, run("verify", at("store")));
        assertShown("at 64: the block states checksum");
        assertShown("stream default/north, keys 0 to 1023, 1024 events");
        assertShown("seqstore repair " + at("store"));
        assertEquals(1, run("doctor", at("store")));
        assertShown("problem Stream default/north is damaged in 1 place");
        assertEquals(0, run("repair", at("store"), "--to", at("repaired")));
        assertShown("Known to be lost: 1,024 events,");
        assertShown("default/north, keys 0 to 1023");
        assertEquals(0, run("verify", at("repaired")));
        assertEquals(976, eventsIn("repaired", "north"));
        assertEquals(2_000, eventsIn("repaired", "south"));
        assertEquals(1, run("repair", at("store"), "--to", at("repaired")));
        assertShown("The folder is not empty.");
    }

    @Test
    void aBackupOfAnOpenStoreIsAStore() {
        try (Seqstore writer = Seqstore.open(folder.resolve("store"))) {
            writer.stream("north").as(Pump.class).insert(new Pump(3_000, 1));
            assertEquals(0, run("doctor", at("store")));
            assertShown("Open for writing in this process.");
            assertEquals(0, run("backup", at("store"), at("backup")));
            writer.stream("north").as(Pump.class).insert(new Pump(3_001, 1));
        }
        assertEquals(0, run("verify", at("backup")));
        assertEquals(2_001, eventsIn("backup", "north"));
        assertEquals(1, run("backup", at("store"), at("backup")));
    }

    @Test
    void theDoctorSaysWhatIsMissing() throws IOException {
        assertEquals(1, run("doctor", at("nowhere")));
        assertShown("There is no folder");
        Files.createDirectory(folder.resolve("empty"));
        assertEquals(1, run("doctor", at("empty")));
        assertShown("holds no store");
        damage(".cat", 12);
        assertEquals(1, run("doctor", at("store")));
        assertShown("has format version 0; this version reads 1");
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            Files.delete(files.filter(path -> path.toString().endsWith(".seg"))
                    .findFirst()
                    .orElseThrow());
        }
        assertEquals(1, run("doctor", at("store")));
        assertShown("the segment is missing");
    }

    @Test
    void wrongCommandLinesAreRefused() {
        assertEquals(2, run("verify"));
        assertEquals(2, run("repair", at("store")));
        assertEquals(2, run("backup", at("store")));
        assertEquals(0, run("--help"));
        for (String command : List.of("verify", "doctor", "repair", "backup")) {
            assertTrue(screen.out().contains(command), screen.out());
        }
    }
}
