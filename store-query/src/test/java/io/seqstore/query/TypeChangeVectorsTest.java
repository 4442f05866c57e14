package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.Stream;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.testing.Json;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.json.EventJson;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The golden vectors of changes of a stream's type (spec 03, section 4), put to stores in memory and on disk. The other
 * vectors of the file need no events and run in store-types.
 */
class TypeChangeVectorsTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;

    @TempDir
    private Path folder;

    /** Where the events are when the type is changed. */
    private enum Place {
        IN_MEMORY,
        IN_MEMORY_FLUSHED,
        ON_DISK,
        ON_DISK_FLUSHED;

        Store open(Path folder) {
            return this == IN_MEMORY || this == IN_MEMORY_FLUSHED
                    ? Store.inMemory(StoreOptions.defaults())
                    : Store.open(folder, StoreOptions.defaults());
        }

        boolean isFlushed() {
            return this == IN_MEMORY_FLUSHED || this == ON_DISK_FLUSHED;
        }

        boolean isDurable() {
            return this == ON_DISK || this == ON_DISK_FLUSHED;
        }
    }

    private static List<Map<String, Object>> vectors() {
        try (InputStream in =
                Objects.requireNonNull(TypeChangeVectorsTest.class.getResourceAsStream("/vectors/streams.json"))) {
            return Json.list(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))).stream()
                    .map(Json::object)
                    .filter(vector -> ((String) vector.get("id")).contains("type-change"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thereAreSuchVectors() {
        assertEquals(4, vectors().size());
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> everyVectorHolds() {
        return vectors().stream().flatMap(vector -> java.util.stream.Stream.of(Place.values())
                .map(place -> dynamicTest(vector.get("id") + " " + place, () -> run(vector, place))));
    }

    private void run(Map<String, Object> vector, Place place) {
        Path own = folder.resolve(vector.get("id") + "-" + place);
        Map<String, Object> expect = Json.object(vector.get("expect"));
        try (Store store = place.open(own)) {
            define(Json.object(vector.get("given")), store);
            if (place.isFlushed()) {
                store.flush();
            }
            if (Boolean.TRUE.equals(expect.get("error"))) {
                assertThrows(SeqstoreException.class, () -> perform(Json.object(vector.get("when")), store));
            } else {
                perform(Json.object(vector.get("when")), store);
            }
            assertAfter(expect, store);
        }
        if (place.isDurable()) {
            try (Store store = place.open(own)) {
                assertAfter(expect, store);
            }
        }
    }

    private static void define(Map<String, Object> given, Store store) {
        for (Object type : listed(given, "types")) {
            store.registry().getOrCreateType(NS, JsonText.readType(Json.write(type)));
        }
        for (Object view : listed(given, "views")) {
            store.registry().streamViews().getOrCreate(NS, JsonText.read(Json.write(view), StreamViewJson::read));
        }
        for (Object stream : listed(given, "streams")) {
            store.registry().getOrCreateStream(NS, JsonText.readStream(Json.write(stream)));
        }
        if (given.containsKey("events")) {
            Stream stream = store.stream(NS, "s");
            ColumnBatch batch = new ColumnBatch(stream.layout(), 1);
            try (JsonParser parser = new JsonFactory().createParser(Json.write(given.get("events")))) {
                EventJson.of(stream.layout()).read(parser, batch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            stream.insert(batch);
        }
    }

    private static List<Object> listed(Map<String, Object> given, String name) {
        return given.containsKey(name) ? Json.list(given.get(name)) : List.of();
    }

    private static void perform(Map<String, Object> when, Store store) {
        switch ((String) when.get("op")) {
            case "putStreamType" ->
                store.changeStreamType(NS, (String) when.get("streamId"), (String) when.get("streamViewId"));
            case "putStream" ->
                store.registry().createOrUpdateStream(NS, JsonText.readStream(Json.write(when.get("body"))));
            case "sequence" -> Json.list(when.get("steps")).forEach(step -> perform(Json.object(step), store));
            case "referenceCount" ->
                assertEquals("WaveDataTarget", when.get("typeId"), "the answer is compared with the rest");
            default -> throw new IllegalArgumentException(when.toString());
        }
    }

    private static void assertAfter(Map<String, Object> expect, Store store) {
        if (expect.containsKey("streamAfter")) {
            assertEquals(
                    JsonText.readStream(Json.write(expect.get("streamAfter"))),
                    store.registry().stream(NS, "s").stream());
        }
        if (expect.containsKey("firstValue")) {
            assertFirst(Json.object(expect.get("firstValue")), store.stream(NS, "s"));
        }
        if (expect.containsKey("contains")) {
            Map<String, ?> counts =
                    store.registry().referenceCounts(NS, "WaveDataTarget").byKind();
            Json.object(expect.get("contains"))
                    .forEach((kind, count) -> assertEquals(
                            String.valueOf(count), String.valueOf(counts.get(kind)), kind + " of " + counts));
        }
    }

    private static void assertFirst(Map<String, Object> expected, Stream stream) {
        EventConverter converter = EventConverter.of(stream.layout());
        try (StreamSnapshot snapshot = stream.snapshot()) {
            ColumnBatch first = new Queries(snapshot, stream.entry().stream(), ReadLimits.DEFAULT).first();
            assertEquals(1, first.count());
            expected.forEach((id, json) -> assertEquals(
                    Rows.value(stream.layout().property(id), json),
                    converter.value(first, 0, stream.layout().property(id)),
                    id));
        }
        assertTrue(expected.size() > 1);
    }
}
