package io.seqstore.core.codec;

import io.seqstore.core.memory.ByteOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretches of coded columns that a reader of single values decoded last, one a column: its next value is mostly near to the
 * one before. Belongs to the {@link BlockBytes} of one reader; makes nothing new once it has seen its largest block.
 */
final class DecodedStretches {
    /** Rows behind one that is asked for, which may be asked for next. */
    private static final int AHEAD = 16;

    private final List<Stretch> stretches = new ArrayList<>();
    private byte[] body = new byte[0];
    private boolean hasBody;
    private int used;

    private static final class Stretch {
        private final long[] values = new long[ResidualCode.STRETCH];
        private int start;
        private int from;
        private int to;
    }

    /** Forgets what it knows: the bytes are those of another block. */
    void forget() {
        hasBody = false;
        used = 0;
    }

    /** A value of a column that begins at a place of a block. */
    long value(LongCodec codec, BlockBytes in, int start, int row, int count) {
        Stretch stretch = stretchOf(start);
        if (row < stretch.from || row >= stretch.to) {
            if (row < 0 || row >= count) {
                throw new MalformedBytesException("row " + row + " of " + count);
            }
            int from = row & -ResidualCode.STRETCH;
            int to = Math.min(count, Math.min(from + ResidualCode.STRETCH, row + AHEAD));
            stretch.to = 0;
            decode(codec, in, start, stretch.values, from, to, count);
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

    private void decode(LongCodec codec, BlockBytes in, int start, long[] values, int from, int to, int count) {
        if (!hasBody) {
            // Once a block: decoding looks at bytes so often that a copy costs less than asking the file for each word.
            int needed = in.length() + ByteOutput.SLACK;
            if (body.length < needed) {
                body = new byte[Math.max(needed, body.length * 2)];
            }
            in.read(0, body, in.length());
            hasBody = true;
        }
        try {
            codec.decode(body, start, values, from, to, count);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new MalformedBytesException("a column points outside the block", e);
        }
    }
}
