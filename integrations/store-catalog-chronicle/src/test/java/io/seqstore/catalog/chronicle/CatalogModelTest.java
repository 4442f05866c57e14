package io.seqstore.catalog.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Durability;
import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry of a store, reopened now and then, against a plain sorted map; with every kind of index. */
@Timeout(300)
class CatalogModelTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int IDS = 400;

    @TempDir
    Path folder;

    private final TreeMap<String, SdsStream> model = new TreeMap<>(IdOrder.INSTANCE);

    private StoreOptions options(boolean inChronicle) {
        StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
        return inChronicle
                ? options.withCatalogIndex(
                        ChronicleCatalogIndex.in(folder.resolve("index")).withRoomFor(50))
                : options;
    }

    private static SdsType type(String id) {
        return SdsType.object(id)
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("Value", SdsTypeCode.DOUBLE)
                .build();
    }

    private static SdsStream stream(int number, Random random) {
        String id = (random.nextBoolean() ? "plant" : "PLANT") + number / 40 + (number % 5 == 0 ? " ü" : "-") + number;
        String description = random.nextInt(4) == 0 ? "word" + random.nextInt(5) : null;
        return new SdsStream(id, "Type" + number % 3, null, description, List.of(), null, null, List.of());
    }

    @ParameterizedTest(name = "in Chronicle Map: {0}, seed {1}")
    @CsvSource({"false, 1", "true, 1", "true, 2"})
    void answersLikeAPlainMap(boolean inChronicle, long seed) {
        Random random = new Random(seed);
        Path store = folder.resolve("store");
        for (int life = 0; life < 5; life++) {
            assertEquals(inChronicle && life > 0, Files.exists(folder.resolve("index.state")));
            try (Store open = Store.open(store, options(inChronicle))) {
                for (int i = 0; i < 3; i++) {
                    open.registry().getOrCreateType(NS, type("Type" + i));
                }
                for (int step = 0; step < 300; step++) {
                    change(open.registry(), random);
                }
                compare(open.registry(), random);
            }
        }
    }

    private void change(Registry registry, Random random) {
        SdsStream stream = stream(random.nextInt(IDS), random);
        switch (random.nextInt(4)) {
            case 0 -> {
                List<SdsStream> batch = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    batch.add(stream(random.nextInt(IDS), random));
                }
                var outcomes = registry.getOrCreateStreams(NS, batch);
                for (int i = 0; i < batch.size(); i++) {
                    boolean isNew = model.putIfAbsent(batch.get(i).id(), batch.get(i)) == null;
                    assertEquals(isNew, outcomes.get(i).orThrow() instanceof GetOrCreate.Created);
                }
            }
            case 1 -> {
                registry.createOrUpdateStream(NS, stream);
                SdsStream before = model.get(stream.id());
                String id = before == null ? stream.id() : before.id();
                model.put(
                        id,
                        new SdsStream(
                                id, stream.typeId(), null, stream.description(), List.of(), null, null, List.of()));
            }
            default -> {
                if (model.remove(stream.id()) != null) {
                    registry.deleteStream(NS, stream.id());
                }
                assertTrue(registry.findStream(NS, stream.id()).isEmpty());
            }
        }
    }

    private void compare(Registry registry, Random random) {
        assertEquals(List.copyOf(model.values()), registry.streams(NS, 0, Integer.MAX_VALUE));
        for (int type = 0; type < 3; type++) {
            String typeId = "Type" + type;
            assertEquals(
                    model.values().stream()
                            .filter(stream -> stream.typeId().equals(typeId))
                            .count(),
                    registry.referenceCounts(NS, typeId).streams());
        }
        Search search = new Search(registry);
        String word = "word" + random.nextInt(5);
        assertEquals(
                model.values().stream()
                        .filter(stream -> word.equals(stream.description()))
                        .toList(),
                search.streams(NS, SearchQuery.parse("description:" + word), Listing.of(0, IDS)));
        String plant = "plant" + random.nextInt(IDS / 40);
        assertEquals(
                model.values().stream()
                        .filter(stream -> IdOrder.startsWith(stream.id(), plant))
                        .toList(),
                search.streams(NS, SearchQuery.parse("Id:" + plant + "*"), Listing.of(0, IDS)));
        for (SdsStream stream : model.values()) {
            StreamEntry entry = registry.stream(NS, stream.id());
            assertEquals(stream, entry.stream());
            assertEquals(entry, registry.findStream(entry.ordinal()).orElseThrow());
        }
    }
}
