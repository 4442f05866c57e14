package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seqstore.query.request.SearchMode;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader that is kept says what the ordinary calls say, and makes no objects. */
class EventReaderTest {
    private static final int EVENTS = 3_000;

    private final Seqstore store = Seqstore.inMemory();
    private EventStream pump;

    @BeforeEach
    void writeEvents() {
        store.getOrCreateType(SdsType.object("Reading")
                .key("Time", SdsTypeCode.INT64)
                .property("Level", SdsTypeCode.DOUBLE)
                .property("Count", SdsTypeCode.NULLABLE_INT64)
                .build());
        pump = stream("pump");
        SplittableRandom random = new SplittableRandom(5);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Event.Builder event = pump.event().set("Time", i * 10L).set("Level", random.nextInt(1000) / 10.0);
            events.add((i % 7 == 0 ? event : event.set("Count", (long) i)).build());
        }
        pump.insert(events.subList(0, 2 * EVENTS / 3));
        store.flush();
        pump.insert(events.subList(2 * EVENTS / 3, EVENTS));
        pump.removeWindow(5_000, 6_000);
    }

    private EventStream stream(String id) {
        store.getOrCreateStream(SdsStream.of(id, "Reading"));
        return store.stream(id);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Optional<Event> found(EventReader reader, boolean found) {
        return found ? Optional.of(reader.event()) : Optional.empty();
    }

    @Test
    void itFindsWhatTheStreamFinds() {
        EventReader reader = pump.reader();
        assertEquals(pump.first(), found(reader, reader.first()));
        assertEquals(pump.last(), found(reader, reader.last()));
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 500; i++) {
            long key = random.nextLong(-20, EVENTS * 10L + 20);
            assertEquals(pump.find(key), found(reader, reader.at(key)), "at " + key);
            for (SearchMode mode : SearchMode.values()) {
                assertEquals(pump.find(key, mode), found(reader, reader.find(key, mode)), mode + " " + key);
            }
            assertEquals(
                    pump.interpolatedAt(key).events().stream().findFirst(),
                    found(reader, reader.interpolated(key)),
                    "interpolated at " + key);
        }
    }

    @Test
    void valuesAreTakenByColumn() {
        EventReader reader = pump.reader();
        int count = reader.column("Count");
        assertTrue(reader.at(reader.key("10")));
        assertEquals(10, reader.key());
        assertEquals(1, reader.getLong(count));
        assertFalse(reader.isNull(count));
        assertTrue(reader.at(70));
        assertTrue(reader.isNull(count));
        assertEquals(reader.event().get("Level"), reader.getDouble(reader.column("Level")));
        assertFalse(reader.at(71));
        assertThrows(IllegalStateException.class, reader::key);
        assertThrows(InvalidRequestException.class, () -> reader.column("Time"));
    }

    @Test
    void itGoesFromStreamToStreamOfOneType() {
        EventStream other = stream("other");
        EventReader reader = pump.reader();
        assertTrue(reader.last());
        assertFalse(reader.moveTo(other).last());
        other.insert(other.event().set("Time", 5L).set("Level", 1.5).build());
        assertTrue(reader.last());
        assertEquals(5, reader.key());
        assertTrue(reader.moveTo(pump).first());
        assertEquals(0, reader.key());
        store.getOrCreateType(SdsType.object("Other")
                .key("Time", SdsTypeCode.INT64)
                .property("Text", SdsTypeCode.STRING)
                .build());
        store.getOrCreateStream(SdsStream.of("unlike", "Other"));
        assertThrows(InvalidRequestException.class, () -> reader.moveTo(store.stream("unlike")));
    }

    @Test
    void keysWithout64BitsHaveNoReader() {
        store.getOrCreateType(SdsType.object("Named")
                .key("Name", SdsTypeCode.STRING)
                .property("Level", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("named", "Named"));
        assertThrows(InvalidRequestException.class, () -> store.stream("named").reader());
    }

    @Test
    void readingAllocatesNothing() {
        EventReader reader = pump.reader();
        int level = reader.column("Level");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] seen = {0};
        long least = Long.MAX_VALUE;
        // The compiler needs a while; what it does not get rid of stays.
        for (int round = 0; round < 60 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_000; i++) {
                long key = i * 7_919L % (EVENTS * 10L);
                seen[0] += reader.last() ? reader.getDouble(level) : 0;
                seen[0] += reader.find(key, SearchMode.EXACT_OR_NEXT) ? reader.getDouble(level) : 0;
                seen[0] += reader.interpolated(key) ? reader.getDouble(level) : 0;
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes for 6,000 reads");
        assertFalse(Double.isNaN(seen[0]));
    }
}
