package io.seqstore.core.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.seqstore.Flush")
@Label("Flush")
@Category("Seqstore")
@Description("Events in memory were written to a segment")
@StackTrace(false)
final class FlushEvent extends SegmentEvent {
    FlushEvent(String store) {
        super(store);
    }
}
