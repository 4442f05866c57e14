package io.seqstore.query.calculate;

import io.seqstore.query.request.JoinMode;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a join, one after the other by ascending key (spec 07, section 5): a merge of the events of all streams, of
 * which no more than a batch of each is held. Stands before the first row at first. Not thread-safe; closing it closes the
 * streams.
 */
public final class JoinCursor implements AutoCloseable {
    private final JoinMode mode;
    private final List<JoinInput> inputs;
    private final @Nullable ColumnBatch[] batches;
    private final int[] rows;
    private long toDeliver;
    /** Which streams have an event in the present row. */
    private final boolean[] taken;

    private boolean begun;

    private JoinCursor(JoinMode mode, List<JoinInput> inputs, long count) {
        this.mode = mode;
        this.inputs = inputs;
        this.toDeliver = count;
        this.batches = new ColumnBatch[inputs.size()];
        this.rows = new int[inputs.size()];
        this.taken = new boolean[inputs.size()];
    }

    /**
     * Begins a join.
     *
     * @param inputs the streams in the order of the columns; they are closed when this fails
     * @param count how many rows are delivered at most, at least 0
     * @throws InvalidRequestException when there is no stream, when they are of different types, or when events are to be
     *     calculated and the key has no distance
     */
    public static JoinCursor open(JoinMode mode, List<JoinInput> inputs, long count) {
        try {
            check(inputs, count);
            if (mode == JoinMode.INTERPOLATED) {
                inputs.forEach(JoinInput::calculates);
            }
        } catch (RuntimeException | Error e) {
            inputs.forEach(JoinInput::close);
            throw e;
        }
        return new JoinCursor(mode, List.copyOf(inputs), count);
    }

    private static void check(List<JoinInput> inputs, long count) {
        if (inputs.isEmpty()) {
            throw new InvalidRequestException("A join needs at least one stream.");
        }
        if (count < 0) {
            throw new InvalidRequestException("count must be 0 or more, found " + count + ".");
        }
        String type = String.valueOf(inputs.get(0).layout().type().id());
        for (JoinInput input : inputs) {
            String other = String.valueOf(input.layout().type().id());
            if (!other.equalsIgnoreCase(type)) {
                throw new InvalidRequestException(
                        "The streams of a join must be of one type, found '" + type + "' and '" + other + "'.");
            }
        }
    }

    /** How the events of a column are laid out. */
    public EventLayout layout() {
        return inputs.get(0).layout();
    }

    /** Moves to the next row; false at the end. */
    public boolean next() {
        while (toDeliver > 0) {
            leaveRow();
            JoinInput first = firstInput();
            if (first == null) {
                return false;
            }
            if (takeRow(first)) {
                toDeliver--;
                return true;
            }
        }
        return false;
    }

    /** Leaves the events of the present row. */
    private void leaveRow() {
        for (int i = 0; i < taken.length; i++) {
            if (!begun || taken[i]) {
                inputs.get(i).advance();
                taken[i] = false;
            }
        }
        begun = true;
    }

    /** The stream whose present event has the smallest key; null when all have ended. */
    private @Nullable JoinInput firstInput() {
        JoinInput first = null;
        for (JoinInput input : inputs) {
            if (!input.isEnded() && (first == null || input.compareKeys(first) < 0)) {
                first = input;
            }
        }
        return first;
    }

    /** Takes the events that have the key of this one; false when they make no row. */
    private boolean takeRow(JoinInput first) {
        boolean complete = true;
        for (int i = 0; i < inputs.size(); i++) {
            JoinInput input = inputs.get(i);
            taken[i] = !input.isEnded() && input.compareKeys(first) == 0;
            if (taken[i]) {
                batches[i] = input.batch();
                rows[i] = input.row();
            } else {
                batches[i] = mode == JoinMode.INTERPOLATED ? input.fill(first) : null;
                rows[i] = 0;
                complete = false;
            }
        }
        return complete || mode != JoinMode.INNER;
    }

    /** Whether a row is a single event. */
    public boolean isMerged() {
        return mode.isMerge();
    }

    /** How many columns a row has: one for each stream, or a single one when events are merged. */
    public int columns() {
        return mode.isMerge() ? 1 : inputs.size();
    }

    /** Whether the row has an event in a column. */
    public boolean isPresent(int column) {
        return batches[inputOf(column)] != null;
    }

    /** The batch of the event in a column; good until the next move. */
    public ColumnBatch batch(int column) {
        return Objects.requireNonNull(batches[inputOf(column)], "no event in this column");
    }

    /** Its row. */
    public int row(int column) {
        return rows[inputOf(column)];
    }

    private int inputOf(int column) {
        return switch (mode) {
            case MERGE_LEFT -> presentFrom(0, 1);
            case MERGE_RIGHT -> presentFrom(batches.length - 1, -1);
            default -> column;
        };
    }

    /** Every row has an event in one of the streams. */
    private int presentFrom(int first, int step) {
        int input = first;
        while (batches[input] == null) {
            input += step;
        }
        return input;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (JoinInput input : inputs) {
            try {
                input.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
