package io.seqstore.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of the streams of a writer that died: all writes that it was told of must be there, and the next one whole or not
 * at all.
 *
 * @param pendingDone whether the write that nobody was told of is there
 * @param lost how much is gone or not as it was written
 * @param torn how much there is of the pending write, when another part of it is missing
 * @param ghosts how much is there that nobody wrote, or that was removed
 * @param details some of it in words
 */
public record Verdict(boolean pendingDone, int lost, int torn, int ghosts, List<String> details) {
    private static final int MOST_DETAILS = 10;

    /**
     * Compares.
     *
     * @param found what the store holds
     * @param before what it held after the last write that the writer was told of
     * @param after what it would hold after the next one
     */
    public static Verdict of(StoreModel found, StoreModel before, StoreModel after) {
        if (found.equals(before)) {
            return new Verdict(false, 0, 0, 0, List.of());
        }
        if (found.equals(after)) {
            return new Verdict(true, 0, 0, 0, List.of());
        }
        return new Comparison(found.contents(), before.contents(), after.contents()).verdict();
    }

    /** Whether everything is as it must be. */
    public boolean isRight() {
        return lost + torn + ghosts == 0;
    }

    private static final class Comparison {
        private final Map<StoreModel.Place, Object> found;
        private final Map<StoreModel.Place, Object> before;
        private final Map<StoreModel.Place, Object> after;
        private final List<String> details = new ArrayList<>();
        private int lost;
        private int torn;
        private int ghosts;

        Comparison(
                Map<StoreModel.Place, Object> found,
                Map<StoreModel.Place, Object> before,
                Map<StoreModel.Place, Object> after) {
            this.found = found;
            this.before = before;
            this.after = after;
        }

        Verdict verdict() {
            TreeSet<StoreModel.Place> places = new TreeSet<>(before.keySet());
            places.addAll(after.keySet());
            places.addAll(found.keySet());
            places.forEach(this::judge);
            return new Verdict(false, lost, torn, ghosts, List.copyOf(details));
        }

        private void judge(StoreModel.Place place) {
            Object is = found.get(place);
            Object was = before.get(place);
            if (Objects.equals(is, was)) {
                return;
            }
            if (Objects.equals(is, after.get(place))) {
                torn++;
                tell("torn", place, is, was);
            } else if (was == null) {
                ghosts++;
                tell("ghost", place, is, null);
            } else {
                lost++;
                tell("lost", place, is, was);
            }
        }

        private void tell(String what, StoreModel.Place place, @Nullable Object is, @Nullable Object was) {
            if (details.size() < MOST_DETAILS) {
                details.add(what + ": " + place + ", found " + is + ", before the last write " + was);
            }
        }
    }
}
