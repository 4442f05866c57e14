package io.seqstore.core.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

@Name("io.seqstore.SlowRead")
@Label("Slow Read")
@Category("Seqstore")
@Description("A query was answered, or a cursor was open, for long")
@Threshold("100 ms")
@StackTrace(false)
final class SlowReadEvent extends StoreEvent {
    @Label("Stream")
    final String stream;

    @Label("Events")
    @Description("Stored events that were gone through; not those that statistics of blocks answered for")
    long events;

    SlowReadEvent(String store, String stream) {
        super(store);
        this.stream = stream;
    }

    @Override
    public Span events(long count) {
        events = count;
        return this;
    }
}
