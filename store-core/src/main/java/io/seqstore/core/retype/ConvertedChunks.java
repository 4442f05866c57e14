package io.seqstore.core.retype;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.retype.SortedRuns.Limits;
import io.seqstore.core.validate.BatchValidator;
import io.seqstore.core.validate.KeyOrder;
import io.seqstore.types.ConflictException;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.registry.StreamTypeChange;
import io.seqstore.types.view.RowMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stream, converted, as many at a time as memory is meant for, each such chunk by ascending key. All events
 * are converted before it is said that two have one key, since an event that cannot be converted counts first (spec 03,
 * section 4). One use, one thread.
 */
final class ConvertedChunks {
    /** Rows between two looks at the memory they take: strings may be long. */
    private static final int SLICE_ROWS = 64;

    private final StreamTypeChange planned;
    private final BatchCursor stored;
    private final RowMapper mapper;
    private final Limits limits;
    private final BatchValidator validator;
    private final ColumnBatch converted;
    private final ColumnBatch sorted;
    private final KeyOrder order = new KeyOrder();
    private ColumnBatch chunk;
    private int from;
    private int to;
    private @Nullable ConflictException repeated;

    /**
     * The chunks of a stream.
     *
     * @param stored its events; drained, not closed
     */
    ConvertedChunks(StreamTypeChange planned, BatchCursor stored, RowMapper mapper, Limits limits) {
        this.planned = planned;
        this.stored = stored;
        this.mapper = mapper;
        this.limits = limits;
        this.validator = new BatchValidator(mapper.target());
        this.converted = new ColumnBatch(mapper.target(), 0);
        this.sorted = new ColumnBatch(mapper.target(), 0);
        this.chunk = converted;
    }

    /**
     * Moves to the next chunk; false at the end.
     *
     * @throws io.seqstore.types.InvalidRequestException when an event cannot be converted
     * @throws ConflictException when two events of a chunk have one key
     */
    boolean advance() {
        while (fill()) {
            validator.check(planned.before().stream().id(), converted);
            if (repeated == null && sort()) {
                return true;
            }
        }
        if (repeated != null) {
            throw repeated;
        }
        return false;
    }

    /** The present chunk: at least one row, keys ascending, each once. Good until the next {@link #advance}. */
    ColumnBatch chunk() {
        return chunk;
    }

    private boolean fill() {
        converted.clear();
        while (hasStored() && !isFull()) {
            int end = Math.min(to, from + Math.min(SLICE_ROWS, limits.chunkRows()));
            mapper.appendAll(stored.batch(), from, end, converted);
            from = end;
        }
        return converted.count() > 0;
    }

    private boolean hasStored() {
        while (from >= to) {
            if (!stored.advance()) {
                return false;
            }
            from = stored.from();
            to = stored.to();
        }
        return true;
    }

    private boolean isFull() {
        if (converted.count() >= limits.chunkRows()) {
            return true;
        }
        long bytes = (long) converted.count() * Long.BYTES * (1 + converted.columnCount());
        for (int i = 0; i < converted.columnCount(); i++) {
            if (converted.count() > 0 && converted.column(i) instanceof BytesColumn column) {
                bytes += column.end(converted.count() - 1);
            }
        }
        return bytes >= limits.chunkBytes();
    }

    /** Brings the rows into order; false when two of them have one key. */
    private boolean sort() {
        if (KeyOrder.isAscending(converted)) {
            chunk = converted;
            return true;
        }
        sorted.clear();
        order.copySorted(converted, sorted);
        chunk = sorted;
        if (sorted.count() < converted.count()) {
            repeated = repeated(planned, converted, order.firstRepeated(converted));
            return false;
        }
        return true;
    }

    /** Two events would have the key of a row. */
    static ConflictException repeated(StreamTypeChange planned, ColumnBatch batch, int row) {
        String streamId = planned.before().stream().id();
        String index = EventConverter.of(batch.layout()).keyToken(batch, row);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("StreamId", streamId);
        parameters.put("StreamViewId", String.valueOf(planned.view().id()));
        parameters.put("Index", index);
        return new ConflictException(
                "Two events would have the same index.",
                "Converted by stream view '" + planned.view().id() + "', more than one event of stream '" + streamId
                        + "' would have the index '" + index + "' of type '"
                        + planned.target().id() + "'.",
                "Remove or change all but one of them, or use a view that keeps the indexes apart.",
                parameters);
    }
}
