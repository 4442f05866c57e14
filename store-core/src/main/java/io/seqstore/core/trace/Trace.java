package io.seqstore.core.trace;

import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;

/**
 * Begins spans. A class of an event initialises the whole recorder when it is first used, which takes longer than opening a
 * store; so none is used before somebody has started a recording, which one volatile load tells. Safe for all threads.
 */
public final class Trace {
    /** A runtime image need not have the module. */
    private static final boolean HAS_RECORDER =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Trace() {}

    private static boolean isOn() {
        return HAS_RECORDER && FlightRecorder.isInitialized();
    }

    /**
     * Events in memory are written to a segment.
     *
     * @param store the folder of the store
     */
    public static Span flush(String store) {
        return isOn() ? new FlushEvent(store) : Span.NONE;
    }

    /**
     * Segments are merged.
     *
     * @param store the folder of the store
     */
    public static Span compaction(String store) {
        return isOn() ? new CompactionEvent(store) : Span.NONE;
    }

    /**
     * A store is opened.
     *
     * @param store the folder of the store
     */
    public static Span recovery(String store) {
        return isOn() ? new RecoveryEvent(store) : Span.NONE;
    }

    /**
     * A file of the log or of definitions is synced to the device.
     *
     * @param store the folder of the store
     */
    public static Span sync(String store) {
        return isOn() ? new SyncEvent(store) : Span.NONE;
    }

    /**
     * A stream is read; recorded when it takes longer than the threshold of the recording.
     *
     * @param store the folder of the store
     * @param namespace the namespace of the stream
     * @param streamId the id of the stream
     */
    public static Span read(Supplier<String> store, String namespace, String streamId) {
        return isOn() ? new SlowReadEvent(store.get(), namespace + "/" + streamId) : Span.NONE;
    }
}
