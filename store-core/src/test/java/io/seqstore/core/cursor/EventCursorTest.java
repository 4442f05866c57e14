package io.seqstore.core.cursor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventCursorTest {
    private static final EventLayout LAYOUT = EventLayout.of(SdsType.object("Gauge")
            .key("Time", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.INT64)
            .build());

    /** Batches of some lengths with rows in front of and behind those that count, the next one in the arrays of the last. */
    private static final class Pieces implements BatchCursor {
        private final ColumnBatch batch = new ColumnBatch(LAYOUT, 0);
        private final boolean ascending;
        private final int[] lengths;
        private int piece;
        private int length;
        private boolean closed;

        Pieces(Direction direction, int... lengths) {
            this.ascending = direction == Direction.ASCENDING;
            this.lengths = lengths;
        }

        @Override
        public boolean advance() {
            if (piece == lengths.length) {
                return false;
            }
            int at = ascending ? piece : lengths.length - 1 - piece;
            piece++;
            length = lengths[at];
            batch.clear();
            for (int i = -1; i <= length; i++) {
                int row = batch.addRow(100L * at + i);
                batch.longs(0)[row] = -batch.key(row);
            }
            return true;
        }

        @Override
        public ColumnBatch batch() {
            return batch;
        }

        @Override
        public int from() {
            return 1;
        }

        @Override
        public int to() {
            return 1 + length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void everyEventIsMetOnceInTheDirectionOfTheScan(Direction direction) {
        int[] lengths = {1, 3, 1, 1, 40, 2};
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            LongStream.range(100L * i, 100L * i + lengths[i]).forEach(expected::add);
        }
        if (direction == Direction.DESCENDING) {
            Collections.reverse(expected);
        }
        List<Long> keys = new ArrayList<>();
        try (EventCursor cursor = new EventCursor(new Pieces(direction, lengths), direction)) {
            while (cursor.next()) {
                keys.add(cursor.key());
                assertEquals(cursor.key(), cursor.batch().key(cursor.row()));
                assertEquals(-cursor.key(), cursor.batch().longs(0)[cursor.row()]);
            }
            assertFalse(cursor.next());
        }
        assertEquals(expected, keys);
    }

    @Test
    void thereIsNoEventBeforeTheFirstAndNoneWhenClosed() {
        Pieces pieces = new Pieces(Direction.ASCENDING, 2);
        EventCursor cursor = new EventCursor(pieces, Direction.ASCENDING);
        assertThrows(IllegalStateException.class, cursor::batch);
        assertThrows(IllegalStateException.class, cursor::key);
        assertTrue(cursor.next());
        cursor.close();
        assertTrue(pieces.closed);
        assertThrows(IllegalStateException.class, cursor::batch);
        assertThrows(IllegalStateException.class, cursor::key);
    }
}
