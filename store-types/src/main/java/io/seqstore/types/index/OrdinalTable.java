package io.seqstore.types.index;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number for each ordinal; 0 for those that have none. Takes 4 bytes an ordinal. Ordinals are given in ascending order, so
 * that a part in which none has a number any more is used again for later ones.
 *
 * <p>For threads see the package.
 */
public final class OrdinalTable {
    private static final int PART_BITS = 13;
    private static final int PART = 1 << PART_BITS;

    private final ByteMemory memory;
    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
    private @Nullable ByteBuffer[] parts = new ByteBuffer[1];
    private int[] used = new int[1];

    public OrdinalTable(ByteMemory memory) {
        this.memory = memory;
    }

    /** The number of an ordinal, or 0. */
    public int get(int ordinal) {
        @Nullable ByteBuffer[] present = parts;
        int part = ordinal >>> PART_BITS;
        ByteBuffer numbers = part < present.length ? present[part] : null;
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
            numbers = spare.isEmpty() ? memory.allocate(PART * Integer.BYTES) : spare.pop();
            parts[part] = numbers;
        }
        return numbers;
    }
}
