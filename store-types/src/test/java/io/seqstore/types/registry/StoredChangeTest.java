package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.dump;
import static io.seqstore.types.registry.Definitions.pump;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change that is replayed from its bytes has the effects, and the refusals, of the change that was encoded. */
final class StoredChangeTest {
    private static final long CREATED = Ticks.of(Instant.parse("2026-11-22T01:02:03.0000004Z"));

    private static SdsStream named(String id, String name) {
        return new SdsStream(id, "Pump", name, null, List.of(), null, null, List.of());
    }

    /** Plain ones, and all for which something is different. */
    private static List<SdsStream> streams() {
        return List.of(
                SdsStream.of("a", "Pump"),
                SdsStream.of("Stream-000_17.z~", "Pump"),
                SdsStream.of("_u", "Pump"),
                SdsStream.of("7", "Pump"),
                SdsStream.of(".hidden", "Pump"),
                SdsStream.of("two words", "Pump"),
                SdsStream.of("ä", "Pump"),
                SdsStream.of("line\u2028two", "Pump"),
                SdsStream.of("half \uD800", "Pump"),
                SdsStream.of("spelled", "pUMP"),
                SdsStream.of("x".repeat(100), "Pump"),
                named("n1", "n1"),
                named("n2", "N2"),
                named("n3", "Pümp of the third hall"),
                named("n4", "δ"),
                named("n5", ""),
                new SdsStream("d1", "Pump", null, "what it is", List.of(), null, null, List.of()));
    }

    private static byte[] bytes(SdsStream... streams) {
        List<StreamCreated> created = new ArrayList<>();
        for (SdsStream stream : streams) {
            created.add(new StreamCreated(NS, created.size(), stream, Ticks.toInstant(CREATED + created.size())));
        }
        return RegistryChangeBytes.encode(new StreamsCreated(NS, created));
    }

    private static Registry registry() {
        Registry registry = new Registry(RegistryJournal.none());
        registry.getOrCreateType(NS, pump());
        return registry;
    }

    private static String told(Registry registry, Consumer<Registry> replay) {
        try {
            replay.accept(registry);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void assertSame(byte[] change, String what) {
        Registry direct = registry();
        Registry byObjects = registry();
        assertEquals(
                told(byObjects, registry -> registry.replay(RegistryChangeBytes.decode(change))),
                told(direct, registry -> registry.replay(StoredChange.of(change))),
                what);
        assertEquals(seen(byObjects), seen(direct), what);
        assertEquals(oddIds(byObjects), oddIds(direct), what);
        assertEquals(byObjects.referenceCounts(NS, "Pump"), direct.referenceCounts(NS, "Pump"), what);
    }

    private static List<Seen> seen(Registry registry) {
        List<Seen> lines = new ArrayList<>();
        for (SdsStream stream : registry.streams(NS, 0, Integer.MAX_VALUE)) {
            StreamEntry entry = registry.stream(NS, stream.id());
            assertEquals(entry.stream(), registry.findStream(entry.ordinal()).orElseThrow().stream());
            lines.add(new Seen(
                    entry.ordinal(), entry.stream(), entry.type().id(), registry.streamDates(NS, stream.id())));
        }
        return lines;
    }

    /** The streams that a search by any beginning looks at. */
    private static List<String> oddIds(Registry registry) {
        return registry.streamSearch().find(NS, StreamQuery.byBeginning("qqq"), Long.MAX_VALUE).stream()
                .map(found -> found.entry().stream().id())
                .toList();
    }

    private record Seen(int ordinal, SdsStream stream, String typeId, Dates dates) {}

    @Test
    void streamsOfAnyKindAreWhatTheyWere() {
        Registry registry = registry();
        StoredChange stored = StoredChange.of(bytes(streams().toArray(SdsStream[]::new)));
        assertTrue(stored.isOfCreatedStreams());
        registry.replay(stored);
        for (SdsStream stream : streams()) {
            assertEquals(stream, registry.stream(NS, IdOrder.folded(stream.id())).stream());
        }
        assertEquals(streams().size(), registry.streamCount());
        assertEquals(streams().size(), registry.referenceCounts(NS, "Pump").streams());
        assertSame(bytes(streams().toArray(SdsStream[]::new)), "all");
        registry.getOrCreateStream(NS, SdsStream.of("next", "Pump"));
        assertEquals(streams().size(), registry.stream(NS, "next").ordinal());
    }

    @Test
    void aPlainStreamIsKeptAsTheRecordItAlwaysWas() {
        for (int unit = 0; unit < 0x180; unit++) {
            for (String id : List.of((char) unit + "b", "b" + (char) unit, "b" + (char) unit + "b")) {
                for (String name : Arrays.asList(null, id, "of " + id)) {
                    assertKeptAsBefore(new SdsStream(id, "Pump", name, null, List.of(), null, null, List.of()));
                }
            }
        }
    }

    private static void assertKeptAsBefore(SdsStream stream) {
        CreatedStreams created = new CreatedStreams(bytes(stream));
        if (!created.isPlain(0)) {
            return;
        }
        RegisteredType type = new RegisteredType(pump(), 1);
        type.number = 3;
        RegisteredStream made = RegisteredStream.created(0, stream, type, CREATED);
        assertTrue(made.isFoundByBeginning(), stream.id());
        byte[] expected = StreamRecord.of(made, 5);
        int length = created.end(0) - created.definition(0);
        ByteBuffer memory = ByteBuffer.allocate(expected.length + 7).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(expected.length, StreamRecord.lengthOfPlain(length));
        StreamRecord.putPlain(memory, 7, 5, type.number, created, 0, length);
        assertArrayEquals(expected, Arrays.copyOfRange(memory.array(), 7, memory.capacity()));
        byte[] prefix = StreamKeys.prefix(NS);
        assertArrayEquals(
                StreamKeys.of(prefix, stream.id()),
                StreamRecord.keyOfPlain(prefix, created.bytes(), created.definition(0)));
    }

    @Test
    void usualStreamsArePlain() {
        CreatedStreams created = new CreatedStreams(bytes(
                SdsStream.of("a", "Pump"), SdsStream.of("A-9.b/c#", "Pump"), named("n1", "n1"), named("n2", "of 2")));
        for (int i = 0; i < created.count(); i++) {
            assertTrue(created.isPlain(i), "stream " + i);
        }
        assertFalse(new CreatedStreams(bytes(SdsStream.of("two words", "Pump"))).isPlain(0));
    }

    @Test
    void whatDoesNotFitIsRefusedInTheSameWords() {
        StreamCreated first = new StreamCreated(NS, 0, SdsStream.of("a", "Pump"), Instant.EPOCH);
        List<StreamCreated> unfit = List.of(
                new StreamCreated(NS, 0, SdsStream.of("b", "Pump"), Instant.EPOCH),
                new StreamCreated(NS, 1, SdsStream.of("A", "Pump"), Instant.EPOCH),
                new StreamCreated(NS, 1, SdsStream.of("b", "Valve"), Instant.EPOCH),
                new StreamCreated(NS, Integer.MAX_VALUE, SdsStream.of("b", "Pump"), Instant.EPOCH));
        for (StreamCreated second : unfit) {
            StreamCreated third = new StreamCreated(NS, 7, SdsStream.of("c", "Pump"), Instant.EPOCH);
            byte[] change = RegistryChangeBytes.encode(new StreamsCreated(NS, List.of(first, second, third)));
            Registry registry = registry();
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> registry.replay(StoredChange.of(change)));
            assertEquals("the change does not fit the definitions before it: " + second, refused.getMessage());
            assertEquals(1, registry.streamCount());
            assertSame(change, second.toString());
        }
        byte[] nowhere = RegistryChangeBytes.encode(new StreamsCreated(
                "nowhere", List.of(new StreamCreated("nowhere", 0, SdsStream.of("a", "Pump"), Instant.EPOCH))));
        assertSame(nowhere, "a namespace that is missing");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void changedBytesAreRefusedOrHaveTheSameEffect(long seed) {
        Random random = new Random(seed);
        byte[] whole = bytes(streams().toArray(SdsStream[]::new));
        for (int round = 0; round < 2_000; round++) {
            byte[] changed = Arrays.copyOf(whole, random.nextInt(8) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int i = random.nextInt(3); i >= 0 && changed.length > 1; i--) {
                changed[1 + random.nextInt(changed.length - 1)] = (byte) random.nextInt(256);
            }
            if (RegistryChangeBytes.isOfCreatedStreams(changed) && isWithoutEmptyIds(changed)) {
                assertSame(changed, "round " + round);
            }
        }
    }

    /** No rule lets a stream have an empty id, and nobody looks for one. */
    private static boolean isWithoutEmptyIds(byte[] change) {
        try {
            return ((StreamsCreated) RegistryChangeBytes.decode(change))
                    .streams().stream()
                            .noneMatch(created -> created.stream().id().isEmpty());
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }

    @Test
    void otherChangesAreWhatTheyWere() {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        registry.getOrCreateType(NS, pump());
        SdsType valve =
                SdsType.object("Valve").key("Time", SdsTypeCode.DATE_TIME).build();
        registry.getOrCreateType(NS, valve);
        streams().forEach(stream -> registry.getOrCreateStream(NS, stream));
        registry.streamLabels().setTags(NS, "a", List.of("t1", "t2"));
        registry.streamLabels().setMetadata(NS, "n1", Map.of("Id", "v"));
        registry.deleteStream(NS, "7");
        registry.getOrCreateStream(NS, SdsStream.of("7", "Valve"));
        Registry again = new Registry(RegistryJournal.none());
        journal.changes.forEach(change -> again.replay(StoredChange.of(RegistryChangeBytes.encode(change))));
        assertEquals(dump(registry), dump(again));
        Registry fromCheckpoint = new Registry(RegistryJournal.none());
        registry.checkpoint(change -> fromCheckpoint.replay(StoredChange.of(RegistryChangeBytes.encode(change))));
        assertEquals(dump(registry), dump(fromCheckpoint));
        byte[] deletion = RegistryChangeBytes.encode(new RegistryChange.TypeDeleted(NS, "Valve"));
        StoredChange stored = StoredChange.of(deletion);
        assertFalse(stored.isOfCreatedStreams());
        assertEquals(new RegistryChange.TypeDeleted(NS, "Valve"), stored.change());
        assertThrows(IllegalArgumentException.class, () -> again.replay(stored));
    }

    @Test
    void keysHaveTheOrderOfTheIds() {
        Random random = new Random(5);
        byte[] prefix = StreamKeys.prefix(NS);
        char[] units = {'a', 'A', 'z', '0', '_', '~', ' ', 'ä', 'ß', 'ı', 'δ', '\uD800', '\uFFFF', 0};
        for (int round = 0; round < 20_000; round++) {
            String left = text(units, random);
            String right = text(units, random);
            assertEquals(
                    Integer.signum(IdOrder.INSTANCE.compare(left, right)),
                    Integer.signum(Arrays.compareUnsigned(StreamKeys.of(prefix, left), StreamKeys.of(prefix, right))));
        }
    }

    private static String text(char[] units, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(units[random.nextInt(units.length)]);
        }
        return text.toString();
    }
}
