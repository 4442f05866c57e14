package io.seqstore.core.ingest;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.validate.KeyOrder;

/** Memory for sorting and encoding; one a thread, since writers of many streams take turns on few threads. */
final class WriteScratch {
    private static final ThreadLocal<WriteScratch> OF_THREAD = ThreadLocal.withInitial(WriteScratch::new);

    final KeyOrder order = new KeyOrder();
    final ByteOutput record = new ByteOutput(1 << 14);
    final BlockCodec codec = new BlockCodec();
    final StreamRowsCodec streamRows = new StreamRowsCodec();

    /** Whether this thread is inside a function that rewrites a stream. */
    boolean rewriting;

    private WriteScratch() {}

    /**
     * Whoever rewrites a stream is inside the gate and has the turn of the stream. A write to the same stream would wait for
     * itself; one to another stream for a flush that waits until nobody is inside, or for somebody who has the turns the other
     * way round.
     */
    void failIfRewriting() {
        if (rewriting) {
            throw WriteGate.insideIt();
        }
    }

    static WriteScratch ofThread() {
        return OF_THREAD.get();
    }
}
