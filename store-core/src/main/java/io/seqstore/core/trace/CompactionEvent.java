package io.seqstore.core.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.seqstore.Compaction")
@Label("Compaction")
@Category("Seqstore")
@Description("Segments were merged into one")
@StackTrace(false)
final class CompactionEvent extends SegmentEvent {
    @Label("Segments")
    @Description("How many were merged")
    int segments;

    CompactionEvent(String store) {
        super(store);
    }

    @Override
    public Span segments(int count) {
        segments = count;
        return this;
    }
}
