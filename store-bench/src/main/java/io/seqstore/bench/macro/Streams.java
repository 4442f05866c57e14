package io.seqstore.bench.macro;

import io.seqstore.catalog.chronicle.ChronicleCatalogIndex;
import io.seqstore.catalog.chronicle.JvmFlags;
import io.seqstore.core.Durability;
import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * W13: the registry of a store with very many streams of ten types, with the index in memory and, where the JVM allows it, in
 * Chronicle Map. Streams are made in an order that has nothing to do with their ids.
 */
final class Streams {
    private static final int TYPES = 10;
    private static final int PLANTS = 1000;
    private static final int SEARCHES = 20;
    private static final double MILLISECOND = 1e6;
    private static final double MEBIBYTE = 1 << 20;
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    /** Finds the streams of the last plant. */
    private static final SearchQuery BY_BEGINNING = SearchQuery.parse("Id:plant1*");

    private final BenchOptions options;
    private final WorkFolder work;
    private final int streams;

    Streams(BenchOptions options, WorkFolder work) {
        this.options = options;
        this.work = work;
        this.streams = options.streams();
    }

    void run(Console console) {
        measure("seqstore", false, console);
        if (JvmFlags.missing().isEmpty()) {
            measure("seqstore-chronicle", true, console);
        }
    }

    private void measure(String name, boolean inChronicle, Console console) {
        Samples samples = new Samples(Workload.STREAMS.id(), name);
        for (int run = 0; run < options.runs(); run++) {
            Path folder = work.fresh();
            Durability durability = options.mode() == WriteMode.SYNC ? Durability.SYNC : Durability.PROCESS;
            Path indexFolder = work.fresh();
            StoreOptions storeOptions = StoreOptions.defaults().withDurability(durability);
            if (inChronicle) {
                storeOptions =
                        storeOptions.withCatalogIndex(ChronicleCatalogIndex.in(indexFolder.resolve("streams.index"))
                                .withRoomFor(streams));
            }
            measure(folder, storeOptions, samples);
            // What the file says it holds: blocks of it that were never written take no room on the disk.
            samples.add("files of the index", "MiB", WorkFolder.bytes(indexFolder) / MEBIBYTE);
            WorkFolder.remove(folder);
            WorkFolder.remove(indexFolder);
        }
        samples.reportTo(console);
    }

    private void measure(Path folder, StoreOptions storeOptions, Samples samples) {
        long heapBefore = MemoryUse.heapAfterCollection();
        long directBefore = MemoryUse.direct();
        Store store = Store.open(folder, storeOptions);
        create(store.registry(), samples);
        look(store.registry(), "", samples);
        samples.add("heap", "MiB", (MemoryUse.heapAfterCollection() - heapBefore) / MEBIBYTE);
        samples.add("off-heap", "MiB", (MemoryUse.direct() - directBefore) / MEBIBYTE);
        samples.add("off-heap, definitions and index", "MiB", LiveBytes.CATALOG.now() / MEBIBYTE);
        new TextSearches(store.registry(), samples).searchForNothing();
        long before = System.nanoTime();
        store.close();
        samples.add("close", "ms", (System.nanoTime() - before) / MILLISECOND);
        samples.add("files", "MiB", WorkFolder.bytes(folder) / MEBIBYTE);
        before = System.nanoTime();
        long cpuBefore = Stopwatch.threadNanos();
        try (Store again = Store.open(folder, storeOptions)) {
            samples.add("reopen", "ms", (System.nanoTime() - before) / MILLISECOND);
            samples.add("reopen, processor", "ms", (Stopwatch.threadNanos() - cpuBefore) / MILLISECOND);
            look(again.registry(), ", reopened", samples);
            TextSearches texts = new TextSearches(again.registry(), samples);
            texts.describe(PLANTS, streams / PLANTS, this::id);
            texts.searchForOnePump(PLANTS, streams / PLANTS);
        }
    }

    private void create(Registry registry, Samples samples) {
        for (int type = 0; type < TYPES; type++) {
            registry.getOrCreateType(
                    NS,
                    SdsType.object("Type" + type)
                            .key("Time", SdsTypeCode.DATE_TIME)
                            .property("Value", SdsTypeCode.DOUBLE)
                            .build());
        }
        int[] order = shuffled();
        long nanos = 0;
        long cpuNanos = 0;
        for (int from = 0; from < streams; from += options.batch()) {
            List<SdsStream> batch = new ArrayList<>();
            for (int i = from; i < Math.min(streams, from + options.batch()); i++) {
                batch.add(SdsStream.of(id(order[i]), "Type" + order[i] % TYPES));
            }
            long cpuBefore = Stopwatch.threadNanos();
            long before = System.nanoTime();
            registry.getOrCreateStreams(NS, batch)
                    .forEach(outcome ->
                            check(outcome.orThrow() instanceof GetOrCreate.Created, outcome, "a new stream"));
            nanos += System.nanoTime() - before;
            cpuNanos += Stopwatch.threadNanos() - cpuBefore;
        }
        samples.add("create", "streams/s", streams * 1e9 / nanos);
        samples.add("create, processor", "ns/stream", (double) cpuNanos / streams);
    }

    private void look(Registry registry, String when, Samples samples) {
        SplittableRandom random = new SplittableRandom(1);
        // Made before, so that making ids is not measured.
        String[] ids = random.ints(1 << 16, 0, streams).mapToObj(this::id).toArray(String[]::new);
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            Stopwatch.Price price = Stopwatch.priceOf(
                    i -> check(
                            registry.findStream(NS, ids[i & (ids.length - 1)]).isPresent(), "nothing", "a stream"),
                    options.sampleMillis());
            if (warmUp == 1) {
                samples.add("lookup" + when, "ns", price.wallNanos());
                samples.add("lookup, processor" + when, "ns", price.cpuNanos());
            }
        }
        Search search = new Search(registry);
        for (int i = 0; i < SEARCHES; i++) {
            long cpuBefore = Stopwatch.threadNanos();
            long before = System.nanoTime();
            int found = search.streams(NS, BY_BEGINNING, Listing.of(0, 1000)).size();
            double millis = (System.nanoTime() - before) / MILLISECOND;
            check(
                    found == Math.min(1000, streams - (PLANTS - 1) * (streams / PLANTS)),
                    found + " streams",
                    "those of one plant");
            samples.add((i == 0 ? "search, the first" : "search") + when, "ms", millis);
            if (i > 0) {
                samples.add("search, processor" + when, "ms", (Stopwatch.threadNanos() - cpuBefore) / MILLISECOND);
            }
        }
    }

    private int[] shuffled() {
        int[] order = new int[streams];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < streams; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private String id(int stream) {
        int aPlant = streams / PLANTS;
        int plant = Math.min(PLANTS, stream / aPlant + 1);
        return "plant%04d-pump-%06d-temp".formatted(plant, stream - (plant - 1) * aPlant);
    }

    private static void check(boolean right, Object found, String expected) {
        if (!right) {
            throw new WrongAnswerException("seqstore", found, expected);
        }
    }
}
