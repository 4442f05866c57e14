package io.seqstore.core.trace;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.seqstore.Compaction")
@Label("Compaction")
@Category("Seqstore")
@Description("Segments were merged into one")
@StackTrace(false)
final class CompactionEvent extends StoreEvent {
    @Label("Segments")
    @Description("How many were merged")
    int segments;

    @Label("Streams")
    long streams;

    @Label("Events")
    long events;

    @Label("Bytes")
    @Description("Length of the merged segment; 0 when nothing was left")
    @DataAmount
    long bytes;

    CompactionEvent(String store) {
        super(store);
    }

    @Override
    public Span segments(int count) {
        segments = count;
        return this;
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
