package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.RandomDefinitions;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.RandomValues;
import io.seqstore.types.value.ScalarText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written is what is read again, for definitions and events of any shape. The seed is in the name. */
class DefinitionRoundTripTest {
    private static final int SHAPES = 60;
    private static final int PER_SEED = 10;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SHAPES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void typesAndStreamsComeBackFromBothForms(long seed) {
        RandomDefinitions definitions = new RandomDefinitions(new Random(seed), "T");
        for (int i = 0; i < PER_SEED; i++) {
            SdsType type = definitions.keyed();
            SdsStream stream = definitions.stream("s" + i, type);
            SdsStreamView view = selfView(definitions, type);
            for (Verbosity verbosity : Verbosity.values()) {
                assertEquals(type, JsonText.readType(JsonText.writeType(type, verbosity)));
                assertEquals(stream, JsonText.readStream(JsonText.writeStream(stream, verbosity)));
                String json = JsonText.write(out -> StreamViewJson.write(view, verbosity, out));
                assertEquals(view, JsonText.read(json, StreamViewJson::read));
            }
        }
    }

    /** A view of a type onto itself, objects mapped by nested views. */
    private static SdsStreamView selfView(RandomDefinitions definitions, SdsType type) {
        List<Property> pairs = new ArrayList<>();
        for (SdsTypeProperty property : type.flattenedProperties()) {
            SdsType propertyType = property.type();
            SdsStreamView nested =
                    propertyType.typeCode() == SdsTypeCode.OBJECT ? selfView(definitions, propertyType) : null;
            pairs.add(new Property(property.id(), property.id(), nested));
        }
        return new SdsStreamView("view", definitions.text(), definitions.text(), type.id(), type.id(), pairs);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theRegistryFindsWhatItWroteAndIsRebuiltFromItsCheckpoint(long seed) {
        RandomDefinitions definitions = new RandomDefinitions(new Random(seed), "T");
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        for (int i = 0; i < PER_SEED; i++) {
            SdsType type = definitions.keyed();
            assertInstanceOf(GetOrCreate.Created.class, registry.getOrCreateType(NS, type));
            SdsStream stream = definitions.stream("s" + i, type);
            assertInstanceOf(GetOrCreate.Created.class, registry.getOrCreateStream(NS, stream));
            SdsStreamView view = selfView(definitions, type).withProperties(List.of());
            registry.streamViews().createOrUpdate(NS, view);
            registry.streamViews().createOrUpdate(NS, selfView(definitions, type));
            String text = Objects.requireNonNullElse(definitions.text(), "tag");
            registry.streamLabels().setTags(NS, stream.id(), List.of(text, text));
            registry.streamLabels().setMetadata(NS, stream.id(), Map.of(text + "k", text));
        }
        for (SdsType stored : registry.types(NS, 0, Integer.MAX_VALUE)) {
            SdsType again = JsonText.readType(JsonText.writeType(stored, Verbosity.VERBOSE));
            assertInstanceOf(GetOrCreate.Found.class, registry.getOrCreateType(NS, again));
        }
        for (SdsStream stored : registry.streams(NS, 0, Integer.MAX_VALUE)) {
            SdsStream again = JsonText.readStream(JsonText.writeStream(stored, Verbosity.COMPACT));
            assertInstanceOf(GetOrCreate.Found.class, registry.getOrCreateStream(NS, again));
        }
        int changes = journal.changes.size();
        List<RegistryChange> checkpoint = new ArrayList<>();
        registry.checkpoint(checkpoint::add);
        for (List<RegistryChange> source : List.of(journal.changes, checkpoint)) {
            Registry rebuilt = new Registry(RegistryJournal.none());
            source.forEach(change -> rebuilt.replay(RegistryChangeBytes.decode(RegistryChangeBytes.encode(change))));
            assertEquals(Definitions.dump(registry), Definitions.dump(rebuilt));
        }
        assertEquals(changes, journal.changes.size(), "finding and checkpoints journal nothing");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eventsOfAnyTypeComeBackFromBothFormsAndKeysFromTheirText(long seed) {
        Random random = new Random(seed);
        RandomDefinitions definitions = new RandomDefinitions(random, "T");
        for (int i = 0; i < PER_SEED; i++) {
            EventLayout layout = EventLayout.of(definitions.keyed());
            EventConverter converter = EventConverter.of(layout);
            ColumnBatch batch = new ColumnBatch(layout, 1);
            for (int row = 0; row < 4; row++) {
                Event.Builder event = Event.builder(layout);
                for (PropertyLayout property : layout.properties()) {
                    event.set(property.id(), value(layout, property, random));
                }
                Event built = event.build();
                converter.append(built, batch);
                assertEquals(built, converter.read(batch, row));
                assertEquals(batch.eventKey(row), converter.parseEventKey(converter.keyText(batch, row)));
            }
            for (Verbosity verbosity : Verbosity.values()) {
                String json = JsonText.writeEvents(batch, verbosity);
                ColumnBatch again = new ColumnBatch(layout, 1);
                assertEquals(batch.count(), JsonText.readEvents(json, again));
                for (int row = 0; row < batch.count(); row++) {
                    assertEquals(converter.read(batch, row), converter.read(again, row), json);
                }
            }
        }
    }

    private static Object value(EventLayout layout, PropertyLayout property, Random random) {
        SdsTypeProperty definition = layout.type().flattenedProperties().stream()
                .filter(candidate -> candidate.id().equals(property.id()))
                .findFirst()
                .orElseThrow();
        return definition.isKey()
                ? RandomValues.key(definition.type().typeCode(), random)
                : RandomValues.of(definition.type(), random);
    }

    static Stream<SdsTypeCode> codes() {
        return Arrays.stream(SdsTypeCode.values()).filter(code -> code.isPlainScalar() && !code.isEnum());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codes")
    void everyValueOfACodeComesBackFromItsText(SdsTypeCode code) {
        for (long seed = 1; seed <= 2_000; seed++) {
            Object value = RandomValues.of(code, new Random(seed));
            if (value != null) {
                String text = ScalarText.printRoundTrip(code, value);
                assertEquals(value, ScalarText.parse(code, text), "seed " + seed);
            }
        }
    }
}
