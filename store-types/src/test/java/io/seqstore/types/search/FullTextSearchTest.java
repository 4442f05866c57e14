package io.seqstore.types.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.registry.StreamDescription;
import io.seqstore.types.registry.StreamQuery;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Searches among so many streams that they go by the full-text index give the answer of looking at every stream, whatever
 * was changed before or changes meanwhile (spec 04; spec 02, C-1).
 */
class FullTextSearchTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final Listing ALL = Listing.of(0, Integer.MAX_VALUE);
    /** More than are looked at without an index. */
    private static final int STREAMS = 3000;

    private final CountedMemory memory = new CountedMemory();
    private final Registry registry = registry(memory);
    private final Search search = new Search(registry);

    private static final class CountedMemory implements ByteMemory {
        private long allocated;

        @Override
        public synchronized ByteBuffer allocate(int size) {
            allocated += size;
            return ByteMemory.onHeap().allocate(size);
        }

        @Override
        public boolean enter() {
            return true;
        }

        @Override
        public void leave() {}
    }

    private static Registry registry(ByteMemory memory) {
        Registry registry = new Registry(RegistryJournal.none(), Clock.systemUTC(), memory);
        for (String type : List.of("Pump", "Valve")) {
            registry.getOrCreateType(
                    NS, SdsType.object(type).key("k", SdsTypeCode.INT32).build());
        }
        return registry;
    }

    private static SdsStream stream(String id, String name, String description) {
        return new SdsStream(id, "Pump", name, description, List.of(), null, null, List.of());
    }

    private void createMany(int from, int to) {
        List<SdsStream> streams = new ArrayList<>();
        for (int i = from; i < to; i++) {
            streams.add(stream("plant-" + i % 7 + "-" + i, "Line " + i % 100, null));
        }
        registry.getOrCreateStreams(NS, streams);
    }

    private List<String> found(String query) {
        return search.streams(NS, SearchQuery.parse(query), ALL).stream()
                .map(SdsStream::id)
                .toList();
    }

    /** What looking at every stream finds. */
    private List<String> scanned(String query) {
        SearchQuery parsed = SearchQuery.parse(query);
        return registry.streamSearch().find(NS, StreamQuery.byBeginning(""), Long.MAX_VALUE).stream()
                .filter(parsed::matches)
                .map(described -> described.entry().stream().id())
                .toList();
    }

    @Test
    void aStreamIsFoundByEachOfItsTexts() {
        createMany(0, STREAMS);
        registry.getOrCreateStream(NS, stream("Kiln.7 (old)", "Cement oven", "Burns at 1450 degrees"));
        registry.streamLabels().setTags(NS, "Kiln.7 (old)", List.of("hot stuff", "x1"));
        registry.streamLabels().setMetadata(NS, "Kiln.7 (old)", Map.of("Maker", "Smith & Sons", "empty", ""));
        for (String query : List.of(
                "kiln.7",
                "ki*",
                "*n.7",
                "*iln*",
                "k*7",
                "old",
                "cement",
                "name:oven",
                "description:1450",
                "\"burns at 1450 degrees\"",
                "*\"at 1450\"*",
                "tags:stuff",
                "x1",
                "maker:smith",
                "Ma*r:sons",
                "maker:*",
                "empty:*",
                "maker:S*",
                "id:old AND cement",
                "cement AND NOT pump1",
                "oven OR nowhere")) {
            assertEquals(List.of("Kiln.7 (old)"), found(query), query);
        }
        for (String query : List.of("kiln", "name:kiln*", "tags:cement", "maker:x1", "Other:smith", "urns at")) {
            assertEquals(scanned(query), found(query), query);
        }
        assertEquals(List.of(), found("Description:nothing"));
    }

    @Test
    void aStreamNamedAsItsIdIsFoundByItsName() {
        createMany(0, STREAMS);
        registry.getOrCreateStream(NS, stream("Kiln.7", "Kiln.7", null));
        registry.getOrCreateStream(NS, stream("Kiln.8", null, null));
        createMany(STREAMS, 2 * STREAMS);
        assertEquals(List.of("Kiln.7"), found("name:kiln*"));
        registry.createOrUpdateStream(NS, stream("Kiln.8", "Kiln.8", null));
        assertEquals(List.of("Kiln.7", "Kiln.8"), found("name:*iln*"));
    }

    @Test
    void changesAreSeenAtOnce() {
        createMany(0, STREAMS);
        assertEquals(List.of(), found("boiler"));
        registry.createOrUpdateStream(NS, stream("plant-0-0", "Boiler", null));
        assertEquals(List.of("plant-0-0"), found("boiler"));
        registry.streamLabels().setTags(NS, "plant-1-1", List.of("a boiler"));
        assertEquals(List.of("plant-0-0", "plant-1-1"), found("boiler"));
        registry.createOrUpdateStream(NS, stream("plant-0-0", "Kettle", null));
        assertEquals(List.of("plant-1-1"), found("boiler"));
        registry.deleteStream(NS, "plant-1-1");
        assertEquals(List.of(), found("boiler"));
        registry.getOrCreateStream(NS, stream("plant-1-1", null, "no boiler"));
        assertEquals(List.of("plant-1-1"), found("boiler"));
    }

    @Test
    void anIndexThatIsMostlyOutdatedIsMadeAnewInTheSameMemory() {
        createMany(0, STREAMS);
        long afterFew = 0;
        for (int round = 0; round < 8; round++) {
            String filler = " ".repeat(500) + "round" + round + "of";
            for (int i = 0; i < STREAMS; i++) {
                registry.streamLabels().setTags(NS, "plant-" + i % 7 + "-" + i, List.of(i + filler + i % 500));
            }
            String query = "tags:round" + round + "of77";
            assertEquals(scanned(query), found(query));
            assertEquals(STREAMS / 500, found(query).size());
            afterFew = round == 2 ? memory.allocated : afterFew;
        }
        assertTrue(memory.allocated < 1.5 * afterFew, memory.allocated + " bytes after " + afterFew);
    }

    @Test
    void namespacesStayApart() {
        createMany(0, STREAMS);
        registry.namespaces().getOrCreate(Namespace.of("other"));
        registry.getOrCreateType(
                "other", SdsType.object("Pump").key("k", SdsTypeCode.INT32).build());
        registry.getOrCreateStream("other", stream("plant-0-0", "Line 0", null));
        assertEquals(
                1, search.streams("other", SearchQuery.parse("name:line"), ALL).size());
        assertEquals(STREAMS, found("name:line").size());
        registry.namespaces().delete("other", true);
        assertEquals(STREAMS, found("name:line").size());
    }

    @Test
    void aPageOfManyHitsIsTheBeginningOfAll() {
        createMany(0, STREAMS);
        List<String> all = found("line");
        assertEquals(STREAMS, all.size());
        assertEquals(
                all.subList(10, 30),
                search.streams(NS, SearchQuery.parse("line"), Listing.of(10, 20)).stream()
                        .map(SdsStream::id)
                        .toList());
        assertEquals(
                all.subList(all.size() - 1, all.size()),
                search.streams(NS, SearchQuery.parse("line"), new Listing(0, 1, "id desc")).stream()
                        .map(SdsStream::id)
                        .toList());
    }

    /** Makes streams and queries of few letters, so that they meet. */
    private static final class Texts {
        private static final String LETTERS = "aAbB1_.-\u00e9\u0130\u00df\u01c5\ud83d\ude00";

        private final Random random;

        Texts(Random random) {
            this.random = random;
        }

        String word() {
            StringBuilder word = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                int at = LETTERS.offsetByCodePoints(0, random.nextInt(LETTERS.codePointCount(0, LETTERS.length())));
                // Now and then half of a pair, as it is allowed in texts.
                word.appendCodePoint(random.nextInt(40) == 0 ? LETTERS.charAt(at) : LETTERS.codePointAt(at));
            }
            return word.toString();
        }

        String value() {
            StringBuilder value = new StringBuilder(word());
            for (int more = random.nextInt(3); more > 0; more--) {
                value.append(random.nextInt(5) == 0 ? "\u00a0" : " ").append(word());
            }
            return value.toString();
        }

        SdsStream stream(String id) {
            return new SdsStream(
                    id,
                    random.nextBoolean() ? "Pump" : "Valve",
                    random.nextInt(3) == 0 ? null : random.nextInt(3) == 0 ? id : value(),
                    random.nextInt(3) == 0 ? value() : null,
                    List.of(),
                    null,
                    null,
                    List.of());
        }

        Map<String, String> metadata() {
            Map<String, String> metadata = new LinkedHashMap<>();
            for (int more = random.nextInt(3); more > 0; more--) {
                metadata.put(
                        List.of("maker", "Name", "id", "aB").get(random.nextInt(4)),
                        random.nextInt(9) == 0 ? "" : value());
            }
            return metadata;
        }

        String query(int depth) {
            return switch (depth > 2 ? 9 : random.nextInt(10)) {
                case 0 -> "NOT (" + query(depth + 1) + ")";
                case 1, 2 -> "(" + query(depth + 1) + ") AND (" + query(depth + 1) + ")";
                case 3 -> "(" + query(depth + 1) + ") OR (" + query(depth + 1) + ")";
                default -> field() + (random.nextInt(4) == 0 ? phrase() : text());
            };
        }

        private String field() {
            return List.of(
                            "",
                            "",
                            "",
                            "id:",
                            "name:",
                            "typeid:",
                            "description:",
                            "tags:",
                            "maker:",
                            "a*:",
                            "*a*:",
                            "none:")
                    .get(random.nextInt(12));
        }

        private String phrase() {
            String star = random.nextInt(3) == 0 ? "*" : "";
            String end = random.nextInt(3) == 0 ? "*" : "";
            return star + '"' + value() + '"' + end;
        }

        private String text() {
            String word = word();
            return switch (random.nextInt(8)) {
                case 0 -> word + "*";
                case 1 -> "*" + word;
                case 2 -> "*" + word + "*";
                case 3 -> word + "*" + word();
                case 4 -> random.nextInt(3) == 0 ? "*" : "Pump";
                default -> word;
            };
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theIndexNeverChangesTheAnswer(long seed) {
        Random random = new Random(seed);
        Texts texts = new Texts(random);
        List<String> ids = new ArrayList<>();
        int hits = 0;
        for (int round = 0; round < 6; round++) {
            change(texts, random, ids, round < 3 ? 1200 : 600);
            for (int i = 0; i < 30; i++) {
                String query = texts.query(0);
                List<String> expected = scanned(query);
                assertEquals(expected, found(query), "seed " + seed + ", round " + round + ": " + query);
                hits += expected.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(hits > 40, "queries that find something: " + hits);
    }

    private void change(Texts texts, Random random, List<String> ids, int changes) {
        for (int i = 0; i < changes; i++) {
            int kind = ids.size() < 2000 ? 0 : random.nextInt(6);
            if (kind <= 1) {
                String id = texts.word() + " " + ids.size() + texts.word();
                registry.getOrCreateStream(NS, texts.stream(id));
                ids.add(id);
                continue;
            }
            String id = ids.get(random.nextInt(ids.size()));
            switch (kind) {
                case 2 -> {
                    SdsStream redefined = texts.stream(id);
                    String type = registry.stream(NS, id).stream().typeId();
                    registry.createOrUpdateStream(
                            NS,
                            new SdsStream(
                                    id,
                                    type,
                                    redefined.name(),
                                    redefined.description(),
                                    List.of(),
                                    null,
                                    null,
                                    List.of()));
                }
                case 3 -> registry.streamLabels().setTags(NS, id, List.of(texts.value(), texts.word()));
                case 4 -> registry.streamLabels().setMetadata(NS, id, texts.metadata());
                default -> {
                    registry.deleteStream(NS, id);
                    if (random.nextBoolean()) {
                        registry.getOrCreateStream(NS, texts.stream(id));
                    } else {
                        ids.remove(id);
                    }
                }
            }
        }
    }

    /**
     * A writer makes streams and names them anew, twenty to a round, while others keep the backlog growing; a search that begins
     * when a round is over finds the twenty of that round. More rounds with {@code -Dseqstore.fulltext.rounds=}.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    @Timeout(60)
    void searchesBesideChangesMissNothing(long seed) throws InterruptedException {
        createMany(0, STREAMS);
        int rounds = Integer.getInteger("seqstore.fulltext.rounds", 100);
        AtomicInteger finished = new AtomicInteger(-1);
        AtomicBoolean stopped = new AtomicBoolean();
        List<String> failures = new ArrayList<>();
        Thread writer = new Thread(() -> {
            Random random = new Random(seed);
            for (int round = 0; round < rounds && !stopped.get(); round++) {
                for (int i = 0; i < 20; i++) {
                    String id = "round" + round + "-" + i;
                    registry.getOrCreateStream(NS, stream(id, "born", null));
                    // Others grow the backlog until it is indexed again.
                    registry.streamLabels()
                            .setTags(NS, "plant-" + i % 7 + "-" + i, List.of("tag" + random.nextInt(1000)));
                    registry.createOrUpdateStream(NS, stream(id, "made in round" + round, null));
                }
                createMany(STREAMS + round * 100, STREAMS + round * 100 + 100);
                finished.set(round);
            }
            stopped.set(true);
        });
        writer.start();
        Random random = new Random(seed + 100);
        int searches = 0;
        while (!stopped.get() && failures.isEmpty()) {
            int last = finished.get();
            if (last >= 0) {
                int round = random.nextInt(last + 1);
                String query = List.of("name:round" + round, "round" + round, "*ound" + round)
                        .get(random.nextInt(3));
                int hits = found(query).size();
                if (hits != 20) {
                    failures.add("seed " + seed + ": " + hits + " hits of " + query + " after round " + last);
                }
                searches++;
            }
        }
        stopped.set(true);
        writer.join();
        assertEquals(List.of(), failures);
        assertTrue(searches > 0, "searches while streams changed");
    }

    @Test
    void aDescriptionIsOfOneMoment() {
        createMany(0, STREAMS);
        List<StreamDescription> found =
                registry.streamSearch().find(NS, SearchQuery.parse("plant-3-3").streams(), Long.MAX_VALUE);
        assertEquals(1, found.size());
        assertEquals("Line 3", found.get(0).entry().stream().name());
    }
}
