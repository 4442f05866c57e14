package io.seqstore.core.trace;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;

/** What the events have at whose end there is a segment. */
abstract class SegmentEvent extends StoreEvent {
    @Label("Streams")
    long streams;

    @Label("Events")
    long events;

    @Label("Bytes")
    @Description("Length of the segment; 0 when nothing was left")
    @DataAmount
    long bytes;

    SegmentEvent(String store) {
        super(store);
    }

    @Override
    public Span streams(long count) {
        streams = count;
        return this;
    }

    @Override
    public Span events(long count) {
        events = count;
        return this;
    }

    @Override
    public Span bytes(long count) {
        bytes = count;
        return this;
    }
}
