package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.state;
import static io.seqstore.types.registry.Definitions.withState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is rebuilt from its journal or its checkpoint is the same registry. */
class ReplayTest {
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
