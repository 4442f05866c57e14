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
 * Chronicle Map: one map from stream and time to the event, one from stream to its last event, both in files and made for as many
 * entries as will come; keys and values of constant size, arrays used again. No sync, no order, no ranges. Without telemetry.
 */
public final class ChronicleMapEngine extends PeerEngine {
    public ChronicleMapEngine() {
        super("chronicle-map");
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.all();
    }

    @Override
    public Optional<String> whyNot(Workload workload, WriteMode mode) {
        if (mode == WriteMode.SYNC) {
            return Optional.of("it has no sync");
        }
        return switch (workload) {
            case READBACK, WINDOW, INTERPOLATE, SUMMARIES, SUMMARIES_WINDOW, SAMPLED, LATE_SHUFFLED, REAL ->
                Optional.of("a hash map has no order and no ranges");
            default -> super.whyNot(workload, mode);
        };
    }

    @Override
    public ReadOrder readOrder() {
        return ReadOrder.NONE;
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return new ChronicleMapSession(folder, streams, arrival.events());
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return new ChronicleMapSession(folder, streams, 1);
    }
}
