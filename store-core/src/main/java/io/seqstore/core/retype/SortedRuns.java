package io.seqstore.core.retype;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.StreamTypeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Sorts the events of one stream by way of the disk: chunks that follow one another make a run, which is a segment file; then
 * runs are merged until one is left. Events that come in order are written once. The files are named by no manifest; closing
 * removes those that were not handed over. One thread.
 */
final class SortedRuns implements AutoCloseable {
    private final StoreFiles files;
    private final int ordinal;
    private final EventLayout layout;
    private final Limits limits;
    private final List<Segment> runs = new ArrayList<>();

    /**
     * How much is held in memory.
     *
     * @param chunkRows events that are sorted at once, at most this many and a slice
     * @param chunkBytes or as many as take this much memory
     * @param fanIn runs that are merged at once; of each a block is held
     */
    record Limits(int chunkRows, long chunkBytes, int fanIn) {
        static final Limits USUAL = new Limits(1 << 16, 16L << 20, 64);
    }

    /**
     * No runs yet.
     *
     * @param ordinal the number under which the events are written
     * @param layout their layout
     */
    SortedRuns(StoreFiles files, int ordinal, EventLayout layout, Limits limits) {
        this.files = files;
        this.ordinal = ordinal;
        this.layout = layout;
        this.limits = limits;
    }

    /** Writes all chunks to runs. */
    void write(ConvertedChunks chunks) {
        boolean more = chunks.advance();
        while (more) {
            RunCursor run = new RunCursor(chunks);
            runs.add(write(run));
            more = run.stoppedBeforeNextRun;
        }
    }

    /** How many runs there are. */
    int count() {
        return runs.size();
    }

    /**
     * Merges all runs into one.
     *
     * @param watch put around each merge
     * @param planned for the error
     * @return the segment with all events, which belongs to the caller; empty when there are none
     * @throws io.seqstore.types.ConflictException when two events have one key
     */
    Optional<Segment> merge(UnaryOperator<BatchCursor> watch, StreamTypeChange planned) {
        while (runs.size() > 1) {
            List<Segment> first = runs.subList(0, Math.min(limits.fanIn(), runs.size()));
            List<BatchCursor> cursors = first.stream().map(this::scan).toList();
            Segment merged;
            try (BatchCursor merge = watch.apply(new RunMerge(layout, cursors, planned))) {
                merged = write(merge);
            }
            runs.add(merged);
            // The new run stands behind; those in front that it is made of go.
            List<Segment> old = runs.subList(0, cursors.size());
            old.forEach(SortedRuns::remove);
            old.clear();
        }
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.remove(0));
    }

    private BatchCursor scan(Segment run) {
        return run.layer(ordinal, layout).orElseThrow().scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
    }

    private Segment write(BatchCursor events) {
        FileIdentity identity = files.newFile(FileKind.SEGMENT);
        try (SegmentWriter writer = new SegmentWriter(files.folder(), identity)) {
            writer.writeStream(ordinal, layout, events, ErasedRanges.NONE);
            writer.finish();
        }
        return Segment.open(files.folder(), identity);
    }

    private static void remove(Segment run) {
        run.markObsolete();
        run.users().release();
    }

    @Override
    public void close() {
        runs.forEach(SortedRuns::remove);
        runs.clear();
    }

    /** Hands out chunks, from the present one on, for as long as each begins behind the end of the one before. */
    private static final class RunCursor implements BatchCursor {
        private final ConvertedChunks chunks;
        private boolean begun;
        private boolean stoppedBeforeNextRun;

        RunCursor(ConvertedChunks chunks) {
            this.chunks = chunks;
        }

        @Override
        public boolean advance() {
            if (!begun) {
                begun = true;
                return true;
            }
            ColumnBatch before = chunks.chunk();
            EventKey last = before.eventKey(before.count() - 1);
            if (!chunks.advance()) {
                return false;
            }
            stoppedBeforeNextRun = chunks.chunk().compareKey(0, last) <= 0;
            return !stoppedBeforeNextRun;
        }

        @Override
        public ColumnBatch batch() {
            return chunks.chunk();
        }

        @Override
        public int from() {
            return 0;
        }

        @Override
        public int to() {
            return chunks.chunk().count();
        }

        @Override
        public void close() {
            // The chunks go on in the next run.
        }
    }
}
