package io.seqstore.core.flush;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.memtable.Memtable;
import io.seqstore.core.memtable.SharedRowsReader;
import io.seqstore.core.merge.LayerStack;
import io.seqstore.core.segment.RowSource;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a generation that no longer changes to a segment. */
public final class GenerationWriter {
    private GenerationWriter() {}

    /**
     * Writes the segment and opens it. Streams that were deleted meanwhile are left out.
     *
     * @param isOldest whether there are no older segments, so that nothing need be erased in them
     * @return the segment, owned by the caller; empty when there was nothing to write
     */
    public static Optional<Segment> write(Generation generation, boolean isOldest, StoreFiles files, Catalog catalog) {
        if (generation.isEmpty()) {
            return Optional.empty();
        }
        FileIdentity identity = files.newFile(FileKind.SEGMENT);
        try (SegmentWriter writer = new SegmentWriter(files.folder(), identity)) {
            SmallStreams small = new SmallStreams(generation);
            for (int ordinal = generation.nextOrdinal(0); ordinal >= 0; ordinal = generation.nextOrdinal(ordinal + 1)) {
                if (catalog.findLayout(ordinal) != null && !small.write(writer, ordinal)) {
                    writeStream(writer, ordinal, generation, isOldest);
                }
            }
            if (writer.streams() == 0) {
                return Optional.empty();
            }
            writer.finish();
        }
        return Optional.of(Segment.open(files.folder(), identity));
    }

    private static void writeStream(SegmentWriter writer, int ordinal, Generation generation, boolean isOldest) {
        Memtable memtable = generation.find(ordinal);
        if (memtable == null) {
            throw new IllegalStateException("stream " + ordinal + " has neither a memtable nor shared rows");
        }
        List<EventLayer> layers = new ArrayList<>();
        generation.addLayers(ordinal, layers);
        LayerStack stack = new LayerStack(memtable.layout(), layers);
        try (BatchCursor cursor = stack.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            writer.writeStream(ordinal, memtable.layout(), cursor, isOldest ? ErasedRanges.NONE : stack.erased());
        }
    }

    /** Writes streams of a few events each, many at once where it can. */
    private static final class SmallStreams {
        private final Generation generation;
        private final SharedRowsReader reader;
        private final RowSource source;
        private final int[] one = new int[1];

        /** Rows of one stream. */
        private @Nullable ColumnBatch rows;

        /** The layout of the stream before, and whether its streams can wait for others. */
        private @Nullable EventLayout known;

        private boolean canWait;

        SmallStreams(Generation generation) {
            this.generation = generation;
            this.reader = new SharedRowsReader(generation);
            this.source = reader::copyTo;
        }

        /** Writes a stream that has shared rows only; false when this is none. */
        boolean write(SegmentWriter writer, int ordinal) {
            EventLayout layout = generation.sharedLayout(ordinal);
            if (layout == null) {
                return false;
            }
            if (layout != known) {
                known = layout;
                canWait = !layout.columns().contains(ColumnKind.BYTES);
            }
            int count = generation.sharedCount(ordinal);
            if (canWait && count <= SegmentWriter.MAX_SHARED_ROWS) {
                writer.writeStream(ordinal, layout, count, source);
            } else {
                writeAtOnce(writer, ordinal, layout);
            }
            return true;
        }

        private void writeAtOnce(SegmentWriter writer, int ordinal, EventLayout layout) {
            ColumnBatch into = rows;
            if (into == null || into.layout() != layout) {
                into = new ColumnBatch(layout, 0);
                rows = into;
            }
            into.clear();
            one[0] = ordinal;
            reader.copyTo(into, one, 1);
            writer.writeStream(ordinal, into);
        }
    }
}
