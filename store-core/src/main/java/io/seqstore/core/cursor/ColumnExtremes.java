package io.seqstore.core.cursor;

/**
 * A search for the smallest and the greatest value of some rows of a column, either or both of them, and for their rows; of
 * equal values the earliest counts. Values are the 64 bits as they stand in the column; those of integers are compared with
 * their sign. What is known from elsewhere bounds the search: only a smaller, or a greater, value counts then, so that most
 * rows need not be looked at. Reused after {@link #seek}; one thread.
 */
public final class ColumnExtremes {
    /** Instead of a row where nothing was found. */
    private static final int NO_ROW = -1;

    private boolean seeksMinimum;
    private boolean seeksMaximum;
    private boolean isMinimumBounded;
    private boolean isMaximumBounded;
    private long minimum;
    private long maximum;
    private int minimumRow = NO_ROW;
    private int maximumRow = NO_ROW;

    /** Begins a search without bounds. */
    public void seek(boolean forMinimum, boolean forMaximum) {
        seeksMinimum = forMinimum;
        seeksMaximum = forMaximum;
        isMinimumBounded = false;
        isMaximumBounded = false;
        minimumRow = NO_ROW;
        maximumRow = NO_ROW;
    }

    /** Says that only a smaller value than this one counts. */
    public void boundMinimum(long bits) {
        isMinimumBounded = true;
        minimum = bits;
    }

    /** Says that only a greater value than this one counts. */
    public void boundMaximum(long bits) {
        isMaximumBounded = true;
        maximum = bits;
    }

    public boolean seeksMinimum() {
        return seeksMinimum;
    }

    public boolean seeksMaximum() {
        return seeksMaximum;
    }

    public boolean isMinimumBounded() {
        return isMinimumBounded;
    }

    public boolean isMaximumBounded() {
        return isMaximumBounded;
    }

    /** Takes the smallest value and the row of its block that it stands in. */
    public void setMinimum(long bits, int row) {
        minimum = bits;
        minimumRow = row;
    }

    /** Takes the greatest value and the row of its block that it stands in. */
    public void setMaximum(long bits, int row) {
        maximum = bits;
        maximumRow = row;
    }

    /** Whether a smallest value was sought, and found within the bound. */
    public boolean hasMinimum() {
        return minimumRow != NO_ROW;
    }

    /** Whether a greatest value was sought, and found within the bound. */
    public boolean hasMaximum() {
        return maximumRow != NO_ROW;
    }

    /** The smallest value when there is one, or else the bound. */
    public long minimum() {
        return minimum;
    }

    /** The greatest value when there is one, or else the bound. */
    public long maximum() {
        return maximum;
    }

    /** The row of the smallest value in its block. */
    public int minimumRow() {
        return minimumRow;
    }

    /** The row of the greatest value in its block. */
    public int maximumRow() {
        return maximumRow;
    }
}
