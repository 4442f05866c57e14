package io.seqstore.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.junit.SeqstoreTest.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What the fixture says of tests that fail, or that use it wrongly. */
class FailuresTest {
    /** Tests that are run by the tests of this class only. */
    @Tag("subject")
    static class Subjects {
        @Test
        @SeqstoreTest(seed = "plant.json")
        void leavesACursorOpen(@StreamId("valve-1") EventStream valve) {
            valve.filtered("").cursor();
        }

        @Test
        @SeqstoreTest(seed = "plant.json")
        void failsWithACursorOpen(@StreamId("valve-1") EventStream valve) {
            valve.filtered("").cursor();
            fail("of its own");
        }

        @Test
        @SeqstoreTest(seed = "nowhere.json")
        void hasNoSeed(Seqstore store) {
            fail("must not run");
        }

        @Test
        @SeqstoreTest(seed = {"plant.json", "valve-1.csv"})
        void hasABadSeed(Seqstore store) {
            fail("must not run");
        }

        @Test
        @SeqstoreTest(seed = "plant.txt")
        void hasASeedOfAnotherKind(Seqstore store) {
            fail("must not run");
        }

        @Test
        @SeqstoreTest(seed = "plant.json")
        void doesNotSayWhichStream(EventStream stream) {
            fail("must not run");
        }

        @Test
        @SeqstoreTest(seed = "plant.json")
        void asksForAStreamThatIsNotThere(@StreamId("nobody") EventStream stream) {
            fail("must not run");
        }

        @Test
        @SeqstoreTest(storage = Storage.FOLDER)
        void closesTheStoreItself(Seqstore store) {
            store.close();
        }
    }

    private static Event outcomeOf(String subject, EngineExecutionResults results) {
        assertEquals(1, results.testEvents().started().count(), subject);
        return results.testEvents().finished().list().get(0);
    }

    private static EngineExecutionResults run(String subject) {
        Class<?>[] parameters = Stream.of(Subjects.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(subject))
                .findFirst()
                .orElseThrow()
                .getParameterTypes();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Subjects.class, subject, parameters))
                .execute();
    }

    private static String failureOf(String subject) {
        return outcomeOf(subject, run(subject))
                .getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "leavesACursorOpen | The test left 1 read open",
                "failsWithACursorOpen | of its own",
                "hasNoSeed | There is no resource 'nowhere.json' beside io.seqstore.junit.FailuresTest$Subjects",
                "hasABadSeed | The seed 'valve-1.csv' is not valid in line 2: ",
                "hasASeedOfAnotherKind | must be a .json or a .csv resource",
                "doesNotSayWhichStream | Say it with @StreamId",
                "asksForAStreamThatIsNotThere | nobody"
            })
    void saysWhatIsWrong(String subject, String message) {
        String found = failureOf(subject);
        assertTrue(found.contains(message), found);
    }

    @Test
    void showsWhatTheStoreHeldWhenATestFails() {
        EngineExecutionResults results = run("failsWithACursorOpen");
        Optional<String> dump = results.allEvents().reportingEntryPublished().stream()
                .map(event -> event.getPayload(ReportEntry.class)
                        .orElseThrow()
                        .getKeyValuePairs()
                        .get("seqstore"))
                .findFirst();
        String shown = dump.orElseThrow();
        assertTrue(shown.contains("\"Id\":\"valve-1\""), shown);
        assertTrue(shown.contains("2 events"), shown);
        assertTrue(shown.contains("shut"), shown);
    }

    @Test
    void aTestMayCloseItsStoreAndNoFolderStays() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = folders(temporary);
        Event outcome = outcomeOf("closesTheStoreItself", run("closesTheStoreItself"));
        assertEquals(
                Status.SUCCESSFUL,
                outcome.getPayload(TestExecutionResult.class).orElseThrow().getStatus());
        assertFalse(folders(temporary) > before);
    }

    private static long folders(Path temporary) throws IOException {
        try (Stream<Path> found = Files.list(temporary)) {
            return found.filter(path -> String.valueOf(path.getFileName()).startsWith("seqstore-test-"))
                    .count();
        }
    }
}
