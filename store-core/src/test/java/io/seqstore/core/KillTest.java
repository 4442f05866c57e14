package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.registry.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process writes ({@link KillChild}), is killed at a random moment, and is started again on the same folder. After each
 * kill everything that it said was written must be there, and nothing in part.
 */
class KillTest {
    /** A child lives until it has written so many batches, however slow the machine is. */
    private static final int FEWEST_BATCHES = 15;

    @ParameterizedTest(name = "{0}, budget {1} MiB, seed {2}, {3} kills")
    @CsvSource({"PROCESS, 2, 71, 5", "SYNC, 2, 72, 3", "PROCESS, 64, 73, 2"})
    void whatWasAcknowledgedIsThereAfterAKill(
            String durability, int budgetMegabytes, long seed, int kills, @TempDir Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        StoreOptions options = StoreOptions.defaults().withMemoryBudget((long) budgetMegabytes << 20);
        long acknowledged = -1;
        for (int round = 0; round < kills; round++) {
            String where = durability + ", seed " + seed + ", round " + round;
            long now = runAndKill(folder, durability, budgetMegabytes, 20 + random.nextInt(600), where);
            acknowledged = Math.max(acknowledged, now);
            // Every other time the next child recovers instead of this process.
            if (round % 2 == 0 || round == kills - 1) {
                try (Store store = Store.open(folder, options)) {
                    acknowledged = Math.max(acknowledged, check(store, acknowledged, where));
                }
            }
        }
        assertTrue(acknowledged > 20, "hardly anything was written: " + acknowledged);
        try (Store store = Store.open(folder, options)) {
            check(store, acknowledged, "after a clean close");
            assertEquals(0, store.recovery().logRecords());
        }
    }

    /** Starts the child, kills it some time after its first batches, and returns the last one that it acknowledged. */
    private static long runAndKill(Path folder, String durability, int budget, int millis, String where)
            throws Exception {
        Path errors = folder.resolveSibling(folder.getFileName() + ".errors");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-ea",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillChild.class.getName(),
                        folder.toString(),
                        durability,
                        Integer.toString(budget))
                .redirectError(errors.toFile())
                .start();
        long last = -1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            long deadline = 0;
            int batches = 0;
            String line = lines.readLine();
            while (line != null) {
                // A line that was cut by the kill is no acknowledgement.
                if (line.endsWith(";")) {
                    last = Long.parseLong(line.substring(0, line.length() - 1));
                }
                if (batches++ == 0) {
                    deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
                }
                if (batches >= FEWEST_BATCHES && System.nanoTime() - deadline >= 0) {
                    child.destroyForcibly();
                }
                line = lines.readLine();
            }
        } catch (IOException closedByTheKill) {
            // The lines that came before count.
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(10, TimeUnit.SECONDS), where + ": the child did not die");
        }
        assertTrue(last >= 0, () -> where + ": the child failed: " + contentOf(errors));
        assertEquals("", contentOf(errors), where);
        return last;
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Checks that the store holds a prefix of the batches, all that were acknowledged among them; returns the last one. */
    private static long check(Store store, long acknowledged, String where) {
        TreeMap<Long, Integer> sizes = new TreeMap<>();
        TreeMap<Long, List<Row>> batches = new TreeMap<>();
        for (int i = 0; i < KillChild.STREAMS; i++) {
            collectRows(store, i, batches, where);
        }
        batches.forEach((batch, found) -> {
            found.sort((a, b) -> Long.compare(a.key(), b.key()));
            List<Row> expected = KillChild.rows(batch);
            assertNull(TestEvents.difference(found, expected), where + ": batch " + batch + " is torn");
            sizes.put(batch, found.size());
        });
        long last = sizes.isEmpty() ? -1 : sizes.lastKey();
        assertTrue(last >= acknowledged, where + ": batch " + acknowledged + " was acknowledged, the last is " + last);
        for (long batch = 0; batch <= last; batch++) {
            long number = batch;
            assertNotNull(sizes.get(batch), () -> where + ": batch " + number + " of " + last + " is missing");
        }
        // Definitions are in one order with the batches: those of acknowledged batches are there.
        for (long batch = 0; batch <= acknowledged; batch += KillChild.REGISTRY_EVERY) {
            String id = KillChild.extraStream(batch);
            boolean deletedLater = batch + KillChild.REGISTRY_EVERY <= acknowledged;
            boolean found =
                    store.registry().findStream(Registry.DEFAULT_NAMESPACE, id).isPresent();
            if (deletedLater) {
                assertTrue(!found, where + ": stream " + id + " was deleted");
            } else {
                boolean mayBeGone = last > acknowledged || batch + KillChild.REGISTRY_EVERY == acknowledged + 1;
                assertTrue(found || mayBeGone, where + ": stream " + id + " is missing");
            }
        }
        return last;
    }

    private static void collectRows(Store store, int index, TreeMap<Long, List<Row>> batches, String where) {
        if (store.registry()
                .findStream(Registry.DEFAULT_NAMESPACE, KillChild.stream(index))
                .isEmpty()) {
            return;
        }
        for (Row row : TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, KillChild.stream(index)))) {
            long batch = row.level().longValue();
            int position = (int) (row.key() - KillChild.rows(batch).get(0).key());
            assertEquals(KillChild.streamOf(batch, position), index, where + ": the stream of " + row);
            batches.computeIfAbsent(batch, ignored -> new ArrayList<>()).add(row);
        }
    }
}
