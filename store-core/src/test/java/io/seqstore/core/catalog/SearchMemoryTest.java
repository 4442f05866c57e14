package io.seqstore.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The full-text index of a store stands outside the heap, is counted there, and goes when the store is closed. */
@Timeout(60)
class SearchMemoryTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final SearchQuery LINE_7 = SearchQuery.parse("name:line7");
    /** More than are searched without an index. */
    private static final int STREAMS = 3_000;

    private static Store storeWithStreams() {
        Store store = Store.inMemory(StoreOptions.defaults());
        store.registry()
                .getOrCreateType(
                        NS, SdsType.object("T").key("k", SdsTypeCode.INT32).build());
        List<SdsStream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(new SdsStream(
                    "pump" + i, "T", "Temperature of line" + i % 10, null, List.of(), null, null, List.of()));
        }
        store.registry().getOrCreateStreams(NS, streams);
        return store;
    }

    private static int search(Search search) {
        return search.streams(NS, LINE_7, Listing.of(0, Integer.MAX_VALUE)).size();
    }

    @Test
    void theIndexIsCountedAndGivenBack() {
        long before = LiveBytes.CATALOG.now();
        Search search;
        try (Store store = storeWithStreams()) {
            long definitions = LiveBytes.CATALOG.now();
            search = new Search(store.registry());
            assertEquals(STREAMS / 10, search(search));
            assertTrue(LiveBytes.CATALOG.now() > definitions);
        }
        assertEquals(before, LiveBytes.CATALOG.now());
        assertThrows(UnavailableException.class, () -> search(search));
    }

    @Test
    void searchesWhoseStoreIsClosedAreWholeOrRefused() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            Store store = storeWithStreams();
            Search search = new Search(store.registry());
            List<Integer> found = new ArrayList<>();
            CountDownLatch begun = new CountDownLatch(1);
            AtomicInteger searches = new AtomicInteger();
            Thread searcher = new Thread(() -> {
                begun.countDown();
                try {
                    while (true) {
                        found.add(search(search));
                        searches.incrementAndGet();
                    }
                } catch (UnavailableException closed) {
                    // As it should be.
                }
            });
            searcher.start();
            begun.await();
            // Sometimes while the index is made, sometimes later.
            while (searches.get() < round % 4) {
                Thread.onSpinWait();
            }
            store.close();
            searcher.join();
            assertTrue(found.stream().allMatch(hits -> hits == STREAMS / 10), found.toString());
        }
    }
}
