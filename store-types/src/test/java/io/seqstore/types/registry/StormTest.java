package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.SeqstoreException;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when many have changed a registry at the same time (spec 02, C-1 to C-10). */
@Timeout(120)
class StormTest {
    private static final int THREADS = 4;
    private static final int CALLS = 4_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private <T> List<T> together(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> one : threads.invokeAll(calls)) {
            results.add(one.get());
        }
        return results;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theReferenceCountsAtTheEndEqualARecount(long seed) throws Exception {
        List<RegistryChange> journaled = Collections.synchronizedList(new ArrayList<>());
        Registry registry = new Registry(change -> {
            Thread.yield();
            journaled.add(change);
        });
        AtomicBoolean done = new AtomicBoolean();
        Future<Integer> reader = threads.submit(() -> {
            int looks = 0;
            while (!done.get()) {
                assertWhole(registry);
                looks++;
            }
            return looks;
        });
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed * 10 + thread);
            writers.add(() -> {
                for (int call = 0; call < CALLS; call++) {
                    change(registry, random);
                }
                return true;
            });
        }
        together(writers);
        done.set(true);
        assertTrue(reader.get() > 0);
        assertTrue(journaled.size() > CALLS / 4, "changes: " + journaled.size());
        Map<String, ReferenceCounts> recounted = recount(registry);
        assertEquals(Set.copyOf(Definitions.typeIds(registry)), recounted.keySet(), "nothing refers to a missing type");
        recounted.forEach((id, counts) -> assertEquals(counts, registry.referenceCounts(NS, id), id));
        Registry replayed = new Registry(RegistryJournal.none());
        journaled.forEach(replayed::replay);
        assertEquals(
                Definitions.dump(registry), Definitions.dump(replayed), "the journal is in the order of the changes");
    }

    private static void change(Registry registry, Random random) {
        String type = "T" + random.nextInt(5);
        String other = "T" + random.nextInt(5);
        String stream = "s" + random.nextInt(6);
        String view = "v" + random.nextInt(3);
        try {
            switch (random.nextInt(12)) {
                case 0 -> registry.getOrCreateType(NS, plain(type));
                case 1, 2 ->
                    registry.getOrCreateType(
                            NS,
                            plain(type).toBuilder().property("q", plain(other)).build());
                case 3 ->
                    registry.getOrCreateType(
                            NS,
                            plain(type).toBuilder()
                                    .property("q", SdsType.reference(other))
                                    .property("r", SdsType.reference(other))
                                    .build());
                case 4, 5 -> registry.deleteType(NS, type);
                case 6 -> registry.getOrCreateStream(NS, SdsStream.of(stream, type));
                case 7 ->
                    registry.createOrUpdateStream(
                            NS, new SdsStream(stream, type, other, null, List.of("p"), null, null, List.of()));
                case 8 -> registry.deleteStream(NS, stream);
                case 9 ->
                    registry.streamViews()
                            .createOrUpdate(
                                    NS,
                                    SdsStreamView.of(view, type, other)
                                            .withProperties(
                                                    random.nextBoolean()
                                                            ? List.of()
                                                            : List.of(new Property(
                                                                    "q", "q", SdsStreamView.of("", "T0", "T1")))));
                case 10 -> registry.streamViews().delete(NS, view);
                default -> registry.changeStreamType(NS, stream, view);
            }
        } catch (SeqstoreException refused) {
            assertFalse(refused.reason().isEmpty());
        }
    }

    private static SdsType plain(String id) {
        return SdsType.object(id)
                .key("k", SdsTypeCode.INT32)
                .property("p", SdsTypeCode.INT64)
                .build();
    }

    /** In one listing of types, every type that one of them names is there: a listing is of one moment (C-2, C-7). */
    private static void assertWhole(Registry registry) {
        List<SdsType> types = registry.types(NS, 0, Integer.MAX_VALUE);
        Set<String> ids = new HashSet<>();
        types.forEach(type -> ids.add(type.id()));
        for (SdsType type : types) {
            TypeReferences.direct(type).forEach(named -> assertTrue(ids.contains(named.id()), type::toString));
        }
        for (String id : ids) {
            try {
                ReferenceCounts counts = registry.referenceCounts(NS, id);
                assertTrue(counts.streams() >= 0 && counts.streamViews() >= 0 && counts.types() >= 0);
            } catch (SeqstoreException deletedMeanwhile) {
                assertTrue(deletedMeanwhile.reason().contains(id));
            }
        }
    }

    private static Map<String, ReferenceCounts> recount(Registry registry) {
        Map<String, int[]> counts = new HashMap<>();
        registry.types(NS, 0, Integer.MAX_VALUE).forEach(type -> counts.put(type.id(), new int[3]));
        registry.streams(NS, 0, Integer.MAX_VALUE)
                .forEach(stream -> counts.computeIfAbsent(stream.typeId(), id -> new int[3])[0]++);
        registry.streamViews().list(NS, Listing.of(0, Integer.MAX_VALUE)).forEach(view -> new HashSet<>(
                        ViewRules.namedTypes(view))
                .forEach(id -> counts.computeIfAbsent(id, missing -> new int[3])[1]++));
        registry.types(NS, 0, Integer.MAX_VALUE)
                .forEach(type -> idsOf(type).forEach(id -> counts.computeIfAbsent(id, missing -> new int[3])[2]++));
        Map<String, ReferenceCounts> recounted = new HashMap<>();
        counts.forEach((id, three) -> recounted.put(id, new ReferenceCounts(three[0], three[1], three[2])));
        return recounted;
    }

    private static Set<String> idsOf(SdsType type) {
        Set<String> ids = new HashSet<>();
        TypeReferences.direct(type).forEach(named -> ids.add(named.id()));
        return ids;
    }

    @Test
    void updatesOfOneStreamFollowEachOtherAndNoneIsLost() throws Exception {
        Registry registry = new Registry(change -> Thread.yield());
        registry.getOrCreateType(NS, pump());
        registry.getOrCreateStream(NS, named("start"));
        int updates = 1_500;
        List<Callable<Map<String, String>>> writers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String mine = "t" + thread + ".";
            writers.add(() -> {
                Map<String, String> beforeByAfter = new HashMap<>();
                for (int i = 0; i < updates; i++) {
                    var updated =
                            (CreateOrUpdate.Updated<SdsStream>) registry.createOrUpdateStream(NS, named(mine + i));
                    beforeByAfter.put(updated.stored().name(), updated.before().name());
                }
                return beforeByAfter;
            });
        }
        Map<String, String> beforeByAfter = new HashMap<>();
        together(writers).forEach(beforeByAfter::putAll);
        // Going back from the last update, each finds the one before it: one chain through all of them.
        String name = registry.stream(NS, "s").stream().name();
        int steps = 0;
        while (!name.equals("start")) {
            name = beforeByAfter.remove(name);
            steps++;
        }
        assertEquals(THREADS * updates, steps);
        assertEquals(Map.of(), beforeByAfter);
    }

    private static SdsStream named(String name) {
        return new SdsStream("s", "Pump", name, null, List.of(), null, null, List.of());
    }

    @Test
    void ofTwoDeletesOfATypeOrViewOneSucceeds() throws Exception {
        Registry registry = registryOf(pump());
        for (int round = 0; round < 1_000; round++) {
            registry.getOrCreateType(NS, plain("T"));
            registry.streamViews().getOrCreate(NS, SdsStreamView.of("v", "Pump", "Pump"));
            List<Callable<Boolean>> deletes = new ArrayList<>();
            for (int twice = 0; twice < 2; twice++) {
                deletes.add(() -> succeeds(() -> registry.deleteType(NS, "T")));
                deletes.add(() -> succeeds(() -> registry.streamViews().delete(NS, "v")));
            }
            assertEquals(2, together(deletes).stream().filter(done -> done).count());
        }
        assertTrue(registry.referenceCounts(NS, "Pump").isUnreferenced());
    }

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (SeqstoreException refused) {
            return false;
        }
    }

    /** C-10: while the journal is still writing, nobody sees the change, and nobody who reads has to wait. */
    @Test
    void nobodySeesAChangeBeforeItIsJournaledAndReadersDoNotWaitForTheJournal() throws Exception {
        AtomicReference<Callable<String>> look = new AtomicReference<>();
        List<String> seen = new ArrayList<>();
        Registry registry = new Registry(change -> {
            if (look.get() != null) {
                try {
                    seen.add(threads.submit(look.get()).get());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        });
        registry.getOrCreateType(NS, pump());
        registry.getOrCreateStream(NS, named("old"));
        registry.streamViews().getOrCreate(NS, SdsStreamView.of("v", "Pump", "Pump"));
        String before = Definitions.dump(registry);
        look.set(() -> Definitions.dump(registry));
        Stream.<Runnable>of(
                        () -> registry.getOrCreateType(NS, plain("T")),
                        () -> registry.createOrUpdateStream(NS, named("new")),
                        () -> registry.streamLabels().setTags(NS, "s", List.of("a")),
                        () -> registry.streamLabels().setMetadata(NS, "s", Map.of("a", "b")),
                        () -> registry.changeStreamType(NS, "s", "v"),
                        () -> registry.deleteStream(NS, "s"),
                        () -> registry.streamViews().delete(NS, "v"),
                        () -> registry.namespaces().getOrCreate(Namespace.of("n")),
                        () -> registry.namespaces().delete("n", false),
                        () -> registry.deleteType(NS, "T"))
                .forEach(change -> {
                    String now = Definitions.dump(registry);
                    int looks = seen.size();
                    change.run();
                    assertEquals(looks + 1, seen.size());
                    assertEquals(now, seen.get(looks));
                });
        assertEquals(before, seen.get(0));
        assertEquals(10, seen.size());
    }
}
