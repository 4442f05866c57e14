package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.keyed;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static io.seqstore.types.registry.Definitions.state;
import static io.seqstore.types.registry.Definitions.withState;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.SeqstoreException;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers at the same time see of each other (spec 02, section 9): thousands of rounds with real threads. */
@Timeout(120)
class RacesTest {
    private static final int ROUNDS = 3_000;
    private static final int THREADS = 3;
    private static final int FILLERS = 300;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Lets the calls start together and tells what each answered: a value, or the name of the exception. */
    private List<String> race(List<Callable<String>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<Future<String>> running = new ArrayList<>();
        for (Callable<String> call : calls) {
            running.add(threads.submit(() -> {
                start.await();
                try {
                    return call.call();
                } catch (SeqstoreException refused) {
                    return refused.getClass().getSimpleName();
                }
            }));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> one : running) {
            answers.add(one.get());
        }
        return answers;
    }

    private static String kind(GetOrCreate<?> result) {
        return result.getClass().getSimpleName();
    }

    private static Callable<String> delete(Runnable call) {
        return () -> {
            call.run();
            return "deleted";
        };
    }

    @Test
    void ofEqualBodiesOneIsCreatedAndTheOthersAreFound() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Registry registry = registryOf();
            Callable<String> create = () -> kind(registry.getOrCreateType(NS, withState("A", state())));
            List<String> answers = race(Collections.nCopies(THREADS, create));
            Collections.sort(answers);
            assertEquals(List.of("Created", "Found", "Found"), answers);
            assertEquals(1, registry.referenceCounts(NS, "State").types());
        }
    }

    @Test
    void ofDifferentBodiesOneIsCreatedAndTheOthersConflict() throws Exception {
        Registry registry = registryOf(pump());
        for (int round = 0; round < ROUNDS; round++) {
            String id = "s" + round;
            List<Callable<String>> calls = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                SdsStream stream = new SdsStream(id, "Pump", "name " + t, null, List.of(), null, null, List.of());
                calls.add(() -> kind(registry.getOrCreateStream(NS, stream)) + " " + stream.name());
            }
            List<String> answers = race(calls);
            List<String> created =
                    answers.stream().filter(a -> a.startsWith("Created")).toList();
            assertEquals(1, created.size(), answers::toString);
            assertEquals(
                    2, answers.stream().filter(a -> a.startsWith("Conflict")).count());
            String winner = "Created " + registry.stream(NS, id).stream().name();
            assertEquals(List.of(winner), created, "the winner's write is the stored one");
        }
        assertEquals(ROUNDS, registry.referenceCounts(NS, "Pump").streams());
    }

    @Test
    void aDeleteOfATypeAndTheCreationOfAStreamOfItExcludeEachOther() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Registry registry = registryOf(pump());
            List<String> answers = race(List.of(
                    () -> kind(registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"))),
                    delete(() -> registry.deleteType(NS, "Pump"))));
            boolean streamWon = answers.equals(List.of("Created", "ConflictException"));
            assertTrue(streamWon || answers.equals(List.of("NotFoundException", "deleted")), answers::toString);
            assertEquals(streamWon, registry.findStream(NS, "s").isPresent());
            assertEquals(streamWon, registry.findType(NS, "Pump").isPresent());
        }
    }

    @Test
    void aDeleteOfATypeAndTheCreationOfAViewOrTypeThatNamesItExcludeEachOther() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Registry registry = registryOf(pump(), state());
            List<String> answers = race(List.of(
                    () -> kind(registry.streamViews().getOrCreate(NS, SdsStreamView.of("v", "Pump", "Pump"))),
                    () -> kind(registry.getOrCreateType(
                            NS,
                            keyed("A").property("p", SdsType.reference("Pump")).build())),
                    delete(() -> registry.deleteType(NS, "Pump"))));
            boolean deleted = answers.get(2).equals("deleted");
            String others = deleted ? "NotFoundException" : "Created";
            if (deleted) {
                assertEquals(List.of(others, others, "deleted"), answers);
            } else {
                assertTrue(answers.subList(0, 2).contains("Created"), answers::toString);
                assertEquals("ConflictException", answers.get(2));
                assertEquals(List.of("Created", "Created"), answers.subList(0, 2));
            }
        }
    }

    @Test
    void ofTwoDeletesOneSucceedsAndTheOtherFindsNothing() throws Exception {
        Registry registry = registryOf(pump());
        for (int round = 0; round < ROUNDS; round++) {
            registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"));
            Callable<String> delete = delete(() -> registry.deleteStream(NS, "s"));
            List<String> answers = race(List.of(delete, delete));
            Collections.sort(answers);
            assertEquals(List.of("NotFoundException", "deleted"), answers);
        }
        assertEquals(0, registry.referenceCounts(NS, "Pump").streams());
    }

    @Test
    void aReaderSeesATypeAndItsNestedTypesTogetherOrNotAtAll() throws Exception {
        Registry registry = registryOf();
        // Many types between the two give a walk that is no snapshot the time to see one without the other.
        for (int i = 0; i < FILLERS; i++) {
            registry.getOrCreateType(NS, pump().toBuilder().id("B" + i).build());
        }
        AtomicBoolean done = new AtomicBoolean();
        Callable<String> writer = () -> {
            for (int round = 0; round < ROUNDS; round++) {
                registry.getOrCreateType(NS, withState("A", state()));
                registry.deleteType(NS, "A");
                registry.deleteType(NS, "State");
            }
            done.set(true);
            return "";
        };
        Callable<String> reader = () -> {
            while (!done.get()) {
                List<String> ids = Definitions.typeIds(registry);
                assertFalse(ids.contains("A") && !ids.contains("State"), "A without what it refers to");
            }
            return "";
        };
        race(List.of(writer, reader, reader));
    }

    @Test
    void countsAndListingsAreOfOneMoment() throws Exception {
        Registry registry = registryOf(pump(), pump().toBuilder().id("Other").build());
        registry.streamViews().getOrCreate(NS, SdsStreamView.of("there", "Pump", "Other"));
        registry.streamViews().getOrCreate(NS, SdsStreamView.of("back", "Other", "Pump"));
        registry.getOrCreateStream(NS, SdsStream.of("s", "Pump"));
        AtomicBoolean done = new AtomicBoolean();
        Callable<String> writer = () -> {
            for (int round = 0; round < 10 * ROUNDS; round++) {
                registry.changeStreamType(NS, "s", round % 2 == 0 ? "there" : "back");
            }
            done.set(true);
            return "";
        };
        Callable<String> reader = () -> {
            while (!done.get()) {
                StreamEntry entry = registry.stream(NS, "s");
                assertEquals(entry.stream().typeId(), entry.type().id());
                assertEquals(2, registry.referenceCounts(NS, "Pump").streamViews());
                assertEquals(1, registry.streams(NS, Listing.of(0, 5)).size());
            }
            return "";
        };
        race(List.of(writer, reader, reader));
        assertEquals(new ReferenceCounts(1, 2, 0), registry.referenceCounts(NS, "Pump"));
    }

    @Test
    void aPageIsASnapshotThatNeverMissesAnEarlierStream() throws Exception {
        Registry registry = registryOf(pump());
        for (int i = 0; i < FILLERS; i++) {
            registry.getOrCreateStream(NS, SdsStream.of("between" + i, "Pump"));
        }
        AtomicBoolean done = new AtomicBoolean();
        Callable<String> writer = () -> {
            for (int round = 0; round < ROUNDS; round++) {
                // The later one sorts first, so that a walk that is no snapshot can see it without the other.
                registry.getOrCreateStream(NS, SdsStream.of("c" + round, "Pump"));
                registry.getOrCreateStream(NS, SdsStream.of("a" + round, "Pump"));
                registry.deleteStream(NS, "a" + round);
                registry.deleteStream(NS, "c" + round);
            }
            done.set(true);
            return "";
        };
        Callable<String> reader = () -> {
            while (!done.get()) {
                List<String> ids = registry.streams(NS, 0, Integer.MAX_VALUE).stream()
                        .map(SdsStream::id)
                        .toList();
                String first = ids.get(0);
                assertTrue(
                        first.startsWith("between") || ids.get(ids.size() - 1).equals("c" + first.substring(1)),
                        () -> first + " without the one created before it");
            }
            return "";
        };
        race(List.of(writer, reader, reader));
    }

    @Test
    void theJournalIsToldInTheOrderInWhichTheChangesHappen() throws Exception {
        RecordingJournal journal = new RecordingJournal();
        Registry registry = new Registry(journal);
        registry.getOrCreateType(
                NS, SdsType.object("T").key("k", SdsTypeCode.INT32).build());
        Callable<String> toggler = () -> {
            for (int round = 0; round < ROUNDS; round++) {
                registry.getOrCreateStream(NS, SdsStream.of("s", "T"));
                try {
                    registry.deleteStream(NS, "s");
                } catch (SeqstoreException deletedByTheOther) {
                    assertTrue(deletedByTheOther.getMessage().contains("'s'"));
                }
            }
            return "";
        };
        race(Collections.nCopies(THREADS, toggler));
        Registry replayed = new Registry(RegistryJournal.none());
        journal.changes.forEach(replayed::replay);
        assertEquals(Definitions.dump(registry), Definitions.dump(replayed));
    }
}
