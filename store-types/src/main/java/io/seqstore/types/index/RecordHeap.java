package io.seqstore.types.index;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Byte strings of any length in few large pieces of memory, each named by a position other than 0. What is freed is used
 * again for records of about the same size: up to 512 bytes exactly that size, above that the next power of two.
 *
 * <p>A record begins at a multiple of 8 bytes with its length, so that a position counts units of 8 bytes and 32 bits are
 * enough for 32 GiB. For threads see the package: a length that makes no sense is refused, never believed.
 *
 * <p>One that was restored brings its pieces back as they are read; before it is changed it must be complete.
 */
public final class RecordHeap {
    private static final int UNIT = 8;
    private static final int UNIT_BITS_A_SLAB = 17;
    private static final int UNITS_A_SLAB = 1 << UNIT_BITS_A_SLAB;
    /** A little less than its positions could name: on the heap an array of a whole MiB takes two. */
    private static final int SLAB = UNITS_A_SLAB * UNIT - 64;

    private static final int MOST_UNITS = SLAB / UNIT;
    /** The first one is small: most registries are. */
    private static final int FIRST_SLAB = 1 << 16;

    private static final int MOST_SLABS = 1 << (Integer.SIZE - UNIT_BITS_A_SLAB);
    private static final int EXACT_CLASSES = 64;
    private static final int HEADER = Integer.BYTES;
    /** Numbers in front of those of which there may be several, in what is kept. */
    private static final int FIXED = 5;

    private final ByteMemory memory;
    /** The first free record of each size, 0 for none; each holds the position of the next one behind its length. */
    private final int[] free = new int[EXACT_CLASSES + UNIT_BITS_A_SLAB + 1];
    /** Pieces of their own, for what is larger than a slab, that are free. */
    private final List<Integer> freeOdd = new ArrayList<>();

    /** Null for one that was kept and is not brought back yet. */
    private @Nullable ByteBuffer[] slabs = new ByteBuffer[0];

    private int slabCount;
    /** Where slabs are brought back from; with the numbers of their pieces, and their sizes. */
    private @Nullable KeptPieces kept;

    private int[] keptNumbers = new int[0];
    private int[] keptSizes = new int[0];
    /** Where the next new record goes: the slab, and how much of it is taken. */
    private int current;

    private int unitsTaken;
    private long liveBytes;

    public RecordHeap(ByteMemory memory) {
        this.memory = memory;
    }

    /** Keeps a record and returns its position. */
    public int add(byte[] record) {
        int position = reserve(record.length);
        slab(position).put(start(position), record);
        return position;
    }

    /** Keeps a record of some length, which the caller writes at {@link #start}, and returns its position. */
    public int reserve(int length) {
        int units = units(length);
        int position = units > MOST_UNITS ? takeOdd(length) : take(units);
        slab(position).putInt(offset(position), length);
        liveBytes += length;
        return position;
    }

    /** Gives the room of a record to later ones. */
    public void free(int position) {
        int length = length(position);
        liveBytes -= length;
        int units = units(length);
        if (units > MOST_UNITS) {
            freeOdd.add(position >>> UNIT_BITS_A_SLAB);
            return;
        }
        int sizeClass = classOf(units);
        slab(position).putInt(offset(position) + HEADER, free[sizeClass]);
        free[sizeClass] = position;
    }

    /** A copy of a record. */
    public byte[] get(int position) {
        byte[] record = new byte[length(position)];
        slab(position).get(offset(position) + HEADER, record);
        return record;
    }

    /** How long a record is. */
    public int length(int position) {
        ByteBuffer slab = slab(position);
        int at = offset(position);
        int length = slab.getInt(at);
        if (length < 0 || length > slab.capacity() - at - HEADER) {
            throw new IllegalStateException("no record begins at " + position);
        }
        return length;
    }

    /** The memory that holds a record; its bytes begin at {@link #start}. */
    public ByteBuffer slab(int position) {
        int number = position >>> UNIT_BITS_A_SLAB;
        ByteBuffer slab = slabs[number];
        return slab == null ? load(number) : slab;
    }

    /** Where in its memory the bytes of a record begin. */
    public int start(int position) {
        return offset(position) + HEADER;
    }

    /** Bytes of the records that are kept. */
    public long liveBytes() {
        return liveBytes;
    }

    private static int offset(int position) {
        return (position & (UNITS_A_SLAB - 1)) * UNIT;
    }

    /** How many units a record takes, rounded up to what its size class takes. */
    private static int units(int length) {
        // A free record holds the position of the next one.
        int units = (int) ((Math.max(length, Integer.BYTES) + (long) HEADER + UNIT - 1) / UNIT);
        if (units <= EXACT_CLASSES || units > MOST_UNITS) {
            return units;
        }
        return Integer.highestOneBit(units - 1) << 1;
    }

    private static int classOf(int units) {
        return units <= EXACT_CLASSES ? units : EXACT_CLASSES + Integer.numberOfTrailingZeros(units);
    }

    private int take(int units) {
        int sizeClass = classOf(units);
        int recycled = free[sizeClass];
        if (recycled != 0) {
            free[sizeClass] = slab(recycled).getInt(offset(recycled) + HEADER);
            return recycled;
        }
        if (slabCount == 0) {
            addFirstSlab();
        }
        if (unitsTaken + units > slabAt(current).capacity() / UNIT) {
            current = addSlab(SLAB);
            unitsTaken = 0;
        }
        int position = (current << UNIT_BITS_A_SLAB) | unitsTaken;
        unitsTaken += units;
        return position;
    }

    private int takeOdd(int length) {
        for (int i = 0; i < freeOdd.size(); i++) {
            int slab = freeOdd.get(i);
            if (slabAt(slab).capacity() - HEADER >= length) {
                freeOdd.remove(i);
                return slab << UNIT_BITS_A_SLAB;
            }
        }
        if (slabCount == 0) {
            addFirstSlab();
        }
        return addSlab(Math.addExact(length, HEADER + UNIT)) << UNIT_BITS_A_SLAB;
    }

    /** Position 0 means none, so that nothing begins there. */
    private void addFirstSlab() {
        current = addSlab(FIRST_SLAB);
        unitsTaken = 1;
    }

    private int addSlab(int size) {
        if (slabCount == MOST_SLABS) {
            throw new IllegalStateException("the definitions take more than " + MOST_SLABS + " pieces of memory");
        }
        if (slabCount == slabs.length) {
            slabs = Arrays.copyOf(slabs, Math.max(4, slabs.length * 2));
        }
        slabs[slabCount] = memory.allocate(size);
        return slabCount++;
    }

    private ByteBuffer slabAt(int number) {
        return slab(number << UNIT_BITS_A_SLAB);
    }

    // Keeping

    /** Keeps all records and returns what {@link #restore} needs to find them. */
    public long[] keep(KeptPieces.Output out) {
        long[] state = new long[FIXED + free.length + freeOdd.size() + 2 * slabCount];
        state[0] = slabCount;
        state[1] = current;
        state[2] = unitsTaken;
        state[3] = liveBytes;
        state[4] = freeOdd.size();
        int at = FIXED;
        for (int first : free) {
            state[at++] = first;
        }
        for (int slab : freeOdd) {
            state[at++] = slab;
        }
        for (int i = 0; i < slabCount; i++) {
            ByteBuffer slab = slabAt(i);
            state[at++] = slab.capacity();
            state[at++] = out.add(slab, i == current ? unitsTaken * UNIT : slab.capacity());
        }
        return state;
    }

    /**
     * Holds, in place of nothing, what was kept.
     *
     * @throws IllegalArgumentException when the state is none that {@link #keep} returned
     */
    public void restore(KeptPieces pieces, long[] state) {
        fits(state.length >= FIXED + free.length && state[0] >= 0 && state[0] <= MOST_SLABS && state[4] >= 0);
        int count = (int) state[0];
        fits(state[4] <= count && state.length == FIXED + free.length + state[4] + 2L * count);
        int at = FIXED;
        for (int i = 0; i < free.length; i++) {
            free[i] = (int) state[at++];
        }
        for (int i = 0; i < state[4]; i++) {
            fits(state[at] >= 0 && state[at] < count);
            freeOdd.add((int) state[at++]);
        }
        int[] numbers = new int[count];
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            long size = state[at++];
            long piece = state[at++];
            fits(piece >= 0 && piece < pieces.count());
            int length = pieces.length((int) piece);
            fits(size >= length && size <= Math.max(SLAB, length));
            sizes[i] = (int) size;
            numbers[i] = (int) piece;
        }
        fits(count == 0 || (state[1] >= 0 && state[1] < count));
        fits(state[2] >= 0 && state[2] <= (count == 0 ? 0 : sizes[(int) state[1]] / UNIT));
        current = (int) state[1];
        unitsTaken = (int) state[2];
        liveBytes = state[3];
        slabs = new ByteBuffer[count];
        slabCount = count;
        keptNumbers = numbers;
        keptSizes = sizes;
        kept = pieces;
    }

    /** Brings back everything that was kept; to be called before a change. */
    public void complete() {
        for (int i = 0; i < slabCount; i++) {
            var unused = slabAt(i);
        }
        kept = null;
    }

    private ByteBuffer load(int number) {
        KeptPieces from = kept;
        if (from == null) {
            throw new IllegalStateException("there is no piece " + number);
        }
        synchronized (from) {
            ByteBuffer slab = slabs[number];
            if (slab == null) {
                slab = from.load(keptNumbers[number], keptSizes[number]);
                // Readers find it without the lock.
                VarHandle.releaseFence();
                slabs[number] = slab;
            }
            return slab;
        }
    }

    private static void fits(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("the pieces of the records do not fit");
        }
    }
}
