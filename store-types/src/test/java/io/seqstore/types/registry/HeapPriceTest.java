package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.schema.SdsStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A million streams have to fit in little memory: 94 bytes each when this was written, with an id of 30 characters. Here all of
 * it is heap; in an engine all but two bits and four bytes of that lie outside.
 */
class HeapPriceTest {
    private static final int STREAMS = 100_000;
    private static final int MOST_BYTES_PER_STREAM = 130;

    @Test
    void aPlainStreamCostsLittleMoreThanItsId() {
        Registry registry = registryOf(pump());
        long before = usedBytes();
        for (int i = 0; i < STREAMS; i++) {
            // New strings each time, as they come from a parser.
            String id = "plant.unit%03d.pump%06d.level".formatted(i % 1000, i);
            String typeId = new StringBuilder("Pump").toString();
            SdsStream stream =
                    new SdsStream(id, typeId, new StringBuilder(id).toString(), null, List.of(), null, null, List.of());
            registry.getOrCreateStream(NS, stream);
        }
        long perStream = (usedBytes() - before) / STREAMS;
        assertEquals(STREAMS, registry.referenceCounts(NS, "Pump").streams());
        assertTrue(perStream < MOST_BYTES_PER_STREAM, () -> perStream + " bytes per stream");
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
