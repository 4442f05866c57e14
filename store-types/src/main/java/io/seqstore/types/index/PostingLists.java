package io.seqstore.types.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The postings of an inverted index: for each of many terms, named by a number from 0, the numbers of what it occurs in. They
 * only grow; numbers that are added in ascending order take a byte or two each.
 *
 * <p>Most terms of a vocabulary occur once, so that a list of one number is its head alone. Longer ones are chained blocks of
 * 32 bytes to 2 KiB: differences of seven bits a byte, or a zero and the number itself where it is smaller than the one
 * before. The last block names the first one, so that a head needs to know the last block only.
 *
 * <pre>
 * head   count | last number | position of the last block, 0 for none
 * block  position of the next block, or of the first | bytes used | the bytes
 * </pre>
 *
 * <p>Changed by one thread while nobody reads; read by many.
 */
public final class PostingLists {
    private static final int PART_BITS = 10;
    private static final int PART = 1 << PART_BITS;

    private static final int COUNT = 0;
    private static final int LAST = COUNT + Integer.BYTES;
    private static final int TAIL = LAST + Integer.BYTES;
    private static final int HEAD = TAIL + Integer.BYTES;

    private static final int NEXT = 0;
    private static final int USED = NEXT + Integer.BYTES;
    private static final int POSTINGS = USED + Integer.BYTES;

    /** With its length in front of it, which the heap keeps, a block is a power of two. */
    private static final int SMALLEST_BLOCK = 32 - Integer.BYTES;

    private static final int LARGEST_BLOCK = 2048 - Integer.BYTES;
    /** A zero and a number of 32 bits. */
    private static final int LONGEST_POSTING = 6;

    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    /** A list that is so many times longer than what is left of the shorter ones costs more than it can take away. */
    private static final int NOT_WORTH_READING = 200;

    private final ByteMemory memory;
    private final RecordHeap blocks;
    private @Nullable ByteBuffer[] heads = new ByteBuffer[1];

    public PostingLists(ByteMemory memory) {
        this.memory = memory;
        this.blocks = new RecordHeap(memory);
    }

    /** Adds a number to a list; does nothing when it was the last one to be added there. */
    public void add(int list, int number) {
        ByteBuffer part = part(list);
        int head = head(list);
        int count = part.getInt(head + COUNT);
        int last = part.getInt(head + LAST);
        if (count > 0 && last == number) {
            return;
        }
        if (count == 1) {
            append(part, head, -1, last);
        }
        if (count > 0) {
            append(part, head, last, number);
        }
        part.putInt(head + COUNT, count + 1);
        part.putInt(head + LAST, number);
    }

    private void append(ByteBuffer part, int head, int before, int number) {
        int block = blockWithRoom(part, head);
        ByteBuffer slab = blocks.slab(block);
        int start = blocks.start(block);
        int from = start + POSTINGS + slab.getInt(start + USED);
        int rest = number - before;
        int at = from;
        if (number <= before) {
            slab.put(at++, (byte) 0);
            rest = number;
        }
        while (rest > SEVEN_BITS) {
            slab.put(at++, (byte) (rest | MORE));
            rest >>>= Byte.SIZE - 1;
        }
        slab.put(at++, (byte) rest);
        slab.putInt(start + USED, at - start - POSTINGS);
    }

    private int blockWithRoom(ByteBuffer part, int head) {
        int tail = part.getInt(head + TAIL);
        if (tail == 0) {
            int only = blocks.add(new byte[SMALLEST_BLOCK]);
            setInt(only, NEXT, only);
            part.putInt(head + TAIL, only);
            return only;
        }
        int length = blocks.length(tail);
        if (POSTINGS + getInt(tail, USED) + LONGEST_POSTING <= length) {
            return tail;
        }
        int doubled = 2 * (length + Integer.BYTES) - Integer.BYTES;
        int next = blocks.add(new byte[Math.min(doubled, LARGEST_BLOCK)]);
        setInt(next, NEXT, getInt(tail, NEXT));
        setInt(tail, NEXT, next);
        part.putInt(head + TAIL, next);
        return next;
    }

    /** How many numbers were added to a list. */
    public int count(int list) {
        ByteBuffer part = partOrNull(list);
        return part == null ? 0 : part.getInt(head(list) + COUNT);
    }

    /** The numbers of a list in the order in which they were added. */
    public void forEach(int list, IntConsumer action) {
        ByteBuffer part = partOrNull(list);
        if (part == null) {
            return;
        }
        int tail = part.getInt(head(list) + TAIL);
        if (tail == 0) {
            if (part.getInt(head(list) + COUNT) > 0) {
                action.accept(part.getInt(head(list) + LAST));
            }
            return;
        }
        int number = -1;
        int block = tail;
        do {
            block = getInt(block, NEXT);
            number = forEachIn(block, number, action);
        } while (block != tail);
    }

    private int forEachIn(int block, int before, IntConsumer action) {
        ByteBuffer slab = blocks.slab(block);
        int at = blocks.start(block) + POSTINGS;
        int end = at + getInt(block, USED);
        int number = before;
        while (at < end) {
            int base = number;
            byte unit = slab.get(at++);
            if (unit == 0) {
                base = 0;
                unit = slab.get(at++);
            }
            int value = unit & SEVEN_BITS;
            for (int shift = Byte.SIZE - 1; unit < 0; shift += Byte.SIZE - 1) {
                unit = slab.get(at++);
                value |= (unit & SEVEN_BITS) << shift;
            }
            number = base + value;
            action.accept(number);
        }
        return number;
    }

    /**
     * The numbers that are in all of the lists, and perhaps a few more: the shortest lists are read first, and those that are
     * much longer than what is left not at all.
     *
     * @param lists at least one
     */
    public BitSet intersection(int[] lists) {
        int[] shortestFirst = IntStream.of(lists)
                .boxed()
                .sorted(Comparator.comparingInt(this::count))
                .mapToInt(Integer::intValue)
                .toArray();
        BitSet common = new BitSet();
        forEach(shortestFirst[0], common::set);
        for (int list : Arrays.copyOfRange(shortestFirst, 1, shortestFirst.length)) {
            if (count(list) / NOT_WORTH_READING > common.cardinality()) {
                break;
            }
            BitSet both = new BitSet();
            BitSet before = common;
            forEach(list, number -> {
                if (before.get(number)) {
                    both.set(number);
                }
            });
            common = both;
        }
        return common;
    }

    private int getInt(int block, int field) {
        return blocks.slab(block).getInt(blocks.start(block) + field);
    }

    private void setInt(int block, int field, int value) {
        blocks.slab(block).putInt(blocks.start(block) + field, value);
    }

    private static int head(int list) {
        return (list & (PART - 1)) * HEAD;
    }

    private @Nullable ByteBuffer partOrNull(int list) {
        int part = list >>> PART_BITS;
        return part < heads.length ? heads[part] : null;
    }

    private ByteBuffer part(int list) {
        int part = list >>> PART_BITS;
        if (part >= heads.length) {
            heads = Arrays.copyOf(heads, Math.max(part + 1, heads.length * 2));
        }
        ByteBuffer present = heads[part];
        if (present == null) {
            present = memory.allocate(PART * HEAD);
            heads[part] = present;
        }
        return present;
    }
}
