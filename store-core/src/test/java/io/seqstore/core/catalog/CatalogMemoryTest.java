package io.seqstore.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Durability;
import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CatalogMemoryTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;

    private static SdsType type() {
        return SdsType.object("Type").key("Time", SdsTypeCode.DATE_TIME).build();
    }

    private static List<SdsStream> streams(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> SdsStream.of("stream" + i, "Type"))
                .toList();
    }

    @Test
    void closingWaitsForThoseInside() throws InterruptedException {
        long before = LiveBytes.CATALOG.now();
        CatalogMemory memory = new CatalogMemory();
        ByteBuffer small = memory.allocate(100);
        ByteBuffer large = memory.allocate(1 << 20);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            assertTrue(memory.enter());
            inside.countDown();
            try {
                mayLeave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertEquals(0, small.getLong(8) + large.getLong(1000));
            left.set(true);
            memory.leave();
        });
        reader.start();
        inside.await();
        Thread closer = new Thread(() -> {
            memory.close();
            assertTrue(left.get());
        });
        closer.start();
        while (memory.enter()) {
            memory.leave();
        }
        assertTrue(LiveBytes.CATALOG.now() > before, "the memory is there while somebody is inside");
        mayLeave.countDown();
        closer.join();
        reader.join();
        memory.close();
        assertFalse(memory.enter());
        assertEquals(before, LiveBytes.CATALOG.now());
    }

    @Test
    void aClosedStoreHasGivenItsDefinitionsBackAndSaysSo() {
        long before = LiveBytes.CATALOG.now();
        Store store = Store.inMemory(StoreOptions.defaults());
        store.registry().getOrCreateType(NS, type());
        store.registry().getOrCreateStreams(NS, streams(0, 1000));
        assertTrue(LiveBytes.CATALOG.now() > before);
        store.close();
        assertEquals(before, LiveBytes.CATALOG.now());
        assertThrows(UnavailableException.class, () -> store.registry().findStream(NS, "stream1"));
        assertThrows(UnavailableException.class, () -> store.registry().getOrCreateStreams(NS, streams(0, 1)));
        assertThrows(UnavailableException.class, () -> store.stream(NS, "stream1"));
    }

    @Test
    void changesOfManyStreamsComeBackThroughLogAndCatalogFiles(@TempDir Path folder) {
        StoreOptions options = StoreOptions.defaults().withDurability(Durability.PROCESS);
        int all = 0;
        // More flushes than there may be catalog files: they are written anew as one on the way.
        for (int life = 0; life < 4; life++) {
            try (Store store = Store.open(folder, options)) {
                assertEquals(all, store.registry().streamCount());
                store.registry().getOrCreateType(NS, type());
                for (int flush = 0; flush < 6; flush++) {
                    store.registry().getOrCreateStreams(NS, streams(all, all + 1500));
                    store.registry().deleteStream(NS, "stream" + all);
                    store.registry().getOrCreateStream(NS, SdsStream.of("stream" + all, "Type"));
                    store.registry().streamLabels().setTags(NS, "stream" + all, List.of("tag"));
                    all += 1500;
                    store.flush();
                }
            }
        }
        try (Store store = Store.open(folder, options)) {
            assertEquals(all, store.registry().referenceCounts(NS, "Type").streams());
            assertEquals(List.of("tag"), store.registry().streamLabels().tags(NS, "STREAM1500"));
            int ordinal = store.registry().stream(NS, "stream7").ordinal();
            assertEquals(
                    "stream7",
                    store.registry().findStream(ordinal).orElseThrow().stream().id());
        }
    }
}
