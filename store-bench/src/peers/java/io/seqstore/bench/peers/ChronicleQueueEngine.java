package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.ReadOrder;
import io.seqstore.bench.macro.Workload;
import io.seqstore.bench.macro.WriteMode;
import io.seqstore.catalog.chronicle.JvmFlags;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Chronicle Queue: a message an event, in one file ({@code LARGE_DAILY}, with a clock that stands). {@code process}: mapped memory;
 * {@code sync}: {@code SyncMode.SYNC} and a sync a batch. Keeps the order of arrival only: an event of one stream is found by
 * halving the numbers of messages, the last one of a stream among many by reading backwards, all else by reading from there on.
 * Without telemetry.
 */
public final class ChronicleQueueEngine extends PeerEngine {
    public ChronicleQueueEngine() {
        super("chronicle-queue");
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.all();
    }

    @Override
    public Optional<String> whyNot(Workload workload, WriteMode mode) {
        return workload == Workload.INGEST_S3 || workload == Workload.LATE_SHUFFLED
                ? Optional.of("it keeps the order of arrival: late events cannot be read in order")
                : super.whyNot(workload, mode);
    }

    @Override
    public ReadOrder readOrder() {
        return ReadOrder.ARRIVAL;
    }

    @Override
    public boolean takesLateEvents() {
        return false;
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return open(folder, streams, mode);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new ChronicleQueueSession(folder, streams > 1, mode == WriteMode.SYNC);
    }
}
