package io.seqstore.bench.micro;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a benchmark got through; divided by the time by JMH: events and bytes per second, and their ratio is bytes per event. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Volume {
    /** Events so far. */
    public long events;

    /** Encoded bytes so far. */
    public long bytes;

    void add(int moreEvents, int moreBytes) {
        events += moreEvents;
        bytes += moreBytes;
    }
}
