package io.seqstore.query;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.request.FindRequest;
import io.seqstore.query.request.InterpolatedRequest;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.RangeRequest;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of one state of a stream (spec 07 and 08), as it is stored ({@link Queries}) or converted ({@link
 * ConvertedQueries}). Results are batches in the order of delivery. Keys in requests are always those of the stream. Used by
 * one thread at a time, as the state is.
 */
public sealed interface Reads permits Queries, ConvertedQueries {
    /**
     * The same reads of the events that a filter lets through (spec 09, section 1), which is asked about events as they are
     * stored; calculated events are asked as stored ones are. {@link #first} and {@link #last} are not filtered.
     *
     * @param text the expression; null or blank for none
     * @throws io.seqstore.types.InvalidRequestException when the text is no filter of these events
     */
    Reads where(@Nullable String text);

    /** The stored event with the smallest key: one row, or none when the stream is empty. */
    ColumnBatch first();

    /** The stored event with the greatest key: one row, or none when the stream is empty. */
    ColumnBatch last();

    /** The stored event at or beside a key: one row or none. */
    ColumnBatch find(FindRequest request);

    /**
     * All events that pass the filter, in key order, or in the order of a secondary index that the filter restricts (spec 07,
     * 2.4).
     */
    ColumnBatch filtered(Slice slice);

    /**
     * The same, batch by batch. In key order it is without limit; in that of an index those events are limited that pass, or
     * that the slice reaches to if these are fewer, since sorting holds them.
     */
    BatchCursor filteredCursor(Slice slice);

    /** The events of a range, in its direction. */
    ColumnBatch range(RangeRequest request);

    /** The same, batch by batch and without limit; descending when the range is reversed. */
    BatchCursor rangeCursor(RangeRequest request);

    /** The events of a window, in its direction. */
    ColumnBatch window(WindowRequest request);

    /** The same, batch by batch and without limit; descending when the window is reversed. */
    BatchCursor windowCursor(WindowRequest request);

    /** One page of a window. */
    Page page(PageRequest request);

    /** The events at some keys, stored or calculated. */
    ColumnBatch interpolated(InterpolatedRequest request);

    /** The events that draw the curve of a window. */
    ColumnBatch sampled(SampledRequest request);

    /** The statistics of equal intervals. */
    SummaryTable summaries(SummariesRequest request);
}
