package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stretches of coded columns that a thread decoded last to read single values of a block, one a column: the next value is mostly
 * near to the one before. One a thread, because most readers look at one block and are gone; it makes nothing new once it has seen its
 * largest block.
 */
final class DecodedStretches {
    /** Rows behind one that is asked for, which may be asked for next. */
    private static final int AHEAD = 16;

    /** Larger blocks, of long texts, are not worth keeping memory in every thread. */
    private static final int MOST_KEPT = 1 << 20;

    private static final ThreadLocal<DecodedStretches> OF_THREAD = ThreadLocal.withInitial(DecodedStretches::new);

    /** Tells blocks apart that readers stood on, in all threads: a reader may go from one to another. */
    private static final AtomicLong BLOCKS = new AtomicLong();

    private final List<Stretch> stretches = new ArrayList<>();
    private byte[] body = new byte[0];
    private int used;

    /** Whose body and stretches are here; 0 before the first one. */
    private long block;

    private static final class Stretch {
        private final long[] values = new long[ResidualCode.STRETCH];
        private int start;
        private int from;
        private int to;
    }

    private DecodedStretches() {}

    /** Those of this thread. */
    static DecodedStretches get() {
        return OF_THREAD.get();
    }

    /** A value of a column that begins at a place of a block. */
    long value(LongCodec codec, BlockBytes in, int start, int row, int count) {
        if (block == 0 || in.number() != block) {
            moveTo(in);
        }
        Stretch stretch = stretchOf(start);
        if (row < stretch.from || row >= stretch.to) {
            if (row < 0 || row >= count) {
                throw new MalformedBytesException("row " + row + " of " + count);
            }
            int from = row & -ResidualCode.STRETCH;
            // Who comes to the end of what is here goes on row by row.
            int ahead = row == stretch.to ? ResidualCode.STRETCH : AHEAD;
            int to = Math.min(count, Math.min(from + ResidualCode.STRETCH, row + ahead));
            stretch.to = 0;
            decode(codec, start, stretch.values, from, to, count);
            stretch.from = from;
            stretch.to = to;
        }
        return stretch.values[row - stretch.from];
    }

    private Stretch stretchOf(int start) {
        for (int i = 0; i < used; i++) {
            if (stretches.get(i).start == start) {
                return stretches.get(i);
            }
        }
        if (used == stretches.size()) {
            stretches.add(new Stretch());
        }
        Stretch stretch = stretches.get(used++);
        stretch.start = start;
        stretch.from = 0;
        stretch.to = 0;
        return stretch;
    }

    /** Once a block: decoding looks at bytes so often that a copy costs less than asking the file for each word. */
    private void moveTo(BlockBytes in) {
        block = 0;
        used = 0;
        int needed = in.length() + ByteOutput.SLACK;
        if (body.length < needed || body.length > Math.max(needed, MOST_KEPT)) {
            body = new byte[Math.max(needed, Math.min(MOST_KEPT, body.length * 2))];
        }
        in.read(0, body, in.length());
        block = BLOCKS.incrementAndGet();
        in.setNumber(block);
    }

    private void decode(LongCodec codec, int start, long[] values, int from, int to, int count) {
        try {
            codec.decode(body, start, values, from, to, count);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new MalformedBytesException("a column points outside the block", e);
        }
    }
}
