package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.format.FileHeader;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the flight recorder shows of a store, and that nothing is paid for it without one. */
class TraceTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);
    private static final int BATCH = 10;

    @TempDir
    Path folder;

    @TempDir
    Path recordings;

    /** Does some work and returns the events of one kind that it left. */
    private List<RecordedEvent> recorded(String event, Runnable work) throws IOException {
        Path file = recordings.resolve(event + ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(event).withoutThreshold();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(found -> found.getEventType().getName().equals(event))
                .toList();
    }

    private RecordedEvent only(List<RecordedEvent> events) {
        assertEquals(1, events.size(), events::toString);
        RecordedEvent event = events.get(0);
        assertEquals(folder.toString(), event.getString("store"));
        assertTrue(event.getDuration().compareTo(Duration.ZERO) > 0, event::toString);
        return event;
    }

    private static void insert(Store store, String streamId, long from) {
        Stream stream = TestEvents.stream(store, streamId);
        List<Row> rows = new ArrayList<>();
        for (long key = from; key < from + BATCH; key++) {
            rows.add(new Row(key, 1, 1.0, "note"));
        }
        stream.insert(TestEvents.batch(stream.layout(), rows));
    }

    @Test
    void aFlushSaysHowMuchOfHowManyStreams() throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(store, "one", 0);
            insert(store, "two", 0);
            RecordedEvent flush = only(recorded("io.seqstore.Flush", store::flush));
            assertEquals(2, flush.getLong("streams"));
            assertEquals(2 * BATCH, flush.getLong("events"));
            assertEquals(store.metrics().segmentBytes(), flush.getLong("bytes"));
        }
    }

    @Test
    void aCompactionSaysWhatBecameOfHowManySegments() throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            for (int i = 0; i < 3; i++) {
                insert(store, "pump", i * BATCH);
                store.flush();
            }
            RecordedEvent compaction = only(recorded("io.seqstore.Compaction", store::compact));
            assertEquals(3, compaction.getInt("segments"));
            assertEquals(1, compaction.getLong("streams"));
            assertEquals(3 * BATCH, compaction.getLong("events"));
            assertEquals(store.metrics().segmentBytes(), compaction.getLong("bytes"));
        }
    }

    @Test
    void openingSaysWhatItReplayed() throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(store, "pump", 0);
        }
        List<Store> opened = new ArrayList<>();
        RecordedEvent recovery = only(recorded("io.seqstore.Recovery", () -> opened.add(Store.open(folder, OPTIONS))));
        opened.forEach(Store::close);
        assertEquals(0, recovery.getLong("records"));
        assertEquals(1, recovery.getLong("streams"));
        assertEquals(1, recovery.getInt("segments"));
    }

    @Test
    void aSyncSaysHowMuchWasNotSyncedBefore() throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            insert(store, "pump", 0);
            RecordedEvent sync = only(recorded("io.seqstore.Sync", store::sync));
            assertEquals(store.metrics().logBytes() - FileHeader.SIZE, sync.getLong("bytes"));
        }
    }

    @Test
    void withoutARecordingNothingOfTheRecorderIsLoaded() throws Exception {
        String output = runChild("-Xlog:class+load:stdout");
        assertTrue(output.contains("io.seqstore.core.trace.Trace "), "the child opened a store");
        assertFalse(output.contains("jdk.jfr.Event "), "a class of events was loaded");
        assertFalse(output.contains("io.seqstore.core.trace.FlushEvent "), "a class of events was loaded");
    }

    @Test
    void aRuntimeWithoutTheRecorderWorksAsWell() throws Exception {
        String output = runChild("--limit-modules", "java.base,java.logging,jdk.unsupported");
        assertTrue(output.contains("recorder false"), output);
    }

    @Test
    void aRecordingThatIsThereFromTheStartHasTheOpening() throws Exception {
        Path file = recordings.resolve("start.jfr");
        runChild("-XX:StartFlightRecording:filename=" + file);
        List<String> names = RecordingFile.readAllEvents(file).stream()
                .map(event -> event.getEventType().getName())
                .filter(name -> name.startsWith("io.seqstore."))
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.of("io.seqstore.Flush", "io.seqstore.Recovery", "io.seqstore.Sync"), names);
    }

    /** Opens a store in a JVM of its own, writes and flushes; returns what was printed. */
    private String runChild(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), TraceChild.class.getName(), folder.toString()));
        Path output = recordings.resolve("output");
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = child.waitFor();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, exit, printed);
        return printed;
    }

    /** What the child does. */
    static final class TraceChild {
        private TraceChild() {}

        public static void main(String[] arguments) {
            try (Store store = Store.open(Path.of(arguments[0]), OPTIONS)) {
                insert(store, "pump", 0);
                store.sync();
                store.flush();
                Stream pump = store.stream(Registry.DEFAULT_NAMESPACE, "pump");
                if (TestEvents.readAll(pump).size() != BATCH) {
                    throw new IllegalStateException("events are missing");
                }
            }
            System.out.println(
                    "recorder " + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
        }
    }
}
