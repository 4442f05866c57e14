package io.seqstore.query.calculate;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.BlockTest;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one stream between two ends, each of which belongs to the span, does not, or is missing. Keys of 64 bits become
 * a {@link KeyRange} that says it all; of longer keys there is none that is next to a given one, so that an end that does not
 * belong to the span is scanned and passed over.
 *
 * @param from the smallest key; null when the span begins with the first event
 * @param withFrom whether that key belongs to the span
 * @param to the greatest key; null when the span ends with the last event
 * @param withTo whether that key belongs to the span
 */
record KeySpan(
        @Nullable EventKey from, boolean withFrom, @Nullable EventKey to, boolean withTo) {
    /** Every key. */
    static final KeySpan ALL = new KeySpan(null, true, null, true);

    private static final KeyRange NOTHING = new KeyRange(0, -1);

    /** The span that holds one key. */
    static KeySpan only(EventKey key) {
        return new KeySpan(key, true, key, true);
    }

    /** The keys at or behind this one. */
    static KeySpan from(EventKey key) {
        return new KeySpan(key, true, null, true);
    }

    /** The keys behind this one. */
    static KeySpan after(EventKey key) {
        return new KeySpan(key, false, null, true);
    }

    /** The keys at or before this one. */
    static KeySpan to(EventKey key) {
        return new KeySpan(null, true, key, true);
    }

    /** The keys before this one. */
    static KeySpan before(EventKey key) {
        return new KeySpan(null, true, key, false);
    }

    /** Scans the events of the span for a caller who takes no more than some of them. */
    BatchCursor scan(EventSource source, Direction direction, ColumnSet columns, long limit) {
        if (source.layout().hasKeyTail()) {
            return scan(source, direction, columns);
        }
        KeyRange range = range64();
        return range.isEmpty()
                ? new BatchRows(new ColumnBatch(source.layout(), 1))
                : source.scan(range, direction, columns, limit);
    }

    /** Scans the events of the span. */
    BatchCursor scan(EventSource source, Direction direction, ColumnSet columns) {
        return scan(source, direction, columns, null);
    }

    /** The same, without the blocks that a test lets pass by. */
    BatchCursor scan(EventSource source, Direction direction, ColumnSet columns, @Nullable BlockTest test) {
        if (!source.layout().hasKeyTail()) {
            KeyRange range = range64();
            return test == null || range.isEmpty()
                    ? scan(source, range, direction, columns)
                    : source.scan(range, direction, columns, test);
        }
        BatchCursor cursor = scan(source, range(), direction, columns);
        EventKey first = withFrom ? null : from;
        EventKey last = withTo ? null : to;
        return first == null && last == null ? cursor : new OpenEnds(cursor, first, last);
    }

    private static BatchCursor scan(EventSource source, KeyRange range, Direction direction, ColumnSet columns) {
        return range.isEmpty()
                ? new BatchRows(new ColumnBatch(source.layout(), 1))
                : source.scan(range, direction, columns);
    }

    /** The same as a range, of keys of 64 bits. */
    KeyRange range64() {
        boolean isBehindAll = from != null && !withFrom && from.head() == Long.MAX_VALUE;
        boolean isBeforeAll = to != null && !withTo && to.head() == Long.MIN_VALUE;
        if (isBehindAll || isBeforeAll) {
            return NOTHING;
        }
        long first = from == null ? Long.MIN_VALUE : withFrom ? from.head() : from.head() + 1;
        long last = to == null ? Long.MAX_VALUE : withTo ? to.head() : to.head() - 1;
        return new KeyRange(first, last);
    }

    /** The range with both ends. */
    private KeyRange range() {
        if (from == null) {
            return to == null ? KeyRange.ALL : KeyRange.to(to);
        }
        return to == null ? KeyRange.from(from) : KeyRange.between(from, to);
    }

    /** A cursor that passes over the events at the ends of its scan. Keys are unique, so that each is one row at most. */
    private static final class OpenEnds implements BatchCursor {
        private final BatchCursor source;
        private final @Nullable EventKey first;
        private final @Nullable EventKey last;
        private int from;
        private int to;

        OpenEnds(BatchCursor source, @Nullable EventKey first, @Nullable EventKey last) {
            this.source = source;
            this.first = first;
            this.last = last;
        }

        @Override
        public boolean advance() {
            while (source.advance()) {
                from = source.from();
                to = source.to();
                if (first != null && batch().compareKey(from, first) == 0) {
                    from++;
                }
                if (last != null && from < to && batch().compareKey(to - 1, last) == 0) {
                    to--;
                }
                if (from < to) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public ColumnBatch batch() {
            return source.batch();
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return to;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
