package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.KeyRange;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One fixed run against a disk that loses power at each operation in turn. Whatever the disk then holds, the store opens
 * and holds a prefix of the run: everything that was acknowledged as durable, nothing in part, nothing that was not written.
 */
class CrashTest {
    /** What happens at the last operation. */
    enum Crash {
        /** The process dies; the operating system keeps all it was given. */
        KILL,
        /** The process dies in the middle of the operation, which the operating system keeps in half. */
        KILL_IN_THE_MIDDLE,
        /** The power fails: of what was not synced anything may be missing. */
        POWER_LOSS
    }

    private static final int POWER_LOSSES_PER_OPERATION = 4;

    @ParameterizedTest(name = "synced writes, {0}")
    @EnumSource(Crash.class)
    void acknowledgedSyncedWritesSurvive(Crash crash) {
        // Log files of synced stores are megabytes of zeros; every third operation in a different place each time will
        // do.
        crashEverywhere(Durability.SYNC, crash, 1 + crash.ordinal(), 3);
    }

    @ParameterizedTest(name = "writes left to the operating system, {0}")
    @EnumSource(Crash.class)
    void otherWritesSurviveAsAPrefix(Crash crash) {
        crashEverywhere(Durability.PROCESS, crash, 1, 1);
    }

    @Test
    void theRunItselfEndsAsPlanned() {
        Run run = new Run(new ForgetfulFolder(), Durability.PROCESS);
        run.play();
        assertTrue(run.folder.operations() > 100, "the run is too short to say anything: " + run.folder.operations());
        String difference = run.mismatch(open(run.folder, Durability.PROCESS), run.states.size() - 1, false);
        assertTrue(difference == null, difference);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Crash.class)
    void recoveryThatIsCutShortIsRepeated(Crash crash) {
        Run first = new Run(new ForgetfulFolder(), Durability.PROCESS);
        first.play();
        long length = first.folder.operations();
        for (long at = 5; at < length; at += 6) {
            Run run = new Run(new ForgetfulFolder(), Durability.PROCESS);
            run.folder.losePowerAt(at, false);
            run.play();
            ForgetfulFolder left = run.folder.afterKill();
            int step = 1;
            while (true) {
                ForgetfulFolder again = left.copy();
                again.losePowerAt(step, crash == Crash.KILL);
                boolean opened = opens(again, Durability.PROCESS);
                ForgetfulFolder after = crash == Crash.POWER_LOSS
                        ? again.afterPowerLoss(new SplittableRandom(step))
                        : again.afterKill();
                run.check(after, crash, "operation " + at + ", recovery cut at its operation " + step);
                if (opened && again.hasPower()) {
                    break;
                }
                step++;
            }
        }
    }

    private static boolean opens(ForgetfulFolder folder, Durability durability) {
        try (Store store = open(folder, durability)) {
            return store.metrics().segments() >= 0;
        } catch (UnavailableException noPower) {
            return false;
        }
    }

    private static Store open(ForgetfulFolder folder, Durability durability) {
        return Store.open(folder, StoreOptions.defaults().withDurability(durability));
    }

    private static void crashEverywhere(Durability durability, Crash crash, int first, int step) {
        Run whole = new Run(new ForgetfulFolder(), durability);
        whole.play();
        long length = whole.folder.operations();
        for (long at = first; at <= length; at += step) {
            Run run = new Run(new ForgetfulFolder(), durability);
            run.folder.losePowerAt(at, crash != Crash.KILL_IN_THE_MIDDLE);
            run.play();
            String where = "operation " + at + " of " + length;
            if (crash == Crash.POWER_LOSS) {
                for (int i = 0; i < POWER_LOSSES_PER_OPERATION; i++) {
                    long seed = at * POWER_LOSSES_PER_OPERATION + i;
                    run.check(run.folder.afterPowerLoss(new SplittableRandom(seed)), crash, where + ", seed " + seed);
                }
            } else {
                run.check(run.folder.afterKill(), crash, where);
            }
        }
    }

    /** The run, and what the store must hold after each of its steps. */
    private static final class Run {
        private static final String[] STREAMS = {"a", "b", "c"};

        private final ForgetfulFolder folder;
        private final Durability durability;
        private final TreeMap<String, TreeMap<Long, Row>> model = new TreeMap<>();

        /** What there is after each step; the step that was cut short included. */
        private final List<String> states = new ArrayList<>();

        private int acknowledged;
        private int synced;
        private Store store;

        Run(ForgetfulFolder folder, Durability durability) {
            this.folder = folder;
            this.durability = durability;
            states.add(describeModel());
        }

        /** Plays until the end or until there is no power. */
        void play() {
            try {
                store = open(folder, durability);
                steps();
                store.close();
            } catch (UnavailableException noPower) {
                assertTrue(!folder.hasPower(), () -> "failed although there is power: " + noPower);
                closeWithoutPower();
            }
        }

        private void closeWithoutPower() {
            if (store != null) {
                try {
                    store.close();
                } catch (UnavailableException expected) {
                    // The process of a real crash would not even have got here.
                }
            }
        }

        private void steps() {
            create("a");
            put("a", 10, 20, 30);
            create("b");
            put("b", 5);
            put("a", 25, 40);
            store.flush();
            put("a", 20, 50);
            remove("a", 30);
            put("b", 6, 7);
            putMany(60, "b", "a");
            putMany(61, "a", "b");
            sync();
            removeWindow("a", 5, 22);
            store.flush();
            create("c");
            put("c", 1);
            delete("b");
            create("b");
            put("b", 100, 90);
            putMany(95, "c", "b", "a");
            store.compact();
            putMany(96, "a", "b", "c");
            put("c", 2);
            reopen();
            put("c", 3);
            removeWindow("c", 1, 2);
            store.flush();
            put("a", 15);
            store.compact();
            reopen();
            delete("c");
            put("a", 16, 17);
            sync();
            putMany(19, "a", "b");
            put("a", 18);
            putMany(97, "b", "a");
        }

        private void reopen() {
            store.close();
            store = open(folder, durability);
            synced = acknowledged;
        }

        private void sync() {
            store.sync();
            synced = acknowledged;
        }

        private void create(String id) {
            step(() -> model.put(id, new TreeMap<>()), () -> store.registry()
                    .getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of(id, TestEvents.TYPE.id())));
        }

        private void delete(String id) {
            step(() -> model.remove(id), () -> store.registry().deleteStream(Registry.DEFAULT_NAMESPACE, id));
        }

        private void put(String id, long... keys) {
            List<Row> rows = new ArrayList<>();
            for (long key : keys) {
                rows.add(new Row(key, states.size(), (double) key, id + states.size()));
            }
            step(() -> rows.forEach(row -> model.get(id).put(row.key(), row)), () -> stream(id)
                    .update(TestEvents.batch(stream(id).layout(), rows)));
        }

        /** Writes three rows to each of some streams with one record. */
        private void putMany(long firstKey, String... ids) {
            Map<String, List<Row>> rows = new TreeMap<>();
            for (String id : ids) {
                List<Row> ofStream = new ArrayList<>();
                for (long key = firstKey; key < firstKey + 3; key++) {
                    ofStream.add(new Row(key, states.size(), (double) key, id + states.size()));
                }
                rows.put(id, ofStream);
            }
            step(
                    () -> rows.forEach(
                            (id, all) -> all.forEach(row -> model.get(id).put(row.key(), row))),
                    () -> {
                        MultiStreamBatch batch =
                                new MultiStreamBatch(stream(ids[0]).layout(), 0);
                        for (int i = 0; i < 3; i++) {
                            for (String id : ids) {
                                Row row = rows.get(id).get(i);
                                TestEvents.fill(batch.rows(), batch.addRow(stream(id), row.key()), row);
                            }
                        }
                        assertEquals(List.of(), store.update(batch));
                    });
        }

        private void remove(String id, long key) {
            step(() -> model.get(id).remove(key), () -> stream(id).remove(key));
        }

        private void removeWindow(String id, long from, long to) {
            step(() -> model.get(id).subMap(from, true, to, true).clear(), () -> stream(id)
                    .removeWindow(new KeyRange(from, to)));
        }

        private Stream stream(String id) {
            return store.stream(Registry.DEFAULT_NAMESPACE, id);
        }

        private void step(Runnable onModel, Runnable onStore) {
            if (states.size() == 1) {
                store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, TestEvents.TYPE);
            }
            onModel.run();
            states.add(describeModel());
            onStore.run();
            acknowledged++;
            if (durability == Durability.SYNC) {
                synced = acknowledged;
            }
        }

        private String describeModel() {
            StringBuilder text = new StringBuilder();
            model.forEach((id, rows) -> text.append(id).append(rows.values()).append('\n'));
            return text.toString();
        }

        private static String describe(Store store) {
            StringBuilder text = new StringBuilder();
            for (String id : STREAMS) {
                if (store.registry().findStream(Registry.DEFAULT_NAMESPACE, id).isPresent()) {
                    text.append(id)
                            .append(TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, id)))
                            .append('\n');
                }
            }
            return text.toString();
        }

        /** Opens what the crash left and checks that it is a state that may be. */
        void check(ForgetfulFolder left, Crash crash, String where) {
            int least = crash == Crash.POWER_LOSS ? synced : acknowledged;
            Store reopened;
            try {
                reopened = open(left, durability);
            } catch (SeqstoreException e) {
                fail(where + ": the store does not open; files " + left.files().keySet(), e);
                return;
            }
            String difference = mismatch(reopened, least, true);
            if (difference != null) {
                fail(where + ": " + difference);
            }
        }

        /** What is wrong with what a store holds, which is closed then; null when nothing is. */
        String mismatch(Store reopened, int least, boolean writes) {
            try (reopened) {
                String found = describe(reopened);
                if (!states.subList(least, states.size()).contains(found)) {
                    return "the store holds\n" + found + "which is none of\n" + states.subList(least, states.size());
                }
                if (writes) {
                    // It is a whole store: it takes up writes.
                    Row row = new Row(1, 2, 3.0, "four");
                    Stream stream = TestEvents.stream(reopened, "new");
                    stream.insert(TestEvents.batch(stream.layout(), List.of(row)));
                    return TestEvents.difference(TestEvents.readAll(stream), List.of(row));
                }
                return null;
            }
        }
    }
}
