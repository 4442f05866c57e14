package io.seqstore.core.ingest;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.memory.ByteOutput;
import org.jspecify.annotations.Nullable;

/** Memory for encoding; one a thread, since writers of many streams take turns on few threads. */
final class WriteScratch {
    private static final ThreadLocal<WriteScratch> OF_THREAD = ThreadLocal.withInitial(WriteScratch::new);

    final ByteOutput record = new ByteOutput(1 << 14);
    final BlockCodec codec = new BlockCodec();
    final StreamRowsCodec streamRows = new StreamRowsCodec();

    /** The stream that this thread is rewriting now. */
    @Nullable
    StreamWriter rewriting;

    private WriteScratch() {}

    /** Whoever rewrites a stream has its turn, and would wait for itself. */
    void failIfRewriting(@Nullable StreamWriter stream) {
        if (rewriting != null && (stream == null || stream == rewriting)) {
            throw new IllegalStateException("a function that rewrites a stream must not write to it");
        }
    }

    static WriteScratch ofThread() {
        return OF_THREAD.get();
    }
}
