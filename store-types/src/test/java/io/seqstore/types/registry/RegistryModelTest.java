package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tens of thousands of streams against a plain sorted map: runs of the order of ids are merged, dropped and read. */
class RegistryModelTest {
    private static final int STREAMS = 40_000;

    private static SdsStream stream(int number) {
        return SdsStream.of((number % 2 == 0 ? "plant" : "Plant") + number % 97 + "-Ünit" + number, "Pump");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void listsInTheOrderOfIdsWhateverTheOrderOfCreationAndDeletion(long seed) {
        Random random = new Random(seed);
        Registry registry = registryOf(pump());
        TreeMap<String, SdsStream> model = new TreeMap<>(IdOrder.INSTANCE);
        List<SdsStream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(stream(i));
        }
        if (seed % 2 == 0) {
            streams.sort((a, b) -> IdOrder.INSTANCE.compare(a.id(), b.id()));
        } else {
            Collections.shuffle(streams, random);
        }
        for (int from = 0; from < STREAMS; from += 5000) {
            List<SdsStream> batch = streams.subList(from, from + 5000);
            registry.getOrCreateStreams(NS, batch);
            batch.forEach(stream -> model.put(stream.id(), stream));
            compare(model, registry, random);
        }
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < STREAMS / 5; i++) {
                SdsStream victim = streams.get(random.nextInt(STREAMS));
                if (model.remove(victim.id()) != null) {
                    registry.deleteStream(NS, victim.id());
                } else {
                    registry.getOrCreateStream(NS, victim);
                    model.put(victim.id(), victim);
                }
            }
            compare(model, registry, random);
        }
    }

    private static void compare(TreeMap<String, SdsStream> model, Registry registry, Random random) {
        assertEquals(model.size(), registry.streamCount());
        assertEquals(model.size(), registry.referenceCounts(NS, "Pump").streams());
        List<SdsStream> all = List.copyOf(model.values());
        assertEquals(all, registry.streams(NS, 0, Integer.MAX_VALUE));
        int skip = random.nextInt(all.size());
        assertEquals(all.subList(skip, Math.min(all.size(), skip + 10)), registry.streams(NS, skip, 10));
        String beginning = "PLANT" + random.nextInt(97);
        assertEquals(
                model.values().stream()
                        .filter(stream -> IdOrder.startsWith(stream.id(), beginning))
                        .toList(),
                registry.streamSearch().find(NS, StreamQuery.byBeginning(beginning), Long.MAX_VALUE).stream()
                        .map(described -> described.entry().stream())
                        .toList());
        for (int i = 0; i < 1000; i++) {
            SdsStream stream = stream(random.nextInt(STREAMS));
            assertEquals(
                    model.get(stream.id()),
                    registry.findStream(NS, stream.id())
                            .map(StreamEntry::stream)
                            .orElse(null));
        }
    }
}
