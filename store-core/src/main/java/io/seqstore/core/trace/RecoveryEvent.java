package io.seqstore.core.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.seqstore.Recovery")
@Label("Recovery")
@Category("Seqstore")
@Description("A store was opened")
@StackTrace(false)
final class RecoveryEvent extends StoreEvent {
    @Label("Records")
    @Description("Records of the log that were replayed; 0 after the store was closed in peace")
    long records;

    @Label("Streams")
    long streams;

    @Label("Segments")
    int segments;

    RecoveryEvent(String store) {
        super(store);
    }

    @Override
    public Span records(long count) {
        records = count;
        return this;
    }

    @Override
    public Span streams(long count) {
        streams = count;
        return this;
    }

    @Override
    public Span segments(int count) {
        segments = count;
        return this;
    }
}
