package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import org.junit.jupiter.api.Test;

/** What a store says of itself. */
class MetricsTest {
    @Test
    void openReadsAreCountedWhateverStateTheyHold() {
        try (Store store = Store.inMemory(StoreOptions.defaults())) {
            store.registry()
                    .getOrCreateType(
                            Registry.DEFAULT_NAMESPACE,
                            SdsType.object("T").key("K", SdsTypeCode.INT64).build());
            store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("s", "T"));
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "s");
            assertEquals(0, store.metrics().openReads());
            StreamSnapshot old = stream.snapshot();
            ColumnBatch batch = new ColumnBatch(stream.layout(), 1);
            batch.addRow(1);
            stream.insert(batch);
            store.flush();
            StreamSnapshot recent = stream.snapshot();
            assertEquals(2, store.metrics().openReads());
            old.close();
            assertEquals(1, store.metrics().openReads());
            recent.close();
            recent.close();
            assertEquals(0, store.metrics().openReads());
        }
    }
}
