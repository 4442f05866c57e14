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
import io.seqstore.core.merge.LayerStack;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.types.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            for (int ordinal : generation.ordinals()) {
                Memtable memtable = generation.find(ordinal);
                if (memtable != null && catalog.layout(ordinal).isPresent()) {
                    writeStream(writer, ordinal, memtable, isOldest);
                }
            }
            if (writer.streams() == 0) {
                return Optional.empty();
            }
            writer.finish();
        }
        return Optional.of(Segment.open(files.folder(), identity));
    }

    private static void writeStream(SegmentWriter writer, int ordinal, Memtable memtable, boolean isOldest) {
        Memtable.Snapshot snapshot = memtable.snapshot();
        List<EventLayer> layers = new ArrayList<>();
        if (snapshot.late() != null) {
            layers.add(snapshot.late());
        }
        layers.add(snapshot.main());
        LayerStack stack = new LayerStack(memtable.layout(), layers);
        try (BatchCursor cursor = stack.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            writer.writeStream(ordinal, memtable.layout(), cursor, isOldest ? ErasedRanges.NONE : stack.erased());
        }
    }
}
