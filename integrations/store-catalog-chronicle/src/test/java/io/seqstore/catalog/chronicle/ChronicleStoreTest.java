package io.seqstore.catalog.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Store;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store whose index is in Chronicle Map: killed, closed, without the flags, and watched for what it does behind. */
@Timeout(300)
class ChronicleStoreTest {
    private static final String NS = ChildStore.NS;

    @TempDir
    Path folder;

    private Process child(String how, List<String> jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ChildStore.class.getName(), folder.toString(), how));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }

    private Path state() {
        return folder.resolve("index.state");
    }

    @Test
    void aKilledProcessLeavesNothingToWaitFor() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process child = child("runs", JvmFlags.all());
            int acknowledged = -1;
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < 300 * (round + 1); i++) {
                    String line = out.readLine();
                    assertTrue(line != null, () -> "the child ended: " + failure());
                    acknowledged = Integer.parseInt(line);
                }
                child.destroyForcibly().waitFor();
            }
            assertFalse(Files.exists(state()), "the index is marked while it is used");
            // Looks at every key: the wait for a lock of the dead process would be a minute for one of them.
            try (Store store = ChildStore.open(folder)) {
                for (int i = 0; i <= acknowledged; i++) {
                    assertEquals(
                            "stream" + i,
                            store.registry().stream(NS, "STREAM" + i).stream().id());
                }
                store.registry().getOrCreateStream(NS, SdsStream.of("after" + round, "Type"));
            }
            assertTrue(Files.exists(state()));
        }
    }

    private String failure() {
        try {
            return errors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theHomeFolderStaysAsItIsAndNothingAsksForTheNetwork() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path classes = folder.resolve("classes.txt");
        List<String> options = new ArrayList<>(JvmFlags.all());
        options.add("-Duser.home=" + home);
        options.add("-Xlog:class+load:file=" + classes);
        Process child = child("stops", options);
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), this::failure);
        assertEquals(500, out.lines().count());
        assertFalse(errors().contains("stays in memory"), this::failure);
        try (Stream<Path> found = Files.list(home)) {
            assertEquals(List.of(), found.toList());
        }
        String loaded = Files.readString(classes);
        assertTrue(loaded.contains("net.openhft.chronicle.map."), "the probe shows nothing");
        // Whoever connects needs an address. (Classes of channels are loaded by those, too, who only look at their
        // fields.)
        for (String network : List.of(
                "net.openhft.chronicle.analytics",
                " java.net.Socket ",
                " java.net.InetAddress ",
                " java.net.InetSocketAddress ",
                " java.net.HttpURLConnection ",
                " sun.net.www.http.HttpClient ",
                " java.net.http.")) {
            assertFalse(loaded.contains(network), network);
        }
    }

    @Test
    void withoutTheFlagsTheStoreWorksAndSaysWhy() throws Exception {
        Process child = child("stops", List.of());
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), this::failure);
        assertEquals(500, out.lines().count());
        assertEquals(
                1,
                errors().lines()
                        .filter(line -> line.contains("stays in memory"))
                        .count(),
                this::failure);
        assertFalse(Files.exists(folder.resolve("index")));
        try (Store store = ChildStore.open(folder)) {
            assertEquals(500, store.registry().streamCount());
            assertTrue(store.registry().findStream(NS, "stream499").isPresent());
        }
    }

    @Test
    void anIndexOfAnotherStateIsMadeAnew() throws Exception {
        try (Store store = ChildStore.open(folder)) {
            store.registry()
                    .getOrCreateType(
                            NS,
                            SdsType.object("Type")
                                    .key("Time", SdsTypeCode.DATE_TIME)
                                    .build());
            store.registry().getOrCreateStream(NS, SdsStream.of("a", "Type"));
        }
        byte[] oldIndex = Files.readAllBytes(folder.resolve("index"));
        byte[] oldState = Files.readAllBytes(state());
        try (Store store = ChildStore.open(folder)) {
            store.registry().deleteStream(NS, "a");
            store.registry().getOrCreateStream(NS, SdsStream.of("b", "Type"));
        }
        Files.write(folder.resolve("index"), oldIndex);
        Files.write(state(), oldState);
        try (Store store = ChildStore.open(folder)) {
            assertTrue(store.registry().findStream(NS, "a").isEmpty());
            assertTrue(store.registry().findStream(NS, "b").isPresent());
        }
        Files.writeString(state(), "noise", StandardOpenOption.TRUNCATE_EXISTING);
        try (Store store = ChildStore.open(folder)) {
            assertTrue(store.registry().findStream(NS, "b").isPresent());
        }
    }

    @Test
    void anIndexThatWasClosedInPeaceIsUsedAgain() throws IOException {
        Path file = folder.resolve("kept");
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        try (ChronicleStreamIndex index = ChronicleStreamIndex.open(file, "s1", 0, 100)) {
            index.put(key, 5);
            index.keep("s2");
        }
        try (ChronicleStreamIndex index = ChronicleStreamIndex.open(file, "s2", 1, 100)) {
            assertTrue(index.isFilled());
            assertEquals(5, index.find(key));
            // Not kept this time, as by a crash.
        }
        try (ChronicleStreamIndex index = ChronicleStreamIndex.open(file, "s2", 1, 100)) {
            assertFalse(index.isFilled());
            assertEquals(-1, index.find(key));
        }
    }
}
