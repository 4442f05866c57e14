package io.seqstore.core.ingest;

import com.carrotsearch.hppc.IntArrayList;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.ingest.StreamWriter.WritePath;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.snapshot.StoreState;
import io.seqstore.core.validate.StreamOrder;
import io.seqstore.types.event.ColumnBatch;

/**
 * Writes rows of many streams with one log record. Each stream's rows are written and become visible wholly or not at all;
 * streams become visible one after the other. Safe for all threads.
 */
public final class ManyStreamsWriter {
    private static final int[] NONE = {};

    private final WritePath path;

    public ManyStreamsWriter(WritePath path) {
        this.path = path;
    }

    /**
     * Writes what can be written together. When this throws nothing was written.
     *
     * @return the streams of which nothing was written, because something may be wrong with their rows: the one who writes
     *     them alone is told what
     */
    public int[] put(PutRule rule, StreamRows batch) {
        if (batch.rows().count() == 0) {
            return NONE;
        }
        WriteScratch.ofThread().failIfRewriting();
        path.admission().awaitRoom();
        StreamOrder order = batch.ordered();
        path.gate().enter();
        try {
            StoreState state = path.state().pin();
            try {
                return inTurn(rule, batch, order, state);
            } finally {
                state.users().release();
            }
        } finally {
            path.gate().leave();
        }
    }

    /** Takes the turns of all streams, ascending, so that nobody waits for somebody who waits. */
    private int[] inTurn(PutRule rule, StreamRows batch, StreamOrder order, StoreState state) {
        int[] ordinals = order.ordinals();
        int count = order.rows().count();
        path.turns().takeAll(ordinals, count);
        try {
            if (areNew(rule, batch, order)) {
                write(ordinals, order.rows(), state, true);
                return NONE;
            }
            IntArrayList alone = doubtful(rule, batch, order, state);
            if (alone.isEmpty()) {
                write(ordinals, order.rows(), state, false);
                return NONE;
            }
            writeOthers(order, alone, state);
            return alone.toArray();
        } finally {
            path.turns().giveBackAll(ordinals, count);
        }
    }

    /** Whether all is as with most batches, and nothing has to be looked up: right rows behind all that their streams ever had. */
    private boolean areNew(PutRule rule, StreamRows batch, StreamOrder order) {
        return rule != PutRule.REPLACE
                && (rule == PutRule.UPDATE || !order.hasRepeated())
                && !path.gate().anyStandsStill()
                && path.turns()
                        .areInFrontOf(
                                order.ordinals(),
                                order.rows().keys(),
                                order.rows().count())
                && batch.validator().fits(batch.rows());
    }

    private IntArrayList doubtful(PutRule rule, StreamRows batch, StreamOrder order, StoreState state) {
        IntArrayList doubtful = new IntArrayList(0);
        int[] ordinals = order.ordinals();
        ColumnBatch rows = order.rows();
        // Of the rows as they came: one that is replaced within the batch must be right, too.
        boolean allFit = batch.validator().fits(batch.rows());
        for (int from = 0; from < rows.count(); ) {
            int ordinal = ordinals[from];
            int to = Generation.endOfPart(ordinals, from, rows.count());
            // One whose events are being moved: written alone, its rows wait in front of the gate.
            if (path.gate().standsStill(ordinal)
                    || (!allFit && !batch.validator().fits(batch.rowsOf(ordinal)))
                    || !(isNew(rule, order, from) || followsRule(rule, order, from, to, state))) {
                doubtful.add(ordinal);
            }
            from = to;
        }
        return doubtful;
    }

    /** Whether the rows of a stream that begin here lie behind all that it ever had, which suits every rule but one. */
    private boolean isNew(PutRule rule, StreamOrder order, int from) {
        int ordinal = order.ordinals()[from];
        return rule != PutRule.REPLACE
                && path.turns().isInFrontOf(ordinal, order.rows().key(from))
                && (rule == PutRule.UPDATE || !order.isRepeated(ordinal));
    }

    private boolean followsRule(PutRule rule, StreamOrder order, int from, int to, StoreState state) {
        int ordinal = order.ordinals()[from];
        if (path.turns().isDeleted(ordinal)) {
            return false;
        }
        if (rule == PutRule.UPDATE) {
            return true;
        }
        if (rule == PutRule.REPLACE || order.isRepeated(ordinal)) {
            return false;
        }
        ColumnBatch rows = order.rows();
        if (!path.turns().knowsGreatestHead(ordinal)) {
            path.turns()
                    .learnGreatestHead(
                            ordinal, state.layers(ordinal, rows.layout()).greatestHead());
        }
        long greatest = path.turns().greatestHead(ordinal);
        return rows.key(from) > greatest
                || !new Presences(ordinal, rows.layout(), state).holdsAnyOf(rows, from, to, greatest);
    }

    private void writeOthers(StreamOrder order, IntArrayList without, StoreState state) {
        ColumnBatch rows = order.rows();
        ColumnBatch others = new ColumnBatch(rows.layout(), rows.count());
        int[] ordinals = new int[rows.count()];
        int next = 0;
        for (int row = 0; row < rows.count(); row++) {
            int ordinal = order.ordinals()[row];
            while (next < without.size() && without.get(next) < ordinal) {
                next++;
            }
            if (next == without.size() || without.get(next) != ordinal) {
                ordinals[others.count()] = ordinal;
                others.addCopy(rows, row);
            }
        }
        if (others.count() > 0) {
            write(ordinals, others, state, false);
        }
    }

    private void write(int[] ordinals, ColumnBatch rows, StoreState state, boolean areNew) {
        log(ordinals, rows);
        state.active().putAll(ordinals, rows, rows.layout(), areNew);
        path.turns().raiseGreatestHeads(ordinals, rows.keys(), rows.count());
    }

    private void log(int[] ordinals, ColumnBatch rows) {
        if (!path.log().keepsRecords()) {
            return;
        }
        WriteScratch scratch = WriteScratch.ofThread();
        path.log().begin(scratch.record);
        scratch.streamRows.encode(ordinals, rows, scratch.codec, scratch.record);
        path.log().commit(RecordKind.EVENTS_OF_STREAMS, RecordHeader.NO_STREAM, scratch.record);
    }
}
