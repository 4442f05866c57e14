package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.file.WritableFile;
import io.seqstore.types.ConflictException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes on while the type of a stream is changed: the change is held in the middle, or raced with. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TypeChangeBesideOthersTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final StoreOptions OPTIONS =
            StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(4L << 20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ForgetfulFolder disk = new ForgetfulFolder();
    private final HeldFolder folder = new HeldFolder(disk);

    @AfterEach
    void endThreads() {
        folder.goOn.countDown();
        threads.shutdownNow();
    }

    /** A disk on which one thread is held when it begins to write a segment. */
    private static final class HeldFolder extends ForwardingFolder {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile Thread held;

        HeldFolder(ForgetfulFolder disk) {
            super(disk);
        }

        @Override
        public WritableFile create(String name) {
            if (Thread.currentThread() == held && name.contains(".seg")) {
                reached.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return super.create(name);
        }
    }

    private static List<Row> rows(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(i, i % 3, (double) ((long) i * 7919 % count), "note " + i));
        }
        return rows;
    }

    private Store storeWith(List<Row> rows) {
        Store store = Store.open(folder, OPTIONS);
        Retyping.BY_LEVEL.define(store);
        Stream pump = TestEvents.stream(store, "pump");
        pump.insert(TestEvents.batch(pump.layout(), rows));
        return store;
    }

    /** Begins a change and returns when it stands in the middle. */
    private Future<StreamEntry> beginChange(Store store) throws InterruptedException {
        Future<StreamEntry> change = threads.submit(() -> {
            folder.held = Thread.currentThread();
            return store.changeStreamType(NS, "pump", Retyping.VIEW);
        });
        folder.reached.await();
        return change;
    }

    private static SeqstoreException refusal(Future<?> call) {
        var e = assertThrows(ExecutionException.class, call::get);
        return assertInstanceOf(SeqstoreException.class, e.getCause());
    }

    @Test
    void readersAndOtherStreamsGoOnAndWritersOfThisOneWait() throws Exception {
        List<Row> rows = rows(3_000);
        try (Store store = storeWith(rows)) {
            Stream pump = store.stream(NS, "pump");
            Stream other = TestEvents.stream(store, "other");
            Future<StreamEntry> change = beginChange(store);
            Future<?> writer = threads.submit(
                    () -> pump.update(TestEvents.batch(pump.layout(), List.of(new Row(9_999, 1, 0.5, "late")))));
            Future<?> remover = threads.submit(() -> pump.removeWindow(KeyRange.ALL));

            // More than the memory budget, so that flushes come, which need the gate for themselves.
            for (int i = 0; i < 100; i++) {
                List<Row> batch = new ArrayList<>();
                for (Row row : rows) {
                    batch.add(new Row(row.key() + i * 10_000L, row.state(), row.level(), row.note()));
                }
                other.insert(TestEvents.batch(other.layout(), batch));
            }
            store.flush();
            store.compact();
            assertEquals(300_000, TestEvents.readAll(other).size());
            assertEquals(rows, TestEvents.readAll(store.stream(NS, "pump")));
            assertEquals(rows, TestEvents.readAll(pump));
            store.registry().getOrCreateStream(NS, SdsStream.of("new", "Pump"));
            store.registry().deleteStream(NS, "new");
            assertFalse(writer.isDone());
            assertFalse(remover.isDone());
            assertFalse(change.isDone());

            folder.goOn.countDown();
            assertEquals("ByLevel", change.get().stream().typeId());
            assertInstanceOf(ConflictException.class, refusal(writer));
            assertInstanceOf(ConflictException.class, refusal(remover));
            assertEquals(Retyping.BY_LEVEL.convertAll(rows), Retyping.valuesOf(store.stream(NS, "pump")));
        }
    }

    @Test
    void theStreamMayBeDeletedMeanwhile() throws Exception {
        try (Store store = storeWith(rows(100))) {
            Future<StreamEntry> change = beginChange(store);
            store.registry().deleteStream(NS, "pump");
            store.registry().getOrCreateStream(NS, SdsStream.of("pump", "Pump"));
            folder.goOn.countDown();
            assertInstanceOf(NotFoundException.class, refusal(change));
            assertEquals(List.of(), TestEvents.readAll(store.stream(NS, "pump")));
            assertEquals(0, store.metrics().segments(), "what was converted is gone");
            store.flush();
        }
    }

    @Test
    void aViewThatIsReplacedMeanwhileRefusesTheChange() throws Exception {
        List<Row> rows = rows(100);
        try (Store store = storeWith(rows)) {
            Future<StreamEntry> change = beginChange(store);
            store.registry().streamViews().createOrUpdate(NS, SdsStreamView.of(Retyping.VIEW, "Pump", "Pump"));
            folder.goOn.countDown();
            assertInstanceOf(ConflictException.class, refusal(change));
            assertEquals(rows, TestEvents.readAll(store.stream(NS, "pump")));
        }
    }

    @Test
    void aNameThatTheStreamGetsMeanwhileIsKept() throws Exception {
        List<Row> rows = rows(100);
        try (Store store = storeWith(rows)) {
            Future<StreamEntry> change = beginChange(store);
            store.registry()
                    .createOrUpdateStream(
                            NS, new SdsStream("pump", "Pump", "new name", null, List.of(), null, null, List.of()));
            folder.goOn.countDown();
            assertEquals("new name", change.get().stream().name());
        }
    }

    @Test
    void unitsThatChangeMeanwhileRefuseTheChange() throws Exception {
        List<Row> rows = rows(100);
        try (Store store = storeWith(rows)) {
            Future<StreamEntry> change = beginChange(store);
            store.registry()
                    .createOrUpdateStream(
                            NS,
                            SdsStream.of("pump", "Pump")
                                    .withPropertyOverrides(List.of(new PropertyOverride("Level", "mile", null))));
            folder.goOn.countDown();
            assertInstanceOf(ConflictException.class, refusal(change));
            assertEquals(rows, TestEvents.readAll(store.stream(NS, "pump")));
            Stream pump = store.stream(NS, "pump");
            pump.insert(TestEvents.batch(pump.layout(), List.of(new Row(5_000, 1, 2.0, "x"))));
        }
    }

    @Test
    void closingTheStoreEndsTheChange() throws Exception {
        List<Row> rows = rows(100);
        Store store = storeWith(rows);
        Future<StreamEntry> change = beginChange(store);
        Thread closing = new Thread(store::close);
        closing.start();
        // Closing waits for the change, which ends at its next step.
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        folder.goOn.countDown();
        assertInstanceOf(UnavailableException.class, refusal(change));
        closing.join();
        try (Store again = Store.open(disk.afterKill(), OPTIONS)) {
            assertEquals(rows, TestEvents.readAll(again.stream(NS, "pump")));
            assertEquals(0, again.recovery().removedFiles());
        }
    }

    @Test
    void readersSeeAllOldOrAllNewEventsWhileTypesChangeAllTheTime() throws Exception {
        int count = 2_000;
        List<Row> rows = rows(count);
        try (Store store = storeWith(rows)) {
            store.registry().streamViews().createOrUpdate(NS, SdsStreamView.of("same", "Pump", "Pump"));
            AtomicBoolean done = new AtomicBoolean();
            Callable<Integer> reader = () -> {
                int reads = 0;
                while (!done.get()) {
                    try {
                        assertEquals(
                                count,
                                Retyping.valuesOf(store.stream(NS, "pump")).size());
                        reads++;
                    } catch (ConflictException changedSinceLookedUp) {
                        assertTrue(changedSinceLookedUp.getMessage().contains("pump"));
                    }
                }
                return reads;
            };
            Callable<Integer> writer = () -> {
                int written = 0;
                while (!done.get()) {
                    try {
                        Stream pump = store.stream(NS, "pump");
                        pump.update(TestEvents.batch(pump.layout(), rows.subList(written % 100, written % 100 + 3)));
                        written++;
                    } catch (ConflictException changedSinceLookedUp) {
                        assertTrue(changedSinceLookedUp.getMessage().contains("pump"));
                    }
                }
                return written;
            };
            Callable<Integer> flusher = () -> {
                int flushes = 0;
                while (!done.get()) {
                    store.flush();
                    store.compact();
                    flushes++;
                }
                return flushes;
            };
            List<Future<Integer>> others = List.of(
                    threads.submit(reader), threads.submit(reader), threads.submit(writer), threads.submit(flusher));
            for (int round = 0; round < 40; round++) {
                store.changeStreamType(NS, "pump", "same");
            }
            done.set(true);
            for (Future<Integer> other : others) {
                assertTrue(other.get() >= 0);
            }
            assertEquals(rows, TestEvents.readAll(store.stream(NS, "pump")));
        }
    }
}
