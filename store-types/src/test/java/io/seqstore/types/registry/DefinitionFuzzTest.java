package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.JsonTree;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.RandomDefinitions;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that were valid until something in them was taken away, doubled or put in a wrong place: each is stored, found, in
 * conflict or refused in words, nothing else may happen, and what is refused has changed nothing.
 */
class DefinitionFuzzTest {
    private static final int BODIES = 400;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aDistortedBodyIsAnsweredOrRefusedInWords(long seed) {
        Random random = new Random(seed);
        RandomDefinitions definitions = new RandomDefinitions(random, "T");
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        int stored = 0;
        int refused = 0;
        for (int i = 0; i < BODIES; i++) {
            SdsType type = definitions.keyed();
            if (i % 10 == 0) {
                registry.getOrCreateType(NS, type);
                registry.getOrCreateStream(NS, definitions.stream("s" + i, type));
            }
            List<SdsType> known = registry.types(NS, 0, 50).stream()
                    .filter(candidate -> candidate.typeCode() == SdsTypeCode.OBJECT)
                    .toList();
            SdsType other = known.get(random.nextInt(known.size()));
            String typeJson = JsonText.writeType(type, Verbosity.COMPACT);
            String streamJson =
                    JsonText.writeStream(definitions.stream("s" + random.nextInt(9), other), Verbosity.VERBOSE);
            SdsStreamView view = SdsStreamView.of("v", other.id(), type.id())
                    .withProperties(List.of(new Property("a", "b", SdsStreamView.of("n", "x", "y"))));
            String viewJson = JsonText.write(out -> StreamViewJson.write(view, Verbosity.COMPACT, out));
            for (String body :
                    List.of(distorted(typeJson, random), distorted(streamJson, random), distorted(viewJson, random))) {
                int before = journal.changes.size();
                try {
                    if (body.contains("SdsTypeCode")) {
                        registry.getOrCreateType(NS, JsonText.readType(body));
                    } else if (body.contains("SourceTypeId")) {
                        registry.streamViews().createOrUpdate(NS, JsonText.read(body, StreamViewJson::read));
                    } else {
                        SdsStream stream = JsonText.readStream(body);
                        registry.createOrUpdateStream(NS, stream);
                    }
                    stored++;
                } catch (SeqstoreException e) {
                    assertFalse(e.reason().isBlank(), body);
                    assertEquals(before, journal.changes.size(), body);
                    refused++;
                }
            }
        }
        assertTrue(stored > BODIES / 10 && refused > BODIES, "stored " + stored + ", refused " + refused);
        Registry rebuilt = new Registry(RegistryJournal.none());
        journal.changes.forEach(
                change -> rebuilt.replay(RegistryChangeBytes.decode(RegistryChangeBytes.encode(change))));
        assertEquals(Definitions.dump(registry), Definitions.dump(rebuilt), "all that was stored can be read back");
    }

    private static String distorted(String json, Random random) {
        Object tree = JsonTree.parse(json);
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            tree = distorted(tree, random, random.nextInt(6));
        }
        return JsonTree.print(tree);
    }

    /** Goes down so many levels on a random way, and does something there. */
    private static Object distorted(Object tree, Random random, int depth) {
        if (tree instanceof Map<?, ?> && !((Map<?, ?>) tree).isEmpty()) {
            Map<String, Object> members = new LinkedHashMap<>(JsonTree.map(tree));
            List<String> names = List.copyOf(members.keySet());
            String name = names.get(random.nextInt(names.size()));
            if (depth > 0) {
                members.put(name, distorted(members.get(name), random, depth - 1));
                return members;
            }
            switch (random.nextInt(4)) {
                case 0 -> members.remove(name);
                case 1 -> members.put(name, members.get(names.get(random.nextInt(names.size()))));
                case 2 -> members.put(NAMES[random.nextInt(NAMES.length)], members.get(name));
                default -> members.put(name, junk(random));
            }
            return members;
        }
        if (tree instanceof List<?> && !((List<?>) tree).isEmpty()) {
            List<Object> elements = new ArrayList<>(JsonTree.list(tree));
            int at = random.nextInt(elements.size());
            if (depth > 0) {
                elements.set(at, distorted(elements.get(at), random, depth - 1));
                return elements;
            }
            switch (random.nextInt(3)) {
                case 0 -> elements.remove(at);
                case 1 -> elements.add(elements.get(at));
                default -> elements.set(at, junk(random));
            }
            return elements;
        }
        return junk(random);
    }

    private static final String[] NAMES = {
        "Id",
        "id",
        "SdsType",
        "SdsTypeCode",
        "Properties",
        "BaseType",
        "GenericArguments",
        "DerivedTypes",
        "Value",
        "Uom",
        "IsKey",
        "Order",
        "InterpolationMode",
        "TypeId",
        "Indexes",
        "PropertyOverrides",
        "Tags",
        "SdsStreamView",
        "TargetId"
    };

    private static Object junk(Random random) {
        Object[] junk = {
            null,
            true,
            "",
            " ",
            "x",
            "T1",
            "T3",
            "\ud800",
            "a/b",
            "Double",
            "NaN",
            "Discrete",
            new BigDecimal("0"),
            new BigDecimal("-1"),
            new BigDecimal("1"),
            new BigDecimal("14"),
            new BigDecimal("609"),
            new BigDecimal("1.5"),
            new BigDecimal("1e30"),
            new BigDecimal("2147483648"),
            List.of(),
            Map.of(),
            new ArrayList<>(Arrays.asList((Object) null)),
            List.of(Map.of()),
            Map.of("Id", "T1"),
            Map.of("SdsTypeCode", new BigDecimal("14")),
            Map.of("Id", "T2", "SdsTypeCode", new BigDecimal("1"))
        };
        return junk[random.nextInt(junk.length)];
    }
}
