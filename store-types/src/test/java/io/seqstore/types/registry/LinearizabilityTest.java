package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.testing.Linearizability;
import io.seqstore.testing.Linearizability.Call;
import io.seqstore.testing.Linearizability.Step;
import io.seqstore.types.ConflictException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The calls on one registry happen one after the other, whoever makes them at the same time (spec 02, C-1 to C-7): thousands
 * of short races, each recorded and searched for an order that explains every answer.
 */
@Timeout(120)
class LinearizabilityTest {
    private static final int ROUNDS = 2_500;
    private static final int THREADS = 3;
    private static final int CALLS = 6;

    /**
     * The registry in small: {@code Part} is nested in {@code Whole}; both can define the streams {@code s0} and {@code s1};
     * the view {@code v} leads from Part to Whole.
     *
     * @param part 0 when there is no Part, else one of its two definitions
     * @param whole 0 or 1
     * @param s0 0, else 1 + 2 * (0 for Part, 1 for Whole) + its name
     * @param s1 the same
     * @param view 0 or 1
     */
    private record State(int part, int whole, int s0, int s1, int view) {
        static final State EMPTY = new State(0, 0, 0, 0, 0);

        int stream(int which) {
            return which == 0 ? s0 : s1;
        }

        State withStream(int which, int value) {
            return which == 0 ? new State(part, whole, value, s1, view) : new State(part, whole, s0, value, view);
        }

        boolean hasType(int type) {
            return type == 0 ? part != 0 : whole != 0;
        }

        int streamsOf(int type) {
            return (s0 != 0 && typeOf(s0) == type ? 1 : 0) + (s1 != 0 && typeOf(s1) == type ? 1 : 0);
        }

        String counts(int type) {
            return streamsOf(type) + " " + view + " " + (type == 0 ? whole : 0);
        }
    }

    private static int typeOf(int stream) {
        return (stream - 1) / 2;
    }

    private enum Kind {
        CREATE_PART,
        CREATE_WHOLE_WITH_PART,
        CREATE_WHOLE_BY_REFERENCE,
        DELETE_TYPE,
        GET_PART,
        CREATE_STREAM,
        PUT_STREAM,
        DELETE_STREAM,
        GET_STREAM,
        CHANGE_TYPE,
        CREATE_VIEW,
        DELETE_VIEW,
        COUNTS,
        LIST_TYPES,
        LIST_STREAMS
    }

    /**
     * One call; what is not needed is ignored.
     *
     * @param definition 1 or 2: which definition of Part
     * @param type 0 for Part, 1 for Whole
     * @param stream 0 or 1
     * @param name 0 or 1
     */
    private record Operation(Kind kind, int definition, int type, int stream, int name) {}

    private static Step<State> model(State state, Operation op) {
        int there = state.stream(op.stream);
        int given = 1 + 2 * op.type + op.name;
        return switch (op.kind) {
            case CREATE_PART ->
                state.part == 0
                        ? new Step<>("Created", new State(op.definition, state.whole, state.s0, state.s1, state.view))
                        : new Step<>(state.part == op.definition ? "Found" : "Conflict", state);
            case CREATE_WHOLE_WITH_PART -> {
                if (state.part != 0 && state.part != op.definition) {
                    yield new Step<>("Conflict", state);
                }
                yield state.whole != 0
                        ? new Step<>("Found", state)
                        : new Step<>("Created", new State(op.definition, 1, state.s0, state.s1, state.view));
            }
            case CREATE_WHOLE_BY_REFERENCE -> {
                if (state.part == 0) {
                    yield new Step<>("404", state);
                }
                yield state.whole != 0
                        ? new Step<>("Found", state)
                        : new Step<>("Created", new State(state.part, 1, state.s0, state.s1, state.view));
            }
            case DELETE_TYPE -> {
                if (!state.hasType(op.type)) {
                    yield new Step<>("404", state);
                }
                if (!state.counts(op.type).equals("0 0 0")) {
                    yield new Step<>("409", state);
                }
                yield new Step<>(
                        "done",
                        op.type == 0
                                ? new State(0, state.whole, state.s0, state.s1, state.view)
                                : new State(state.part, 0, state.s0, state.s1, state.view));
            }
            case GET_PART -> new Step<>(state.part == 0 ? "none" : "part " + state.part, state);
            case CREATE_STREAM -> {
                if (!state.hasType(op.type)) {
                    yield new Step<>("404", state);
                }
                yield there == 0
                        ? new Step<>("Created", state.withStream(op.stream, given))
                        : new Step<>(there == given ? "Found" : "Conflict", state);
            }
            case PUT_STREAM -> {
                if (!state.hasType(op.type)) {
                    yield new Step<>("404", state);
                }
                if (there != 0 && typeOf(there) != op.type) {
                    yield new Step<>("409", state);
                }
                String answer = there == 0 ? "Created" : "Updated from " + (there - 1) % 2;
                yield new Step<>(answer, state.withStream(op.stream, given));
            }
            case DELETE_STREAM ->
                there == 0 ? new Step<>("404", state) : new Step<>("done", state.withStream(op.stream, 0));
            case GET_STREAM -> new Step<>(there == 0 ? "none" : "stream " + there, state);
            case CHANGE_TYPE -> {
                if (there == 0 || state.view == 0) {
                    yield new Step<>("404", state);
                }
                yield typeOf(there) == 1
                        ? new Step<>("409", state)
                        : new Step<>("done", state.withStream(op.stream, there + 2));
            }
            case CREATE_VIEW -> {
                if (state.part == 0 || state.whole == 0) {
                    yield new Step<>("404", state);
                }
                yield state.view == 0
                        ? new Step<>("Created", new State(state.part, state.whole, state.s0, state.s1, 1))
                        : new Step<>("Found", state);
            }
            case DELETE_VIEW ->
                state.view == 0
                        ? new Step<>("404", state)
                        : new Step<>("done", new State(state.part, state.whole, state.s0, state.s1, 0));
            case COUNTS -> new Step<>(state.hasType(op.type) ? state.counts(op.type) : "404", state);
            case LIST_TYPES ->
                new Step<>((state.part == 0 ? "" : "Part" + state.part) + (state.whole == 0 ? "" : "Whole"), state);
            case LIST_STREAMS -> new Step<>(state.s0 + " " + state.s1, state);
        };
    }

    private static final String[] TYPES = {"Part", "Whole"};

    private static SdsType part(int definition) {
        return SdsType.object("Part")
                .description("definition " + definition)
                .key("k", SdsTypeCode.INT32)
                .build();
    }

    private static SdsType whole(SdsType part) {
        return SdsType.object("Whole")
                .key("k", SdsTypeCode.INT32)
                .property("p", part)
                .build();
    }

    private static int definitionOf(SdsType part) {
        return part.description().equals("definition 1") ? 1 : 2;
    }

    private static int codeOf(SdsStream stream) {
        return 1
                + 2 * (stream.typeId().equals("Whole") ? 1 : 0)
                + (stream.name().equals("n1") ? 1 : 0);
    }

    private static String perform(Registry registry, Operation op) {
        try {
            return answer(registry, op);
        } catch (NotFoundException e) {
            return "404";
        } catch (ConflictException e) {
            return "409";
        }
    }

    private static String answer(Registry registry, Operation op) {
        String streamId = "s" + op.stream;
        SdsStream stream =
                new SdsStream(streamId, TYPES[op.type], "n" + op.name, null, List.of(), null, null, List.of());
        return switch (op.kind) {
            case CREATE_PART -> kind(registry.getOrCreateType(NS, part(op.definition)));
            case CREATE_WHOLE_WITH_PART -> kind(registry.getOrCreateType(NS, whole(part(op.definition))));
            case CREATE_WHOLE_BY_REFERENCE -> kind(registry.getOrCreateType(NS, whole(SdsType.reference("Part"))));
            case DELETE_TYPE -> {
                registry.deleteType(NS, TYPES[op.type]);
                yield "done";
            }
            case GET_PART ->
                registry.findType(NS, "Part")
                        .map(part -> "part " + definitionOf(part))
                        .orElse("none");
            case CREATE_STREAM -> kind(registry.getOrCreateStream(NS, stream));
            case PUT_STREAM ->
                registry.createOrUpdateStream(NS, stream) instanceof CreateOrUpdate.Updated<SdsStream> updated
                        ? "Updated from " + updated.before().name().charAt(1)
                        : "Created";
            case DELETE_STREAM -> {
                registry.deleteStream(NS, streamId);
                yield "done";
            }
            case GET_STREAM ->
                registry.findStream(NS, streamId)
                        .map(entry -> "stream " + codeOf(entry.stream()))
                        .orElse("none");
            case CHANGE_TYPE -> {
                registry.changeStreamType(NS, streamId, "v");
                yield "done";
            }
            case CREATE_VIEW -> kind(registry.streamViews().getOrCreate(NS, SdsStreamView.of("v", "Part", "Whole")));
            case DELETE_VIEW -> {
                registry.streamViews().delete(NS, "v");
                yield "done";
            }
            case COUNTS -> {
                ReferenceCounts counts = registry.referenceCounts(NS, TYPES[op.type]);
                yield counts.streams() + " " + counts.streamViews() + " " + counts.types();
            }
            case LIST_TYPES -> {
                StringBuilder ids = new StringBuilder();
                for (SdsType type : registry.types(NS, 0, 100)) {
                    ids.append(type.id()).append(type.id().equals("Part") ? "" + definitionOf(type) : "");
                }
                yield ids.toString();
            }
            case LIST_STREAMS -> {
                int[] codes = new int[2];
                registry.streams(NS, 0, 100).forEach(one -> codes[one.id().charAt(1) - '0'] = codeOf(one));
                yield codes[0] + " " + codes[1];
            }
        };
    }

    private static String kind(GetOrCreate<?> result) {
        return result.getClass().getSimpleName();
    }

    private static Operation random(Random random) {
        Kind[] kinds = Kind.values();
        return new Operation(
                kinds[random.nextInt(kinds.length)],
                1 + (random.nextInt(4) == 0 ? 1 : 0),
                random.nextInt(2),
                random.nextInt(2),
                random.nextInt(2));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRaceHasAnOrderThatExplainsIt(long seed) throws Exception {
        AtomicLong moments = new AtomicLong();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Registry> registries = new ArrayList<>();
        List<List<Call<Operation>>> histories = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // The others get their turn in the middle of a change, as they do when a journal writes to a disk.
            registries.add(new Registry(change -> Thread.yield()));
            histories.add(Collections.synchronizedList(new ArrayList<>()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(seed * 100 + thread);
                running.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        List<Call<Operation>> mine = new ArrayList<>();
                        start.await();
                        for (int call = 0; call < CALLS; call++) {
                            Operation operation = random(random);
                            long invoked = moments.getAndIncrement();
                            String answer = perform(registries.get(round), operation);
                            mine.add(new Call<>(operation, answer, invoked, moments.getAndIncrement()));
                        }
                        histories.get(round).addAll(mine);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        long overlapping = 0;
        for (List<Call<Operation>> history : histories) {
            assertEquals(THREADS * CALLS, history.size());
            assertTrue(
                    Linearizability.holds(history, State.EMPTY, LinearizabilityTest::model),
                    () -> "no order explains " + history);
            overlapping += history.stream()
                    .filter(call -> call.returned() - call.invoked() > 1)
                    .count();
        }
        assertTrue(overlapping > ROUNDS, "calls that ran at the same time as others: " + overlapping);
    }

    @Test
    void theModelAgreesWithOneCallerAlone() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Registry registry = new Registry(RegistryJournal.none());
            State state = State.EMPTY;
            for (int call = 0; call < 60; call++) {
                Operation operation = random(random);
                Step<State> step = model(state, operation);
                State before = state;
                assertEquals(step.answer(), perform(registry, operation), () -> operation + " in " + before);
                state = step.after();
            }
        }
    }

    // The checker itself

    private static final Operation CREATE = new Operation(Kind.CREATE_PART, 1, 0, 0, 0);
    private static final Operation DELETE = new Operation(Kind.DELETE_TYPE, 0, 0, 0, 0);
    private static final Operation GET = new Operation(Kind.GET_PART, 0, 0, 0, 0);

    private static boolean explained(List<Call<Operation>> history) {
        return Linearizability.holds(history, State.EMPTY, LinearizabilityTest::model);
    }

    @Test
    void aHistoryThatOverlapsMayBeExplainedInAnyOrder() {
        assertTrue(explained(List.of(new Call<>(CREATE, "Created", 0, 9), new Call<>(GET, "none", 1, 8))));
        assertTrue(explained(List.of(new Call<>(CREATE, "Created", 0, 9), new Call<>(GET, "part 1", 1, 8))));
        assertTrue(explained(List.of(new Call<>(CREATE, "Found", 0, 9), new Call<>(CREATE, "Created", 1, 8))));
    }

    @Test
    void aHistoryThatNoOrderExplainsIsFound() {
        assertFalse(
                explained(List.of(new Call<>(CREATE, "Created", 0, 1), new Call<>(GET, "none", 2, 3))), "a stale read");
        assertFalse(
                explained(List.of(new Call<>(CREATE, "Created", 0, 9), new Call<>(CREATE, "Created", 1, 8))),
                "created twice");
        assertFalse(
                explained(List.of(
                        new Call<>(CREATE, "Created", 0, 1),
                        new Call<>(DELETE, "done", 2, 9),
                        new Call<>(DELETE, "done", 3, 8))),
                "deleted twice");
        assertFalse(
                explained(List.of(
                        new Call<>(CREATE, "Created", 0, 9),
                        new Call<>(GET, "part 1", 1, 2),
                        new Call<>(GET, "none", 3, 4))),
                "seen and then not seen");
        assertFalse(explained(List.of(new Call<>(GET, "part 1", 0, 1))), "seen before it was created");
    }
}
