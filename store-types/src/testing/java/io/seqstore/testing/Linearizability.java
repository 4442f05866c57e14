package io.seqstore.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Whether a recorded history of calls could have happened one after the other: the search of Wing and Gong, with the states
 * that were seen remembered as Lowe proposes. For histories of up to 63 calls.
 */
public final class Linearizability {
    private Linearizability() {}

    /**
     * A call that has returned.
     *
     * @param operation what was called
     * @param answer what was answered
     * @param invoked a moment before the call
     * @param returned a moment after it
     */
    public record Call<O>(O operation, String answer, long invoked, long returned) {}

    /**
     * What a model answers.
     *
     * @param answer the only right answer in a state
     * @param after the state after the call
     */
    public record Step<S>(String answer, S after) {}

    /** Whether there is an order of the calls that keeps to their moments and in which the model gives the same answers. */
    public static <S, O> boolean holds(List<Call<O>> history, S initial, BiFunction<S, O, Step<S>> model) {
        if (history.size() >= Long.SIZE) {
            throw new IllegalArgumentException("a history of " + history.size() + " calls");
        }
        return new Search<>(history, model).from(initial, 0);
    }

    private record Seen<S>(long done, S state) {}

    private static final class Search<S, O> {
        private final List<Call<O>> history;
        private final BiFunction<S, O, Step<S>> model;
        private final Set<Seen<S>> deadEnds = new HashSet<>();

        Search(List<Call<O>> history, BiFunction<S, O, Step<S>> model) {
            this.history = history;
            this.model = model;
        }

        boolean from(S state, long done) {
            if (done == (1L << history.size()) - 1) {
                return true;
            }
            if (!deadEnds.add(new Seen<>(done, state))) {
                return false;
            }
            // Only calls that began before every remaining one had returned can have been the next one.
            long firstReturn = Long.MAX_VALUE;
            for (int i = 0; i < history.size(); i++) {
                if ((done & 1L << i) == 0) {
                    firstReturn = Math.min(firstReturn, history.get(i).returned);
                }
            }
            for (int i = 0; i < history.size(); i++) {
                Call<O> call = history.get(i);
                if ((done & 1L << i) == 0 && call.invoked < firstReturn) {
                    Step<S> step = model.apply(state, call.operation);
                    if (step.answer.equals(call.answer) && from(step.after, done | 1L << i)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
