package io.seqstore.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Test classes are watched without saying so, and one that leaves a store open is found. */
class LeakCheckTest {
    @Test
    void everyClassIsWatched() {
        assertTrue(LeakCheck.watches(LeakCheckTest.class));
    }

    @Test
    void aStoreThatIsNotClosedIsFound() {
        Map<LiveBytes, Long> before = LeakCheck.live();
        Store store = Store.inMemory(StoreOptions.defaults());
        store.registry()
                .getOrCreateType(
                        "default",
                        SdsType.object("T").key("K", SdsTypeCode.INT64).build());
        store.registry().getOrCreateStream("default", SdsStream.of("s", "T"));
        AssertionError found =
                assertThrows(AssertionError.class, () -> LeakCheck.failIfLeft(LeakCheckTest.class, before));
        assertTrue(found.getMessage().contains("LeakCheckTest leaves memory behind"), found.getMessage());
        store.close();
        LeakCheck.failIfLeft(LeakCheckTest.class, before);
    }
}
