package io.seqstore.cli.csv;

import java.util.ArrayList;
import java.util.List;

/** The rows that were refused: the first ones with their reasons, the others by their number. Not thread-safe. */
public final class RowFaults {
    /** How many are kept with their reasons. */
    public static final int KEPT = 10;

    private final List<RowFault> first = new ArrayList<>();
    private long count;

    /**
     * A row that was refused.
     *
     * @param line the line on which it begins
     * @param reason why
     */
    public record RowFault(long line, String reason) {}

    void add(long line, String reason) {
        count++;
        if (first.size() < KEPT) {
            first.add(new RowFault(line, reason));
        }
    }

    /** The first ones. */
    public List<RowFault> first() {
        return List.copyOf(first);
    }

    /** How many there are. */
    public long count() {
        return count;
    }
}
