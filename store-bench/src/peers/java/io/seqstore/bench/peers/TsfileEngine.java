package io.seqstore.bench.peers;

import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EngineSession;
import io.seqstore.bench.macro.Workload;
import io.seqstore.bench.macro.WriteMode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Apache TsFile by its table model: one file, written once and read when it is closed, which the first read does. Measurements that
 * were rounded are differences of decimals ({@code TS_2DIFF}, told how many decimals there are), others {@code GORILLA}; states
 * {@code RLE}, all under LZ4. Streams are a tag. Reads take blocks of columns; last events and sums of streams come from the
 * statistics of the file. {@code process} promises nothing before the file is closed; {@code sync}: chunks written and synced
 * a batch.
 */
public final class TsfileEngine extends PeerEngine {
    public TsfileEngine() {
        super("tsfile");
    }

    @Override
    public Optional<String> whyNot(Workload workload, WriteMode mode) {
        return workload == Workload.INGEST_S3 || workload == Workload.LATE_SHUFFLED
                ? Optional.of("it takes no late events")
                : super.whyNot(workload, mode);
    }

    @Override
    public boolean takesLateEvents() {
        return false;
    }

    @Override
    public EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return TsfileSession.create(folder, streams, arrival.decimals(), mode == WriteMode.SYNC);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        return TsfileSession.open(folder, streams);
    }
}
