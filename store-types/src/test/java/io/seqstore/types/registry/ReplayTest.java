package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.state;
import static io.seqstore.types.registry.Definitions.withState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is rebuilt from its journal or its checkpoint is the same registry. */
class ReplayTest {
    /** Moves on by 1234567 ns whenever it is asked. */
    private static final class TickingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            now = now.plusNanos(1_234_567);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void aNewNameOfANamespaceComesBackFromTheJournalAndTheCheckpoint() {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal, new TickingClock());
        registry.namespaces().getOrCreate(Namespace.of("plant"));
        Namespace plant = registry.namespaces().update(new Namespace("PLANT", "Plant 7", "By the river"));
        Namespace builtIn = registry.namespaces().update(new Namespace("default", "Ours", null));
        assertEquals(new Namespace("plant", "Plant 7", "By the river"), plant);
        assertThrows(NotFoundException.class, () -> registry.namespaces().update(Namespace.of("none")));

        List<RegistryChange> checkpoint = new ArrayList<>();
        registry.checkpoint(checkpoint::add);
        for (Registry again : List.of(replayed(journal.changes), replayed(checkpoint))) {
            assertEquals(plant, again.namespaces().find("plant").orElseThrow());
            assertEquals(builtIn, again.namespaces().find("default").orElseThrow());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void afterAnyCallsTheJournalAndTheCheckpointRebuildTheRegistry(long seed) {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal, new TickingClock());
        RandomCalls calls = new RandomCalls(registry, new Random(seed));
        for (int i = 0; i < 400; i++) {
            calls.next();
        }
        assertTrue(journal.changes.size() > 80, "the calls changed something: " + journal.changes.size());
        String expected = Definitions.dump(registry);
        assertEquals(expected, Definitions.dump(replayed(journal.changes)), "from the journal");

        List<RegistryChange> checkpoint = new ArrayList<>();
        registry.checkpoint(checkpoint::add);
        Registry fromCheckpoint = replayed(checkpoint);
        assertEquals(expected, Definitions.dump(fromCheckpoint), "from the checkpoint");

        registry.getOrCreateType(NS, pump());
        fromCheckpoint.getOrCreateType(NS, pump());
        registry.getOrCreateStream(NS, SdsStream.of("one more", "Pump"));
        fromCheckpoint.getOrCreateStream(NS, SdsStream.of("one more", "Pump"));
        assertEquals(
                registry.stream(NS, "one more").ordinal(),
                fromCheckpoint.stream(NS, "one more").ordinal(),
                "the next number is the same");
    }

    private static Registry replayed(List<RegistryChange> changes) {
        RecordingJournal silent = new RecordingJournal();
        Registry registry = new Registry(silent);
        changes.forEach(change -> registry.replay(RegistryChangeBytes.decode(RegistryChangeBytes.encode(change))));
        Registry fromBytes = new Registry(silent);
        changes.forEach(change -> fromBytes.replay(StoredChange.of(RegistryChangeBytes.encode(change))));
        assertEquals(Definitions.dump(registry), Definitions.dump(fromBytes), "from the stored form");
        assertEquals(List.of(), silent.changes, "a replay is not journaled");
        return registry;
    }

    /** Sensible and senseless calls on few ids, so that they meet each other. */
    private static final class RandomCalls {
        private static final SdsTypeCode[] CODES = {SdsTypeCode.DOUBLE, SdsTypeCode.INT32, SdsTypeCode.STRING};

        private final Registry registry;
        private final Random random;

        RandomCalls(Registry registry, Random random) {
            this.registry = registry;
            this.random = random;
        }

        void next() {
            try {
                call(random.nextInt(16));
            } catch (SeqstoreException refused) {
                // A refusal changes nothing, which the comparison at the end proves.
                assertTrue(refused.getMessage().length() > 20);
            }
        }

        private void call(int which) {
            String ns = random.nextInt(3) == 0 ? "n" + random.nextInt(2) : NS;
            switch (which) {
                case 0 -> registry.namespaces().getOrCreate(new Namespace("n" + random.nextInt(2), null, "d"));
                case 1 -> registry.namespaces().delete("n" + random.nextInt(2), random.nextInt(3) == 0);
                case 2, 3, 4 -> registry.getOrCreateType(ns, type(0));
                case 5 -> registry.deleteType(ns, id("T"));
                case 6, 7, 8 -> registry.getOrCreateStream(ns, stream());
                case 9 -> registry.createOrUpdateStream(ns, stream());
                case 10 -> registry.deleteStream(ns, id("s"));
                case 11 -> registry.streamLabels().setTags(ns, id("s"), List.of(id("tag"), "ü\ud800"));
                case 12 -> registry.streamLabels().setMetadata(ns, id("s"), Map.of(id("k"), id("v")));
                case 13 -> registry.streamViews().createOrUpdate(ns, SdsStreamView.of(id("v"), id("T"), id("T")));
                case 14 -> registry.streamViews().delete(ns, id("v"));
                default -> registry.changeStreamType(ns, id("s"), id("v"));
            }
        }

        private SdsType type(int depth) {
            SdsType.Builder type = SdsType.object(id("T")).key("k", SdsTypeCode.DATE_TIME);
            type.property("p", CODES[random.nextInt(CODES.length)]);
            if (depth < 3 && random.nextBoolean()) {
                type.property("q", random.nextBoolean() ? SdsType.reference(id("T")) : type(depth + 1));
            }
            return type.build();
        }

        private SdsStream stream() {
            boolean rich = random.nextInt(3) == 0;
            return new SdsStream(
                    id("s"),
                    id("T"),
                    rich ? "name" : null,
                    null,
                    rich ? List.of("P") : List.of(),
                    rich ? SdsInterpolationMode.DISCRETE : null,
                    null,
                    rich ? List.of(new PropertyOverride("p", "m", null)) : List.of());
        }

        private String id(String kind) {
            String id = kind + random.nextInt(8);
            return random.nextInt(4) == 0 ? id.toLowerCase(Locale.ROOT) : id;
        }
    }

    @Test
    void datesAreThoseOfTheClockInTicks() {
        Registry registry = new Registry(RegistryJournal.none(), new TickingClock());
        registry.getOrCreateType(NS, pump());
        registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"));
        registry.streamLabels().setTags(NS, "s", List.of("t"));
        Instant first = Instant.parse("2026-01-01T00:00:00.001234500Z");
        assertEquals(new Dates(first, first), registry.typeDates(NS, "Pump"));
        assertEquals(
                new Dates(
                        Instant.parse("2026-01-01T00:00:00.002469100Z"),
                        Instant.parse("2026-01-01T00:00:00.003703700Z")),
                registry.streamDates(NS, "s"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void aChangeThatDoesNotFitIsRefusedAndChangesNothing(RegistryChange change) {
        Registry registry = Definitions.registryOf(withState("A", state()));
        registry.getOrCreateStream(NS, SdsStream.of("s", "A"));
        String before = Definitions.dump(registry);
        assertThrows(IllegalArgumentException.class, () -> registry.replay(change));
        assertEquals(before, Definitions.dump(registry));
    }

    static Stream<RegistryChange> misfits() {
        Instant now = Instant.EPOCH;
        SdsStream s = SdsStream.of("s", "A");
        return Stream.of(
                new RegistryChange.NamespaceCreated("default", null, null),
                new RegistryChange.NamespaceUpdated("x", "X", null),
                new RegistryChange.NamespaceDeleted("default", List.of()),
                new RegistryChange.NamespaceDeleted("x", List.of()),
                new RegistryChange.TypesCreated("x", List.of(pump()), now),
                new RegistryChange.TypesCreated(NS, List.of(state()), now),
                new RegistryChange.TypesCreated(NS, List.of(pump(), withState("B", SdsType.reference("none"))), now),
                new RegistryChange.TypeDeleted(NS, "none"),
                new RegistryChange.TypeDeleted(NS, "State"),
                new RegistryChange.StreamCreated(NS, 1, s, now),
                new RegistryChange.StreamCreated(NS, 1, SdsStream.of("t", "none"), now),
                new RegistryChange.StreamCreated(NS, -1, SdsStream.of("t", "A"), now),
                new RegistryChange.StreamUpdated(NS, 1, s, now),
                new RegistryChange.StreamUpdated(NS, 0, SdsStream.of("t", "A"), now),
                new RegistryChange.StreamTypeChanged(NS, 0, 1, SdsStream.of("s", "none"), "v", now),
                new RegistryChange.StreamTypeChanged(NS, 1, 2, s, "v", now),
                new RegistryChange.StreamTypeChanged(NS, 0, 0, s, "v", now),
                new RegistryChange.StreamTypeChanged(NS, 0, Integer.MAX_VALUE, s, "v", now),
                new RegistryChange.TagsReplaced(NS, 7, "s", List.of(), now),
                new RegistryChange.MetadataReplaced(NS, 0, "t", Map.of(), now),
                new RegistryChange.StreamDeleted(NS, 3, "s"),
                new RegistryChange.StreamViewStored(NS, SdsStreamView.of("v", "A", "none"), now),
                new RegistryChange.StreamViewDeleted(NS, "v"));
    }
}
