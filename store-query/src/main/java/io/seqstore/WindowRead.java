package io.seqstore;

import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.calculate.JoinInput;
import io.seqstore.query.calculate.Page;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.PageRequest;
import io.seqstore.query.request.Slice;
import io.seqstore.query.request.WindowRequest;
import io.seqstore.query.shape.EventRows;
import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events between two indexes (spec 07, 2.6). */
public final class WindowRead extends EventRead {
    private final EventKey start;
    private final EventKey end;
    private BoundaryType startBoundary = BoundaryType.EXACT;
    private BoundaryType endBoundary = BoundaryType.EXACT;
    private boolean reversed;
    private long skip;
    private long count = Long.MAX_VALUE;

    WindowRead(ReadableStream stream, EventKey start, EventKey end) {
        super(stream);
        this.start = start;
        this.end = end;
    }

    /** What is delivered at both ends; {@link BoundaryType#EXACT} unless told otherwise. */
    public WindowRead boundary(BoundaryType boundary) {
        return boundary(boundary, boundary);
    }

    /** What is delivered at either end. */
    public WindowRead boundary(BoundaryType newStartBoundary, BoundaryType newEndBoundary) {
        this.startBoundary = newStartBoundary;
        this.endBoundary = newEndBoundary;
        return this;
    }

    /** Walks towards smaller keys; the start is then the greater index. */
    public WindowRead reversed() {
        this.reversed = true;
        return this;
    }

    /** Passes over so many events first. */
    public WindowRead skip(long newSkip) {
        this.skip = newSkip;
        return this;
    }

    /** Delivers at most so many events; all of them unless told otherwise. */
    public WindowRead count(long newCount) {
        this.count = newCount;
        return this;
    }

    /** Delivers only the events that a filter lets through (spec 09, section 1); calculated and outside events are asked as well. */
    public WindowRead filter(@Nullable String filter) {
        setFilter(filter);
        return this;
    }

    @Override
    public ColumnBatch columns() {
        WindowRequest request = request();
        return run(queries -> queries.window(request));
    }

    /** The events one by one, without limit and without an object for each. Holds a state of the stream until closed. */
    public EventCursor cursor() {
        WindowRequest request = request();
        Direction direction = reversed ? Direction.DESCENDING : Direction.ASCENDING;
        return open(direction, queries -> queries.windowCursor(request));
    }

    /** The window as one stream of a join, on a state of its own, which closing the join lets go of. */
    JoinInput joinInput(boolean limited) {
        if (reversed) {
            throw new InvalidRequestException("The windows of a join cannot be reversed; its rows ascend.");
        }
        WindowRequest request = request();
        return openInput(request, limited);
    }

    private WindowRequest request() {
        return WindowRequest.between(start, end, startBoundary, endBoundary, reversed, new Slice(skip, count));
    }

    /**
     * The first page of the window: at most so many events, ascending; skip, count and direction do not matter. With a filter,
     * a page that is full when no more events may be touched says that it is continued; the next one may be empty then.
     *
     * @throws io.seqstore.types.LimitExceededException when more events than allowed are touched before the page is full
     */
    public EventPage page(long pageCount) {
        return eventPage(pageAfter(pageCount, Optional.empty()));
    }

    /**
     * The page behind an index. Each page is a read of its own, so that events written in between are seen when they lie
     * behind the index; no event is delivered twice.
     *
     * @param pageCount how many events at most
     * @param continuation what the page before said in {@link EventPage#continuation}
     */
    public EventPage page(long pageCount, Object continuation) {
        return eventPage(pageAfter(pageCount, Optional.of(stream.key(continuation))));
    }

    /**
     * A page as columns, with the token for the next one as text.
     *
     * @param pageCount how many events at most
     * @param token what the page before said in {@link Page#token}; empty for the first page
     */
    public Page pageColumns(long pageCount, String token) {
        return pageAfter(pageCount, token.isEmpty() ? Optional.empty() : Optional.of(stream.key(token)));
    }

    private EventPage eventPage(Page page) {
        Optional<Object> continuation = page.continuation().map(stream::keyValue);
        return new EventPage(EventRows.list(page.events()), continuation);
    }

    private Page pageAfter(long pageCount, Optional<EventKey> after) {
        PageRequest request = new PageRequest(new Bounds(start, end, startBoundary, endBoundary), pageCount, after);
        return run(queries -> queries.page(request));
    }

    @Override
    EventCursor walk() {
        return cursor();
    }
}
