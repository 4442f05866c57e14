package io.seqstore.bench.macro;

import io.seqstore.core.Durability;
import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Seqstore with its default options, but for the durability. */
final class SeqstoreEngine implements Engine {
    private static final String TYPE_ID = "Reading";
    private static final SdsType TYPE = SdsType.object(TYPE_ID)
            .key("Time", SdsTypeCode.DATE_TIME)
            .property("State", SdsTypeCode.INT32)
            .property("Measurement", SdsTypeCode.DOUBLE)
            .build();

    private static final Set<Workload> ON_DISK = EnumSet.of(
            Workload.SIZE,
            Workload.OPEN,
            Workload.STREAMS,
            Workload.LATE_SHUFFLED,
            Workload.REAL,
            Workload.INGEST_WRITERS);

    @Override
    public String name() {
        return "seqstore";
    }

    @Override
    public Optional<String> whyNot(Workload workload, WriteMode mode) {
        return mode == WriteMode.MEMORY_STORE && ON_DISK.contains(workload)
                ? Optional.of("it is about what is on disk")
                : Optional.empty();
    }

    @Override
    public ReadOrder readOrder() {
        return ReadOrder.KEYS;
    }

    @Override
    public SeqstoreSession create(Path folder, int streams, WriteMode mode) {
        StoreOptions options = StoreOptions.defaults();
        Store store =
                switch (mode) {
                    case MEMORY_STORE -> Store.inMemory(options);
                    case SYNC -> Store.open(folder, options.withDurability(Durability.SYNC));
                    case PROCESS -> Store.open(folder, options.withDurability(Durability.PROCESS));
                };
        Registry registry = store.registry();
        registry.getOrCreateType(Registry.DEFAULT_NAMESPACE, TYPE);
        for (int i = 0; i < streams; i++) {
            registry.getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of(SeqstoreSession.streamId(i), TYPE_ID));
        }
        return new SeqstoreSession(store, streams);
    }

    @Override
    public EngineSession open(Path folder, int streams, WriteMode mode) {
        Durability durability = mode == WriteMode.SYNC ? Durability.SYNC : Durability.PROCESS;
        return new SeqstoreSession(Store.open(folder, StoreOptions.defaults().withDurability(durability)), streams);
    }
}
