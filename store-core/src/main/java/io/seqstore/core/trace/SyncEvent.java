package io.seqstore.core.trace;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.seqstore.Sync")
@Label("Sync")
@Category("Seqstore")
@Description("A file of the log or of definitions was synced to the device")
@StackTrace(false)
final class SyncEvent extends StoreEvent {
    @Label("Bytes")
    @Description("What was not synced before")
    @DataAmount
    long bytes;

    SyncEvent(String store) {
        super(store);
    }

    @Override
    public Span bytes(long count) {
        bytes = count;
        return this;
    }
}
