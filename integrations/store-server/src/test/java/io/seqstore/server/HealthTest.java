package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import io.seqstore.testing.Json;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /healthz} says of a store that works, that works in part, and that takes no writes. */
class HealthTest {
    private static final int BATCH = 1000;

    @TempDir
    Path around;

    private Path folder;
    private Seqstore store;
    private SeqstoreServer server;
    private EventStream pump;
    private long nextKey;

    @BeforeEach
    void start() {
        folder = around.resolve("store");
        store = Seqstore.open(
                folder,
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(4 << 20));
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0));
        store.getOrCreateType(SdsType.object("Pump")
                .key("Time", SdsTypeCode.INT64)
                .property("Level", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("pump", "Pump"));
        pump = store.stream("pump");
    }

    @AfterEach
    void stop() {
        server.stop();
        try {
            store.close();
        } catch (SeqstoreException e) {
            // Of a store whose folder is gone the last flush fails, and everything is closed all the same.
        }
    }

    private void insert() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(
                    pump.event().set("Time", nextKey + i).set("Level", i / 4.0).build());
        }
        pump.insert(events);
        nextKey += BATCH;
    }

    private void removeFolder() throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private Wire.Answer health() {
        return new Wire(server.uri()).get("/healthz");
    }

    @Test
    void aStoreThatWorksIsUp() {
        insert();
        Wire.Answer answer = health();
        assertEquals(200, answer.status());
        Map<String, Object> health = Json.objectOrEmpty(answer.json());
        assertEquals("UP", health.get("Status"));
        assertEquals(true, health.get("TakesWrites"));
        assertEquals(List.of(), health.get("Problems"));
    }

    @Test
    void aFlushThatFailsIsShownWithoutTheNamesOfFiles() throws IOException {
        insert();
        removeFolder();
        assertThrows(SeqstoreException.class, store::flush);
        Wire.Answer answer = health();
        assertEquals(200, answer.status(), answer::text);
        Map<String, Object> health = Json.objectOrEmpty(answer.json());
        assertEquals("DEGRADED", health.get("Status"));
        assertEquals(true, health.get("TakesWrites"));
        Map<String, Object> problem = Json.objectOrEmpty(((List<?>) health.get("Problems")).get(0));
        assertEquals("Flush", problem.get("Part"));
        assertEquals("The store is unavailable.", problem.get("Error"));
        assertEquals("Check the device and the permissions of the folder.", problem.get("Resolution"));
        assertFalse(answer.text().contains(folder.getFileName().toString() + "/"), answer::text);
        assertFalse(answer.text().contains(around.toString()), answer::text);
    }

    @Test
    void aStoreThatTakesNoWritesAnyMoreIsDown() throws IOException {
        insert();
        removeFolder();
        // Events stay in memory, since they cannot be flushed, until it is full.
        int refused = 0;
        for (int i = 0; i < 2_000 && refused < 20; i++) {
            try {
                insert();
                refused = 0;
            } catch (SeqstoreException e) {
                refused++;
            }
        }
        assertEquals(20, refused, "writes were still taken up");
        Wire.Answer answer = health();
        assertEquals(503, answer.status(), answer::text);
        assertEquals("DOWN", Json.objectOrEmpty(answer.json()).get("Status"));
        assertEquals(false, Json.objectOrEmpty(answer.json()).get("TakesWrites"));
    }

    @Test
    void aStoreThatIsOpenForReadingOnlyIsUp() {
        insert();
        store.close();
        server.stop();
        store = Seqstore.openReadOnly(folder);
        server = SeqstoreServer.start(store, ServerOptions.defaults().port(0));
        Wire.Answer answer = health();
        assertEquals(200, answer.status(), answer::text);
        assertEquals("UP", Json.objectOrEmpty(answer.json()).get("Status"));
        assertEquals(false, Json.objectOrEmpty(answer.json()).get("TakesWrites"));
    }
}
