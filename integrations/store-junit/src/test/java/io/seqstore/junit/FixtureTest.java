package io.seqstore.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.StreamNamespace;
import io.seqstore.junit.SeqstoreTest.Storage;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsInterpolationMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The fixture as a test class uses it. */
@SeqstoreTest(seed = {"plant.json", "pump-7.csv"})
class FixtureTest {
    private Seqstore seenBefore;

    @BeforeEach
    void takesTheStoreBeforeEachTest(Seqstore store) {
        seenBefore = store;
    }

    @AfterEach
    void stillHasTheStoreBehindEachTest(Seqstore store) {
        assertSame(seenBefore, store);
    }

    @Test
    void givesTheSameStoreToAllMethodsOfOneTest(Seqstore store, StreamNamespace namespace) {
        assertSame(seenBefore, store);
        assertEquals("default", namespace.id());
        assertEquals(2, namespace.streams(0, 10).size());
    }

    @Test
    void plantsDefinitionsAndEventsOfJson(@StreamId("valve-1") EventStream valve) {
        assertEquals(
                SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING,
                valve.definition().interpolationMode());
        assertEquals(1.5, valve.first().orElseThrow().getDouble("Level"));
        assertEquals("shut", valve.last().orElseThrow().getString("State"));
    }

    @Test
    void plantsEventsOfCsv(@StreamId("PUMP-7") EventStream pump) {
        assertEquals(
                "on, but slow", pump.find("2026-03-01T09:00:00Z").orElseThrow().getString("State"));
        Event bare = pump.last().orElseThrow();
        assertEquals(0.0, bare.getDouble("Level"));
        assertNull(bare.getString("State"));
    }

    @RepeatedTest(3)
    void noTestSeesWhatAnotherWrote(@StreamId("pump-7") EventStream pump) {
        pump.insert(
                pump.event().set("Time", Instant.parse("2026-03-01T11:00:00Z")).build());
        assertEquals(4, pump.filtered("").events().size());
    }

    @Test
    @SeqstoreTest
    void aTestHasItsOwnSettings(Seqstore store) {
        assertTrue(store.defaultNamespace().streams(0, 10).isEmpty());
    }

    @Test
    @SeqstoreTest(storage = Storage.FOLDER, seed = "plant.json")
    void aStoreInAFolderAnswersAlike(@StreamId("valve-1") EventStream valve, Seqstore store) {
        store.flush();
        assertEquals(2, valve.filtered("").events().size());
        assertEquals(1, store.metrics().segments());
    }

    @Test
    void aServerAnswersForTheStoreOfTheTest(@Served URI uri, @StreamId("pump-7") EventStream pump) throws Exception {
        URI last = uri.resolve("/api/v1/Tenants/default/Namespaces/default/Streams/pump-7/Data/Last");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(last).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertEquals("{\"Time\":\"2026-03-01T10:00:00Z\"}", answer.body());
        assertEquals(3, pump.filtered("").events().size());
    }

    @Nested
    class ANestedClass {
        @Test
        void inheritsTheSettings(@StreamId("pump-7") EventStream pump) {
            assertEquals(3, pump.filtered("").events().size());
        }
    }
}
