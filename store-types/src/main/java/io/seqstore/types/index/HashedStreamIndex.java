package io.seqstore.types.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An index in memory: open addressing over 8 bytes a slot, a hash of 32 bits and an ordinal. Keys are not kept; they are
 * compared where the hashes are equal, so that a search looks at one foreign key in some million.
 *
 * <p>Slots stand in parts of 4,096, found by the first bits of the hash. A part that is three quarters full is split in two
 * in its place (extendible hashing), so that growing never takes longer than one part takes, and no memory is given back or
 * moved while somebody reads. Hashes are seeded at random: ids that are chosen to meet do not.
 *
 * <p>One that was restored brings its parts back as they are searched; before it is changed it must be complete. For threads
 * see {@link StreamIndex}.
 */
public final class HashedStreamIndex implements StreamIndex {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int PART_BYTES = SLOTS * Long.BYTES;
    private static final int MOST_A_PART = SLOTS / 4 * 3;
    private static final int MOST_DEPTH = Integer.SIZE - SLOT_BITS;
    private static final long EMPTY = 0;
    private static final ByteBuffer NOT_LOADED = ByteBuffer.allocate(0);
    /** Numbers in front of those of the parts, in what is kept. */
    private static final int FIXED = 3;

    private static final int NUMBERS_A_PART = 3;
    private static final long FIRST_MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long SECOND_MULTIPLIER = 0xD6E8FEB86659FD93L;

    private final ByteMemory memory;
    private final Keys keys;
    private long seed;
    /** The part for each beginning of a hash; its length is a power of two. Empty until something is put. */
    private Part[] directory = new Part[0];

    private long size;
    private @Nullable KeptPieces kept;

    /** Some slots, and how many bits of the hash all of them share. */
    private static final class Part {
        /** Empty until they are brought back. Volatile for readers that meet one being brought back. */
        volatile ByteBuffer slots;

        /** The number of the piece to bring back. */
        final int piece;

        int depth;
        int count;

        Part(ByteBuffer slots, int piece, int depth) {
            this.slots = slots;
            this.piece = piece;
            this.depth = depth;
        }

        long slot(int at) {
            return slots.getLong(at * Long.BYTES);
        }

        void setSlot(int at, long slot) {
            slots.putLong(at * Long.BYTES, slot);
        }

        /** Holds these slots and no others. */
        void fill(long[] all, int held) {
            slots.asLongBuffer().put(0, all);
            count = held;
        }

        /** Empties a place and closes the gap, so that no search ends there too early. */
        void remove(int place) {
            int gap = place;
            for (int at = next(gap); slot(at) != EMPTY; at = next(at)) {
                int home = home(slot(at));
                boolean staysReachable = gap < at ? (gap < home && home <= at) : (gap < home || home <= at);
                if (!staysReachable) {
                    setSlot(gap, slot(at));
                    gap = at;
                }
            }
            setSlot(gap, EMPTY);
            count--;
        }
    }

    /**
     * An empty index.
     *
     * @param keys knows the keys of what is put
     */
    public HashedStreamIndex(ByteMemory memory, Keys keys) {
        this(memory, keys, ThreadLocalRandom.current().nextLong());
    }

    HashedStreamIndex(ByteMemory memory, Keys keys, long seed) {
        this.memory = memory;
        this.keys = keys;
        this.seed = seed;
    }

    @Override
    public int find(byte[] key) {
        Part[] parts = directory;
        if (parts.length == 0) {
            return NONE;
        }
        int hash = hash(key);
        Part part = partOf(hash, parts);
        int place = place(part, hash, key);
        return place < 0 ? NONE : ordinal(part.slot(place));
    }

    @Override
    public void put(byte[] key, int ordinal) {
        enter(key, ordinal, true);
    }

    @Override
    public int putIfAbsent(byte[] key, int ordinal) {
        return enter(key, ordinal, false);
    }

    private int enter(byte[] key, int ordinal, boolean replace) {
        if (directory.length == 0) {
            directory = new Part[] {newPart(0)};
        }
        int hash = hash(key);
        Part part = partOf(hash, directory);
        int place = place(part, hash, key);
        if (place >= 0) {
            int there = ordinal(part.slot(place));
            if (replace) {
                part.setSlot(place, slot(hash, ordinal));
            }
            return there;
        }
        while (part.count >= MOST_A_PART) {
            split(part, hash);
            part = partOf(hash, directory);
            place = place(part, hash, key);
        }
        part.setSlot(~place, slot(hash, ordinal));
        part.count++;
        size++;
        return NONE;
    }

    @Override
    public void remove(byte[] key) {
        if (directory.length == 0) {
            return;
        }
        int hash = hash(key);
        Part part = partOf(hash, directory);
        int place = place(part, hash, key);
        if (place >= 0) {
            part.remove(place);
            size--;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() {
        directory = new Part[0];
        size = 0;
    }

    /**
     * The place of a key; or, less than 0, the bitwise complement of the free place where it belongs. Ends after as many steps
     * as there are places, whatever it reads.
     */
    private int place(Part part, int hash, byte[] key) {
        ByteBuffer slots = part.slots;
        int at = hash & (SLOTS - 1);
        for (int steps = 0; steps < SLOTS; steps++) {
            long slot = slots.getLong(at * Long.BYTES);
            if (slot == EMPTY) {
                return ~at;
            }
            if (hashOf(slot) == hash && keys.isKeyOf(ordinal(slot), key)) {
                return at;
            }
            at = next(at);
        }
        // Nobody but a reader beside a change comes here; it asks again.
        throw new IllegalStateException("a part of the index has no free place");
    }

    private void split(Part full, int hash) {
        if (full.depth == MOST_DEPTH) {
            throw new IllegalStateException(full.count + " keys have hashes that are nearly equal");
        }
        if (1 << full.depth == directory.length) {
            Part[] doubled = new Part[directory.length * 2];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = directory[i / 2];
            }
            directory = doubled;
        }
        int span = directory.length >>> full.depth;
        int first = placeInDirectory(hash, directory.length) / span * span;
        full.depth++;
        Part other = newPart(full.depth);
        int bit = 1 << (Integer.SIZE - full.depth);
        long[] slots = new long[SLOTS];
        full.slots.asLongBuffer().get(0, slots);
        long[] zeros = new long[SLOTS];
        long[] ones = new long[SLOTS];
        int countOfOnes = 0;
        for (long slot : slots) {
            if (slot != EMPTY && (hashOf(slot) & bit) == 0) {
                add(slot, zeros);
            } else if (slot != EMPTY) {
                add(slot, ones);
                countOfOnes++;
            }
        }
        other.fill(ones, countOfOnes);
        full.fill(zeros, full.count - countOfOnes);
        for (int i = first + span / 2; i < first + span; i++) {
            directory[i] = other;
        }
    }

    /** Puts a slot where a search finds it. */
    private static void add(long slot, long[] slots) {
        int at = home(slot);
        while (slots[at] != EMPTY) {
            at = next(at);
        }
        slots[at] = slot;
    }

    private Part newPart(int depth) {
        return new Part(memory.allocate(PART_BYTES), 0, depth);
    }

    private Part partOf(int hash, Part[] parts) {
        Part part = parts[placeInDirectory(hash, parts.length)];
        KeptPieces from = kept;
        if (from != null && part.slots.capacity() == 0) {
            load(part, from);
        }
        return part;
    }

    private static int placeInDirectory(int hash, int length) {
        return (int) ((Integer.toUnsignedLong(hash) * length) >>> Integer.SIZE);
    }

    // Keeping

    /** Keeps all slots and returns what {@link #restore} needs to find them. */
    public long[] keep(KeptPieces.Output out) {
        Part[] parts = directory;
        int count = 0;
        for (int i = 0; i < parts.length; i += parts.length >>> parts[i].depth) {
            count++;
        }
        long[] state = new long[FIXED + NUMBERS_A_PART * count];
        state[0] = seed;
        state[1] = size;
        state[2] = parts.length;
        int at = FIXED;
        for (int i = 0; i < parts.length; i += parts.length >>> parts[i].depth) {
            state[at++] = parts[i].depth;
            state[at++] = parts[i].count;
            state[at++] = out.add(parts[i].slots, PART_BYTES);
        }
        return state;
    }

    /**
     * Holds, in place of nothing, what was kept.
     *
     * @throws IllegalArgumentException when the state is none that {@link #keep} returned
     */
    public void restore(KeptPieces pieces, long[] state) {
        fits(state.length >= FIXED && state[2] >= 0 && state[2] <= 1L << MOST_DEPTH && Long.bitCount(state[2]) <= 1);
        Part[] parts = new Part[(int) state[2]];
        int at = FIXED;
        for (int i = 0; i < parts.length; ) {
            fits(state.length - at >= NUMBERS_A_PART);
            long depth = state[at++];
            long count = state[at++];
            long piece = state[at++];
            fits(depth >= 0 && depth <= MOST_DEPTH && parts.length >>> depth > 0 && count >= 0 && count <= MOST_A_PART);
            fits(piece >= 0 && piece < pieces.count() && pieces.length((int) piece) == PART_BYTES);
            Part part = new Part(NOT_LOADED, (int) piece, (int) depth);
            part.count = (int) count;
            int end = i + (parts.length >>> depth);
            fits(end <= parts.length);
            Arrays.fill(parts, i, end, part);
            i = end;
        }
        fits(at == state.length && state[1] >= 0);
        seed = state[0];
        size = state[1];
        directory = parts;
        kept = pieces;
    }

    /** Brings back everything that was kept; to be called before a change. */
    public void complete() {
        KeptPieces from = kept;
        if (from == null) {
            return;
        }
        for (Part part : directory) {
            load(part, from);
        }
        kept = null;
    }

    private static void load(Part part, KeptPieces from) {
        synchronized (from) {
            if (part.slots.capacity() == 0) {
                part.slots = from.load(part.piece, PART_BYTES);
            }
        }
    }

    private static void fits(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("the pieces of the index do not fit");
        }
    }

    private static long slot(int hash, int ordinal) {
        return ((long) hash << Integer.SIZE) | Integer.toUnsignedLong(ordinal + 1);
    }

    private static int hashOf(long slot) {
        return (int) (slot >>> Integer.SIZE);
    }

    private static int ordinal(long slot) {
        return (int) slot - 1;
    }

    private static int home(long slot) {
        return hashOf(slot) & (SLOTS - 1);
    }

    private static int next(int place) {
        return (place + 1) & (SLOTS - 1);
    }

    private int hash(byte[] key) {
        long hash = seed ^ (key.length * FIRST_MULTIPLIER);
        int at = 0;
        for (; at <= key.length - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONG.get(key, at));
        }
        long rest = 0;
        for (; at < key.length; at++) {
            rest = (rest << Byte.SIZE) | (key[at] & 0xFF);
        }
        return (int) (mixed(mixed(hash ^ rest)) >>> Integer.SIZE);
    }

    private static long mixed(long value) {
        long product = value * FIRST_MULTIPLIER;
        return (product ^ (product >>> Integer.SIZE)) * SECOND_MULTIPLIER;
    }
}
