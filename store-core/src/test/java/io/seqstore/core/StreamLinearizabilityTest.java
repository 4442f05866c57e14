package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.file.DiskFolder;
import io.seqstore.testing.Linearizability;
import io.seqstore.testing.Linearizability.Call;
import io.seqstore.testing.Linearizability.Step;
import io.seqstore.types.ConflictException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The calls on one stream happen one after the other, whoever makes them at the same time: many short races on few keys, with
 * flush and compaction beside them, each recorded and searched for an order that explains every answer. More with
 * {@code -Dseqstore.races=20000}.
 */
@Timeout(300)
class StreamLinearizabilityTest {
    private static final int ROUNDS = Integer.getInteger("seqstore.races", 1_000);
    private static final int THREADS = 3;
    private static final int CALLS = 5;
    private static final int KEYS = 3;
    private static final List<Integer> EMPTY = Collections.nCopies(KEYS, 0);

    private enum Kind {
        INSERT,
        INSERT_ALL,
        UPDATE,
        REMOVE,
        REMOVE_WINDOW,
        FIND,
        LAST,
        SCAN
    }

    /**
     * A call.
     *
     * @param key where
     * @param value what is written; more than 0
     */
    private record Operation(Kind kind, int key, int value) {
        static Operation random(SplittableRandom random) {
            Kind[] kinds = Kind.values();
            return new Operation(kinds[random.nextInt(kinds.length)], random.nextInt(KEYS), 1 + random.nextInt(1_000));
        }
    }

    /** The stream in small: the value at each key, 0 where there is none. */
    private static Step<List<Integer>> model(List<Integer> state, Operation op) {
        int there = state.get(op.key);
        return switch (op.kind) {
            case INSERT ->
                there == 0 ? new Step<>("done", with(state, op.key, op.value)) : new Step<>("conflict", state);
            case INSERT_ALL ->
                state.equals(EMPTY)
                        ? new Step<>("done", Collections.nCopies(KEYS, op.value))
                        : new Step<>("conflict", state);
            case UPDATE -> new Step<>("done", with(state, op.key, op.value));
            case REMOVE -> there == 0 ? new Step<>("missing", state) : new Step<>("done", with(state, op.key, 0));
            case REMOVE_WINDOW -> {
                List<Integer> after = state;
                for (int key = op.key; key < KEYS; key++) {
                    after = with(after, key, 0);
                }
                yield new Step<>("done", after);
            }
            case FIND -> new Step<>(there == 0 ? "none" : "" + there, state);
            case LAST -> new Step<>(last(state), state);
            case SCAN -> new Step<>(state.toString(), state);
        };
    }

    private static List<Integer> with(List<Integer> state, int key, int value) {
        List<Integer> changed = new ArrayList<>(state);
        changed.set(key, value);
        return List.copyOf(changed);
    }

    private static String last(List<Integer> state) {
        for (int key = KEYS - 1; key >= 0; key--) {
            if (state.get(key) != 0) {
                return key + "=" + state.get(key);
            }
        }
        return "none";
    }

    private static String perform(Stream stream, Operation op) {
        try {
            return switch (op.kind) {
                case INSERT -> {
                    stream.insert(batch(stream, List.of(op.key), op.value));
                    yield "done";
                }
                case INSERT_ALL -> {
                    stream.insert(batch(stream, List.of(0, 1, 2), op.value));
                    yield "done";
                }
                case UPDATE -> {
                    stream.update(batch(stream, List.of(op.key), op.value));
                    yield "done";
                }
                case REMOVE -> {
                    stream.remove(op.key);
                    yield "done";
                }
                case REMOVE_WINDOW -> {
                    stream.removeWindow(new KeyRange(op.key, KEYS));
                    yield "done";
                }
                case FIND ->
                    one(stream, op.key, Probe.AT).map(row -> "" + row.state()).collect(Collectors.joining());
                case LAST ->
                    one(stream, Long.MAX_VALUE, Probe.AT_OR_BEFORE)
                            .map(row -> row.key() + "=" + row.state())
                            .collect(Collectors.joining());
                case SCAN -> {
                    List<Integer> state = EMPTY;
                    for (Row row : TestEvents.readAll(stream)) {
                        state = with(state, (int) row.key(), row.state());
                    }
                    yield state.toString();
                }
            };
        } catch (ConflictException e) {
            return "conflict";
        } catch (NotFoundException e) {
            return "missing";
        }
    }

    private static ColumnBatch batch(Stream stream, List<Integer> keys, int value) {
        return TestEvents.batch(
                stream.layout(),
                keys.stream().map(key -> new Row(key, value, 0.0, "")).toList());
    }

    private static java.util.stream.Stream<Row> one(Stream stream, long key, Probe probe) {
        ColumnBatch out = new ColumnBatch(stream.layout(), 1);
        stream.find(key, probe, ColumnSet.ALL, out);
        return TestEvents.rows(out).stream();
    }

    @ParameterizedTest(name = "in memory: {0}, seed {1}")
    @CsvSource({"true, 1", "false, 2"})
    void everyRaceHasAnOrderThatExplainsIt(boolean inMemory, long seed, @TempDir Path folder) throws Exception {
        StoreOptions options =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(4 << 20);
        AtomicLong moments = new AtomicLong();
        AtomicBoolean racing = new AtomicBoolean(true);
        List<List<Call<Operation>>> histories = new ArrayList<>();
        List<Stream> streams = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try (Store store = inMemory ? Store.inMemory(options) : Store.open(yielding(folder), options)) {
            for (int round = 0; round < ROUNDS; round++) {
                streams.add(TestEvents.stream(store, "s" + round));
                histories.add(Collections.synchronizedList(new ArrayList<>()));
            }
            Future<?> tidying = threads.submit(() -> {
                while (racing.get()) {
                    store.flush();
                    store.flush();
                    store.compact();
                }
            });
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                SplittableRandom random = new SplittableRandom(seed * 100 + thread);
                running.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        start.await();
                        histories.get(round).addAll(calls(streams.get(round), random, moments));
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            racing.set(false);
            tidying.get();
        } finally {
            racing.set(false);
            threads.shutdownNow();
        }
        long overlapping = 0;
        for (List<Call<Operation>> history : histories) {
            assertEquals(THREADS * CALLS, history.size());
            assertTrue(
                    Linearizability.holds(history, EMPTY, StreamLinearizabilityTest::model),
                    () -> "seed " + seed + ", no order explains " + history);
            overlapping += history.stream()
                    .filter(call -> call.returned() - call.invoked() > 1)
                    .count();
        }
        assertTrue(overlapping > 0, "calls that ran at the same time as others: " + overlapping);
    }

    /** The others get their turn in the middle of a write, as they do when a disk is slow. */
    private static PausingFolder yielding(Path folder) {
        return new PausingFolder(DiskFolder.open(folder, true), name -> Thread.yield());
    }

    private static List<Call<Operation>> calls(Stream stream, SplittableRandom random, AtomicLong moments) {
        List<Call<Operation>> mine = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            Operation operation = Operation.random(random);
            long invoked = moments.getAndIncrement();
            String answer = perform(stream, operation);
            mine.add(new Call<>(operation, answer.isEmpty() ? "none" : answer, invoked, moments.getAndIncrement()));
        }
        return mine;
    }

    @Test
    void theModelAgreesWithOneCallerAlone() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            for (long seed = 0; seed < 100; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                Stream stream = TestEvents.stream(store, "s" + seed);
                List<Call<Operation>> history = calls(stream, random, new AtomicLong());
                List<Integer> state = EMPTY;
                for (Call<Operation> call : history) {
                    Step<List<Integer>> step = model(state, call.operation());
                    assertEquals(step.answer(), call.answer(), call + " in " + state);
                    state = step.after();
                }
                assertTrue(store.registry()
                        .findStream(Registry.DEFAULT_NAMESPACE, "s" + seed)
                        .isPresent());
            }
        }
    }

    @Test
    void aHistoryThatNoOrderExplainsIsFound() {
        Operation insert = new Operation(Kind.INSERT, 0, 7);
        Operation find = new Operation(Kind.FIND, 0, 1);
        List<Call<Operation>> stale = List.of(new Call<>(insert, "done", 0, 1), new Call<>(find, "none", 2, 3));
        assertFalse(Linearizability.holds(stale, EMPTY, StreamLinearizabilityTest::model));
        List<Call<Operation>> twice = List.of(new Call<>(insert, "done", 0, 9), new Call<>(insert, "done", 1, 8));
        assertFalse(Linearizability.holds(twice, EMPTY, StreamLinearizabilityTest::model));
    }
}
