package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.ConflictException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.registry.CreateOrUpdate;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spec 02, C-8: creating, updating, changing the type of, deleting and writing one stream have one order. Threads race on
 * one stream, what each call answered and when is recorded, and for every round an order of the calls is looked for that
 * keeps to their moments and in which a store that does one thing after the other answers the same.
 */
class StreamRacesTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final int THREADS = 4;
    private static final int CALLS_A_THREAD = 2;
    /** More with {@code -Dseqstore.races.rounds=}. */
    private static final int ROUNDS = Integer.getInteger("seqstore.races.rounds", 5_000);

    /** The view that changes a type to itself: all events are written anew, and stay what they were. */
    private static final String SAME = "same";

    private static final String CHANGED_MEANWHILE = "changed since it was looked up";
    private static final String NOT_FOUND = "not found";

    private enum Kind {
        INSERT,
        /** By a stream that was looked up before the race: it is no other stream of that id, and of no other type. */
        INSERT_AS_KNOWN,
        READ,
        CREATE,
        RENAME,
        RETYPE,
        DELETE,
        FLUSH
    }

    /** What is called; the number is the key of an insert, and what the stream is named by a renaming. */
    private record Operation(Kind kind, long number) {}

    private record Call(Operation operation, String answer, long invoked, long returned) {}

    /** What there is of the stream: whether it is the known one, a name, 0 for none, and keys; null when it does not exist. */
    private record State(boolean isKnown, long name, TreeSet<Long> keys) {
        State with(long key) {
            TreeSet<Long> more = new TreeSet<>(keys);
            more.add(key);
            return new State(isKnown, name, more);
        }
    }

    /** What one store answers that does one thing after the other, and what is there then. */
    private record Step(String answer, State after) {
        static Step of(State before, Operation operation) {
            if (before == null) {
                return switch (operation.kind) {
                    case CREATE -> new Step("created", new State(operation == KNOWN, 0, new TreeSet<>()));
                    case RENAME -> new Step("created", new State(false, operation.number, new TreeSet<>()));
                    case FLUSH -> new Step("flushed", null);
                    default -> new Step(NOT_FOUND, null);
                };
            }
            return switch (operation.kind) {
                case INSERT -> new Step("inserted", before.with(operation.number));
                case INSERT_AS_KNOWN ->
                    before.isKnown ? new Step("inserted", before.with(operation.number)) : new Step(NOT_FOUND, before);
                case READ -> new Step("read " + before.keys, before);
                case CREATE -> new Step(before.name == 0 ? "found" : "conflict", before);
                case RENAME -> new Step("updated", new State(before.isKnown, operation.number, before.keys));
                // It has another number from here on.
                case RETYPE -> new Step("retyped", new State(false, before.name, before.keys));
                case DELETE -> new Step("deleted", null);
                case FLUSH -> new Step("flushed", before);
            };
        }
    }

    /** The creation of the stream that is known to all. */
    private static final Operation KNOWN = new Operation(Kind.CREATE, 0);

    private static String insert(Stream stream, long key) {
        stream.insert(TestEvents.batch(stream.layout(), List.of(new Row(key, 1, 0.5, "note"))));
        return "inserted";
    }

    private static String answer(Store store, String id, @Nullable Stream known, Operation operation) {
        try {
            switch (operation.kind) {
                case INSERT -> {
                    return insert(store.stream(NS, id), operation.number);
                }
                case INSERT_AS_KNOWN -> {
                    return insert(known, operation.number);
                }
                case READ -> {
                    return "read " + keys(store.stream(NS, id));
                }
                case CREATE -> {
                    GetOrCreate<SdsStream> outcome =
                            store.registry().getOrCreateStream(NS, SdsStream.of(id, TestEvents.TYPE.id()));
                    return outcome instanceof GetOrCreate.Created
                            ? "created"
                            : outcome instanceof GetOrCreate.Found ? "found" : "conflict";
                }
                case RENAME -> {
                    SdsStream named = new SdsStream(
                            id,
                            TestEvents.TYPE.id(),
                            "name " + operation.number,
                            null,
                            List.of(),
                            null,
                            null,
                            List.of());
                    return store.registry().createOrUpdateStream(NS, named) instanceof CreateOrUpdate.Created
                            ? "created"
                            : "updated";
                }
                case RETYPE -> {
                    store.changeStreamType(NS, id, SAME);
                    return "retyped";
                }
                case DELETE -> {
                    store.registry().deleteStream(NS, id);
                    return "deleted";
                }
                default -> {
                    store.flush();
                    return "flushed";
                }
            }
        } catch (NotFoundException e) {
            return NOT_FOUND;
        } catch (ConflictException e) {
            return CHANGED_MEANWHILE;
        }
    }

    private static TreeSet<Long> keys(Stream stream) {
        TreeSet<Long> keys = new TreeSet<>();
        TestEvents.readAll(stream).forEach(row -> keys.add(row.key()));
        return keys;
    }

    private static Call call(Store store, String id, @Nullable Stream known, Operation operation) {
        long invoked = System.nanoTime();
        String answer = answer(store, id, known, operation);
        return new Call(operation, answer, invoked, System.nanoTime());
    }

    /** Whether the calls that are left can follow on a state in some order. */
    private static boolean isInOrder(List<Call> left, State state) {
        if (left.isEmpty()) {
            return true;
        }
        long firstReturned = left.stream().mapToLong(Call::returned).min().orElseThrow();
        for (Call next : left) {
            if (next.invoked > firstReturned) {
                continue;
            }
            boolean hasNoEffect = next.answer.equals(CHANGED_MEANWHILE);
            Step step = hasNoEffect ? new Step(next.answer, state) : Step.of(state, next.operation);
            if (step.answer.equals(next.answer)) {
                List<Call> others = new ArrayList<>(left);
                others.remove(next);
                if (isInOrder(others, step.after)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Only who is overtaken by a change of the type is told to look the stream up again. */
    private static boolean isOvertaken(Call call, List<Call> history) {
        Kind kind = call.operation.kind;
        boolean usesEvents = kind == Kind.INSERT || kind == Kind.INSERT_AS_KNOWN || kind == Kind.READ;
        return usesEvents
                && history.stream()
                        .anyMatch(other -> other.answer.equals("retyped")
                                && other.invoked < call.returned
                                && (call.invoked < other.returned || kind == Kind.INSERT_AS_KNOWN));
    }

    private static Operation operation(SplittableRandom random, long number) {
        int dice = random.nextInt(20);
        Kind kind = dice < 7
                ? (dice < 3 ? Kind.INSERT : Kind.INSERT_AS_KNOWN)
                : dice < 10
                        ? Kind.DELETE
                        : dice < 13
                                ? Kind.CREATE
                                : dice < 15
                                        ? Kind.RETYPE
                                        : dice < 17 ? Kind.READ : dice < 19 ? Kind.RENAME : Kind.FLUSH;
        return new Operation(kind, number);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1})
    @Timeout(300)
    void everythingThatHappensToOneStreamHasOneOrder(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Map<Kind, Integer> refused = new EnumMap<>(Kind.class);
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            store.registry().getOrCreateType(NS, TestEvents.TYPE);
            store.registry()
                    .streamViews()
                    .createOrUpdate(NS, SdsStreamView.of(SAME, TestEvents.TYPE.id(), TestEvents.TYPE.id()));
            for (int round = 0; round < ROUNDS; round++) {
                String id = "pump " + round;
                List<Call> history = race(store, id, threads, random);
                assertTrue(isInOrder(history, null), "seed " + seed + ", round " + round + " has no order: " + history);
                for (Call call : history) {
                    if (call.answer.equals(CHANGED_MEANWHILE)) {
                        assertTrue(isOvertaken(call, history), "seed " + seed + ", round " + round + ": " + history);
                    }
                    if (call.answer.equals(NOT_FOUND) || call.answer.equals(CHANGED_MEANWHILE)) {
                        refused.merge(call.operation.kind, 1, Integer::sum);
                    }
                }
            }
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        }
        assertTrue(refused.getOrDefault(Kind.INSERT_AS_KNOWN, 0) > ROUNDS / 20, "writes that lost a race: " + refused);
    }

    /** What the threads did, between a creation and a last look. */
    private static List<Call> race(Store store, String id, ExecutorService threads, SplittableRandom random)
            throws Exception {
        List<Call> history = new ArrayList<>();
        history.add(call(store, id, null, KNOWN));
        Stream known = store.stream(NS, id);
        history.add(call(store, id, known, new Operation(Kind.INSERT, 0)));
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<List<Call>>> racers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            List<Operation> operations = new ArrayList<>();
            for (int i = 0; i < CALLS_A_THREAD; i++) {
                operations.add(operation(random, 1 + thread * CALLS_A_THREAD + i));
            }
            racers.add(() -> {
                List<Call> calls = new ArrayList<>();
                start.await();
                operations.forEach(operation -> calls.add(call(store, id, known, operation)));
                return calls;
            });
        }
        for (Future<List<Call>> racer : threads.invokeAll(racers)) {
            history.addAll(racer.get());
        }
        history.add(call(store, id, known, new Operation(Kind.READ, 0)));
        history.add(call(store, id, known, new Operation(Kind.DELETE, 0)));
        history.add(call(store, id, known, new Operation(Kind.CREATE, 0)));
        // Nothing of what was deleted comes back.
        history.add(call(store, id, known, new Operation(Kind.READ, 0)));
        store.registry().deleteStream(NS, id);
        return history;
    }
}
