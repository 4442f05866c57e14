package io.seqstore.core.segment;

import com.carrotsearch.hppc.IntArrayList;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Streams of a few rows, of one layout, that will stand in one block: ten rows by themselves take more bytes and time for what
 * surrounds them than for themselves. One thread.
 */
final class SharedRows {
    /** A stream with more rows than this has a block of its own. */
    static final int MAX_STREAM_ROWS = 64;

    /** Long texts are not worth sharing a block: whoever reads one would read them all. */
    private static final int MAX_STREAM_BYTES = 1 << 10;

    private static final int MAX_BYTES = 1 << 16;

    private final ColumnBatch rows;
    private final IntArrayList entries = new IntArrayList();
    private final int[] ordinals = new int[SegmentWriter.BLOCK_ROWS];
    private long bytes;

    /** Streams whose rows have not been asked for yet, and where these are; they stand behind all others. */
    private final int[] waiting = new int[SegmentWriter.BLOCK_ROWS];

    private int waitingStreams;
    private int waitingRows;
    private @Nullable RowSource source;

    SharedRows(EventLayout layout) {
        this.rows = new ColumnBatch(layout, SegmentWriter.BLOCK_ROWS);
    }

    /** Whether these are all rows of a stream that should share a block. */
    static boolean suits(ColumnBatch ofStream) {
        return ofStream.count() > 0 && ofStream.count() <= MAX_STREAM_ROWS && bytesOf(ofStream) <= MAX_STREAM_BYTES;
    }

    private static long bytesOf(ColumnBatch batch) {
        long bytes = 0;
        for (int i = 0; i < batch.columnCount(); i++) {
            if (batch.column(i) instanceof BytesColumn column) {
                bytes += column.end(batch.count() - 1);
            }
        }
        return bytes;
    }

    boolean hasRoomFor(int rowsOfStream) {
        return rows.count() + waitingRows + rowsOfStream <= SegmentWriter.BLOCK_ROWS && bytes <= MAX_BYTES;
    }

    /**
     * Adds the rows of a stream behind those of the others.
     *
     * @param ordinal greater than that of the stream before
     * @param entry the number of the stream's entry in the table
     * @return the first row
     */
    int add(int ordinal, ColumnBatch ofStream, int entry) {
        fetch();
        int first = rows.count();
        rows.addCopies(ofStream, 0, ofStream.count());
        Arrays.fill(ordinals, first, rows.count(), ordinal);
        entries.add(entry);
        bytes += bytesOf(ofStream);
        return first;
    }

    /**
     * Adds the rows of a stream behind those of the others; they are asked for later, many streams at once.
     *
     * @param ordinal greater than that of the stream before
     * @param rowsOfStream how many rows it has
     * @param from where they are
     * @param entry the number of the stream's entry in the table
     * @return the first row
     */
    int addLater(int ordinal, int rowsOfStream, RowSource from, int entry) {
        if (source != from) {
            fetch();
            source = from;
        }
        int first = rows.count() + waitingRows;
        waiting[waitingStreams++] = ordinal;
        waitingRows += rowsOfStream;
        Arrays.fill(ordinals, first, first + rowsOfStream, ordinal);
        entries.add(entry);
        return first;
    }

    private void fetch() {
        if (source != null && waitingStreams > 0) {
            source.copyTo(rows, waiting, waitingStreams);
            waitingStreams = 0;
            waitingRows = 0;
        }
    }

    /** The rows of all streams. */
    ColumnBatch rows() {
        fetch();
        return rows;
    }

    /** The stream of each row. */
    int[] ordinals() {
        return ordinals;
    }

    /** The numbers of the streams' entries in the table. */
    IntArrayList entries() {
        return entries;
    }

    void clear() {
        rows.clear();
        entries.clear();
        waitingStreams = 0;
        waitingRows = 0;
        bytes = 0;
    }
}
