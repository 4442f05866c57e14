package io.seqstore.core.trace;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.seqstore.Flush")
@Label("Flush")
@Category("Seqstore")
@Description("Events in memory were written to a segment")
@StackTrace(false)
final class FlushEvent extends StoreEvent {
    @Label("Streams")
    long streams;

    @Label("Events")
    long events;

    @Label("Bytes")
    @Description("Length of the segment")
    @DataAmount
    long bytes;

    FlushEvent(String store) {
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
