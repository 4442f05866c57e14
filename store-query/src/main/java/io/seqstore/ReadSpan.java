package io.seqstore;

import io.seqstore.core.Stream;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.trace.Span;
import io.seqstore.query.calculate.CountedSource;
import org.jspecify.annotations.Nullable;

/** What a recording is told of one read, from its begin until its answer is there or its cursor is closed. */
final class ReadSpan {
    private final Span span;
    private @Nullable CountedSource counted;
    private boolean isDone;

    private ReadSpan(Span span) {
        this.span = span;
    }

    static ReadSpan begin(Stream stream) {
        return new ReadSpan(stream.beginRead());
    }

    /** The same state; one that counts, where there is a recording. */
    @SuppressWarnings("ReferenceEquality") // There is one span that is none.
    EventSource watch(EventSource state) {
        if (span == Span.NONE) {
            return state;
        }
        CountedSource watched = new CountedSource(state);
        counted = watched;
        return watched;
    }

    /** Ends the read. A second call does nothing. */
    void done() {
        if (!isDone) {
            isDone = true;
            span.events(counted == null ? 0 : counted.events()).done();
        }
    }
}
