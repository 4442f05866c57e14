package io.seqstore;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.types.event.ColumnBatch;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A cursor as a stream of the JDK, which closes it at its end, when it cannot be read on, and when it is closed. */
final class CursorStream {
    private CursorStream() {}

    /** Makes an object of a row. */
    interface RowReader<T> {
        T read(ColumnBatch batch, int row);
    }

    static <T> Stream<T> of(EventCursor cursor, RowReader<T> reader) {
        return StreamSupport.stream(new Rows<>(cursor, reader), false).onClose(cursor::close);
    }

    private static final class Rows<T> extends AbstractSpliterator<T> {
        private final EventCursor cursor;
        private final RowReader<T> reader;
        private boolean ended;

        Rows(EventCursor cursor, RowReader<T> reader) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.cursor = cursor;
            this.reader = reader;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            @Nullable T next = ended ? null : readNext();
            if (next == null) {
                return false;
            }
            action.accept(next);
            return true;
        }

        /** Null behind the last event. Then, and when an event cannot be read, the cursor is closed. */
        private @Nullable T readNext() {
            @Nullable T next = null;
            try {
                if (cursor.next()) {
                    next = reader.read(cursor.batch(), cursor.row());
                }
                return next;
            } finally {
                if (next == null) {
                    ended = true;
                    cursor.close();
                }
            }
        }
    }
}
