package io.seqstore.types.index;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number for each ordinal; 0 for those that have none. Takes 4 bytes an ordinal. Ordinals are given in ascending order, so
 * that a part in which none has a number any more is used again for later ones.
 *
 * <p>One that was restored brings its parts back as they are read; before it is changed it must be complete. For threads see
 * the package.
 */
public final class OrdinalTable {
    private static final int PART_BITS = 13;
    private static final int PART = 1 << PART_BITS;
    private static final int PART_BYTES = PART * Integer.BYTES;
    private static final int MOST_PARTS = 1 << (Integer.SIZE - 1 - PART_BITS);
    private static final int NUMBERS_A_PART = 3;

    private final ByteMemory memory;
    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
    private @Nullable ByteBuffer[] parts = new ByteBuffer[1];
    private int[] used = new int[1];
    /** Where parts are brought back from; with the numbers of their pieces, less than 0 for none. */
    private @Nullable KeptPieces kept;

    private int[] keptNumbers = new int[0];

    public OrdinalTable(ByteMemory memory) {
        this.memory = memory;
    }

    /** The number of an ordinal, or 0. */
    public int get(int ordinal) {
        @Nullable ByteBuffer[] present = parts;
        int part = ordinal >>> PART_BITS;
        ByteBuffer numbers = part < present.length ? present[part] : null;
        if (numbers == null && kept != null) {
            numbers = load(part);
        }
        return numbers == null ? 0 : numbers.getInt((ordinal & (PART - 1)) * Integer.BYTES);
    }

    /** Sets the number of an ordinal; 0 takes it away. */
    public void set(int ordinal, int number) {
        int before = get(ordinal);
        if (before == number) {
            return;
        }
        int part = ordinal >>> PART_BITS;
        ByteBuffer numbers = part(part);
        numbers.putInt((ordinal & (PART - 1)) * Integer.BYTES, number);
        used[part] += (number == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
        if (used[part] == 0) {
            parts[part] = null;
            spare.push(numbers);
        }
    }

    private ByteBuffer part(int part) {
        if (part >= parts.length) {
            int length = Math.max(part + 1, parts.length * 2);
            used = Arrays.copyOf(used, length);
            parts = Arrays.copyOf(parts, length);
        }
        ByteBuffer numbers = parts[part];
        if (numbers == null) {
            numbers = spare.isEmpty() ? memory.allocate(PART_BYTES) : spare.pop();
            parts[part] = numbers;
        }
        return numbers;
    }

    // Keeping

    /** Keeps all numbers and returns what {@link #restore} needs to find them. */
    public long[] keep(KeptPieces.Output out) {
        int count = 0;
        for (ByteBuffer part : parts) {
            count += part == null ? 0 : 1;
        }
        long[] state = new long[1 + NUMBERS_A_PART * count];
        state[0] = parts.length;
        int at = 1;
        for (int i = 0; i < parts.length; i++) {
            ByteBuffer part = parts[i];
            if (part != null) {
                state[at++] = i;
                state[at++] = used[i];
                state[at++] = out.add(part, PART_BYTES);
            }
        }
        return state;
    }

    /**
     * Holds, in place of nothing, what was kept.
     *
     * @throws IllegalArgumentException when the state is none that {@link #keep} returned
     */
    public void restore(KeptPieces pieces, long[] state) {
        fits(state.length % NUMBERS_A_PART == 1 && state[0] > 0 && state[0] <= MOST_PARTS);
        int count = (int) state[0];
        int[] numbers = new int[count];
        Arrays.fill(numbers, -1);
        int[] taken = new int[count];
        for (int at = 1; at < state.length; at += NUMBERS_A_PART) {
            long part = state[at];
            long piece = state[at + 2];
            fits(part >= 0 && part < count && state[at + 1] > 0 && state[at + 1] <= PART);
            fits(piece >= 0 && piece < pieces.count() && pieces.length((int) piece) == PART_BYTES);
            taken[(int) part] = (int) state[at + 1];
            numbers[(int) part] = (int) piece;
        }
        used = taken;
        parts = new ByteBuffer[count];
        keptNumbers = numbers;
        kept = pieces;
    }

    /** Brings back everything that was kept; to be called before a change. */
    public void complete() {
        for (int i = 0; kept != null && i < parts.length; i++) {
            var unused = load(i);
        }
        kept = null;
    }

    private @Nullable ByteBuffer load(int part) {
        KeptPieces from = kept;
        if (from == null || part >= keptNumbers.length || keptNumbers[part] < 0) {
            return null;
        }
        synchronized (from) {
            ByteBuffer numbers = parts[part];
            if (numbers == null) {
                numbers = from.load(keptNumbers[part], PART_BYTES);
                // Readers find it without the lock.
                VarHandle.releaseFence();
                parts[part] = numbers;
            }
            return numbers;
        }
    }

    private static void fits(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("the pieces of the table do not fit");
        }
    }
}
