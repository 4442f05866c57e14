package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.dump;
import static io.seqstore.types.registry.Definitions.pump;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.schema.SdsStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that was kept as it is in memory is the same registry, and brings back what is read of it. */
class RegistryImageTest {
    private static final int MANY = 20_000;

    private static Registry ofMany() {
        Registry registry = Definitions.registryOf(pump());
        List<SdsStream> streams = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            streams.add(SdsStream.of("sensor-" + i, "Pump"));
        }
        registry.getOrCreateStreams(NS, streams);
        return registry;
    }

    private static Registry restored(KeptInMemory kept) {
        return kept.restored(RegistryJournal.none(), new TickingClock());
    }

    /** Streams of all kinds in an order that is not that of their ids, many of which are deleted again. */
    private static void createMany(Registry registry, Random random) {
        registry.getOrCreateType(NS, pump());
        List<SdsStream> streams = new ArrayList<>();
        int count = 1 + random.nextInt(4_000);
        for (int i = 0; i < count; i++) {
            String id = (random.nextInt(9) == 0 ? "Ärger " : "x") + Integer.toHexString(random.nextInt(1 << 20));
            String name = random.nextInt(9) == 0 ? "n".repeat(random.nextInt(700)) : null;
            streams.add(new SdsStream(id, "Pump", name, null, List.of(), null, null, List.of()));
        }
        registry.getOrCreateStreams(NS, streams);
        int deleted = random.nextInt(count);
        for (int i = 0; i < deleted; i++) {
            String id = streams.get(random.nextInt(count)).id();
            if (registry.findStream(NS, id).isPresent()) {
                registry.deleteStream(NS, id);
            }
        }
        registry.streamLabels();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRegistryComesBackAndGoesOnAsItWas(long seed) {
        Random random = new Random(seed);
        TickingClock clock = new TickingClock();
        Registry registry = new Registry(RegistryJournal.none(), clock);
        for (int round = 0; round < 2; round++) {
            call(registry, random.nextLong(), 150);
            createMany(registry, random);
            call(registry, random.nextLong(), 150);
            Registry again = KeptInMemory.of(registry).restored(RegistryJournal.none(), clock.copy());
            assertSame(registry, again, "round " + round);
            // The same calls have the same effects on both; the copy is what is kept the next time.
            long more = random.nextLong();
            TickingClock clockOfCopy = clock.copy();
            Registry copy = KeptInMemory.of(again).restored(RegistryJournal.none(), clockOfCopy);
            call(registry, more, 100);
            call(copy, more, 100);
            assertSame(registry, copy, "changed in round " + round);
            registry = copy;
            clock = clockOfCopy;
        }
    }

    private static void call(Registry registry, long seed, int times) {
        RandomCalls calls = new RandomCalls(registry, new Random(seed));
        for (int i = 0; i < times; i++) {
            calls.next();
        }
    }

    private static void assertSame(Registry expected, Registry actual, String when) {
        assertEquals(expected.streamCount(), actual.streamCount(), when);
        assertEquals(dump(expected), dump(actual), when);
        for (Namespace namespace : expected.namespaces().list()) {
            String ns = namespace.id();
            actual.recountReferences(ns)
                    .forEach((type, counts) -> assertEquals(counts, actual.referenceCounts(ns, type), when));
            for (String beginning : List.of("", "x", "xA", "s", "qqq")) {
                assertEquals(found(expected, ns, beginning), found(actual, ns, beginning), when);
            }
        }
        List<RegistryChange> changes = new ArrayList<>();
        expected.checkpoint(changes::add);
        List<RegistryChange> again = new ArrayList<>();
        actual.checkpoint(again::add);
        assertEquals(changes, again, when);
    }

    private static List<String> found(Registry registry, String ns, String beginning) {
        return registry.streamSearch().find(ns, StreamQuery.byBeginning(beginning), Long.MAX_VALUE).stream()
                .map(stream -> stream.entry().stream().id())
                .toList();
    }

    @Test
    void nothingIsBroughtBackBeforeItIsReadAndAllBeforeAChange() {
        KeptInMemory kept = KeptInMemory.of(ofMany());
        Registry registry = restored(kept);
        assertEquals(MANY, registry.streamCount());
        assertEquals(0, kept.brought);
        assertTrue(registry.isStream(MANY - 1) && !registry.isStream(MANY) && !registry.isStream(-1));
        assertEquals(1, kept.brought);
        assertEquals(MANY / 2, registry.stream(NS, "SENSOR-" + MANY / 2).ordinal());
        assertTrue(kept.brought <= 4, kept.brought + " of " + kept.count());
        registry.getOrCreateStream(NS, SdsStream.of("sensor-7", "Pump"));
        assertFalse(kept.ended, "nothing was changed");
        registry.getOrCreateStream(NS, SdsStream.of("one more", "Pump"));
        assertTrue(kept.ended);
        assertEquals(kept.count(), kept.brought, "each once");
        assertEquals(MANY, registry.stream(NS, "one more").ordinal());
    }

    @Test
    void aDamagedPieceIsRefusedWhereItIsReadAndEveryChangeBeforeItIsJournaled() {
        KeptInMemory kept = KeptInMemory.of(ofMany());
        int refused = 0;
        for (int piece = 0; piece < kept.count(); piece++) {
            kept.damaged.clear();
            kept.damaged.add(piece);
            RecordingJournal journal = new RecordingJournal();
            Registry registry = kept.restored(journal, new TickingClock());
            for (int i = 0; i < MANY; i += 97) {
                try {
                    assertEquals(i, registry.stream(NS, "sensor-" + i).ordinal());
                } catch (DamagedStoreException e) {
                    refused++;
                }
            }
            assertThrows(
                    DamagedStoreException.class, () -> registry.getOrCreateStream(NS, SdsStream.of("new one", "Pump")));
            assertThrows(DamagedStoreException.class, () -> registry.deleteStream(NS, "sensor-1"));
            assertThrows(DamagedStoreException.class, () -> registry.streamLabels()
                    .setMetadata(NS, "sensor-2", Map.of("a", "b")));
            assertEquals(List.of(), journal.changes, "piece " + piece);
            // What could not be read a moment ago may be mended: nothing was changed.
            kept.damaged.clear();
            registry.getOrCreateStream(NS, SdsStream.of("new one", "Pump"));
            assertEquals(MANY + 1, registry.streams(NS, 0, Integer.MAX_VALUE).size());
        }
        assertTrue(refused > 200, "refused: " + refused);
    }

    @Test
    @Timeout(120)
    void readersThatMeetBringBackEachPieceOnce() throws Exception {
        KeptInMemory kept = KeptInMemory.of(ofMany());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                kept.brought = 0;
                Registry registry = restored(kept);
                List<Future<Integer>> readers = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    int first = thread * 31;
                    readers.add(threads.submit(() -> {
                        int found = 0;
                        for (int i = first; i < MANY; i += 131) {
                            found += registry.stream(NS, "sensor-" + i).ordinal() == i ? 1 : 0;
                        }
                        return found + registry.streams(NS, 0, 10).size();
                    }));
                }
                for (int thread = 0; thread < 4; thread++) {
                    int expected = (MANY - thread * 31 + 130) / 131 + 10;
                    assertEquals(expected, readers.get(thread).get());
                }
                assertTrue(kept.brought <= kept.count(), kept.brought + " of " + kept.count());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The head is compared with a checksum before; who knows the format may still write anything. */
    @Test
    void aHeadThatWasCutOrChangedIsRefusedOrARegistryWhoseReadsEnd() {
        Registry registry = new Registry(RegistryJournal.none(), new TickingClock());
        call(registry, 5, 200);
        createMany(registry, new Random(5));
        KeptInMemory kept = KeptInMemory.of(registry);
        for (int length = 0; length < kept.head.length; length += 1 + length / 100) {
            byte[] cut = Arrays.copyOf(kept.head, length);
            assertThrows(RuntimeException.class, () -> restored(kept.withHead(cut)), "length " + length);
        }
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] changed = kept.head.clone();
            // Most of what counts stands at the end.
            int back = 1 + random.nextInt(1 + random.nextInt(changed.length));
            changed[changed.length - back] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            readAsFarAsItGoes(kept.withHead(changed));
        }
    }

    private static void readAsFarAsItGoes(KeptInMemory kept) {
        try {
            Registry registry = restored(kept);
            registry.findStream(NS, "xA");
            registry.streams(NS, 0, 100);
            registry.complete();
        } catch (RuntimeException refused) {
            assertFalse(refused instanceof NullPointerException, refused::toString);
        }
    }

    @Test
    void anEmptyRegistryAndOneWithoutStreamsComeBack() {
        Registry empty = new Registry(RegistryJournal.none());
        assertSame(empty, restored(KeptInMemory.of(empty)), "empty");
        Registry types = Definitions.registryOf(pump());
        types.namespaces().getOrCreate(new Namespace("plant", "Plant 7", "by the river"));
        types.namespaces().update(new Namespace(NS, "ours", null));
        Registry again = restored(KeptInMemory.of(types));
        assertSame(types, again, "types");
        again.namespaces().delete("plant", true);
        again.deleteType(NS, "Pump");
        assertSame(restored(KeptInMemory.of(again)), again, "nothing left");
    }
}
