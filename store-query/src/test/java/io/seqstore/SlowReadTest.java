package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads that take longer than the threshold of a recording are in it, with the stream and what they went through. */
class SlowReadTest {
    private static final String EVENT = "io.seqstore.SlowRead";
    private static final Duration SLOW = Duration.ofMillis(100);

    private final Seqstore store = Seqstore.inMemory();
    private EventStream pump;

    @TempDir
    Path recordings;

    @BeforeEach
    void writeEvents() {
        store.getOrCreateType(SdsType.object("Pump")
                .key("Time", SdsTypeCode.INT64)
                .property("Level", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("pump", "Pump"));
        pump = store.stream("pump");
        List<Event> events = new ArrayList<>();
        for (long key = 0; key < 1000; key++) {
            events.add(pump.event().set("Time", key).set("Level", key / 4.0).build());
        }
        pump.insert(events);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<RecordedEvent> recorded(Duration threshold, Runnable reads) throws IOException {
        Path file = recordings.resolve("reads.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).withThreshold(threshold);
            recording.start();
            reads.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(EVENT))
                .toList();
    }

    private void readSlowly() {
        try (EventCursor cursor = pump.window(100L, 299L).cursor()) {
            while (cursor.next()) {
                if (cursor.key() == 200) {
                    sleep();
                }
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(2 * SLOW.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCursorThatIsOpenForLongIsRecordedOnce() throws IOException {
        List<RecordedEvent> slow = recorded(SLOW, this::readSlowly);
        assertEquals(1, slow.size(), slow::toString);
        assertEquals("default/pump", slow.get(0).getString("stream"));
        assertEquals("memory", slow.get(0).getString("store"));
        assertEquals(200, slow.get(0).getLong("events"));
        assertTrue(slow.get(0).getDuration().compareTo(SLOW) >= 0, slow::toString);
    }

    @Test
    void readsThatAreQuickAreNot() throws IOException {
        List<RecordedEvent> slow = recorded(Duration.ofSeconds(20), () -> {
            readSlowly();
            pump.window(0L, 999L).events();
            pump.summaries(0L, 999L, 3);
        });
        assertEquals(List.of(), slow);
    }

    @Test
    void everyReadIsWhereTheThresholdIsNothing() throws IOException {
        List<RecordedEvent> reads = recorded(Duration.ZERO, () -> {
            pump.window(0L, 9L).events();
            pump.interpolated(0L, 100L, 3).events();
        });
        assertEquals(2, reads.size(), reads::toString);
        assertEquals(10, reads.get(0).getLong("events"));
    }

    @Test
    void theResultsAreTheSameAsWithoutARecording() throws IOException {
        List<Object> without = results();
        List<Object> with = new ArrayList<>();
        recorded(Duration.ZERO, () -> with.addAll(results()));
        assertEquals(without, with);
    }

    private List<Object> results() {
        return List.of(
                pump.window(10L, 500L).events().toString(),
                pump.summaries(0L, 999L, 7).size(),
                pump.interpolated(0L, 100L, 33).events().toString(),
                pump.filtered("Level gt 12").count(5).events().toString());
    }
}
