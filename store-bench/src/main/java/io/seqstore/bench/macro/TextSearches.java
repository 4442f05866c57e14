package io.seqstore.bench.macro;

import io.seqstore.core.memory.LiveBytes;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Searches of W13 by texts that are no beginnings of ids. Every tenth pump of a plant gets a name, two tags and two
 * metadata values, in which its number is one word among others; a search for one pump finds it in each of the plants.
 */
final class TextSearches {
    private static final int SEARCHES = 20;
    private static final int TENTH = 10;
    private static final double MILLISECOND = 1e6;
    private static final double MEBIBYTE = 1 << 20;
    private static final String NS = Registry.DEFAULT_NAMESPACE;

    private final Registry registry;
    private final Search search;
    private final Samples samples;

    TextSearches(Registry registry, Samples samples) {
        this.registry = registry;
        this.search = new Search(registry);
        this.samples = samples;
    }

    /** A text that no stream has: the first time makes what searches need. */
    void searchForNothing() {
        long memoryBefore = LiveBytes.CATALOG.now();
        long cpuBefore = Stopwatch.threadNanos();
        samples.add("search of all texts, the first", "ms", millisOf("Description:nowhere", 0));
        samples.add(
                "search of all texts, the first, processor", "ms", (Stopwatch.threadNanos() - cpuBefore) / MILLISECOND);
        samples.add("search of all texts", "ms", millisOf("Description:nowhere", 0));
        samples.add("off-heap for searches", "MiB", (LiveBytes.CATALOG.now() - memoryBefore) / MEBIBYTE);
    }

    /**
     * Gives texts to some of the streams.
     *
     * @param plants how many plants there are
     * @param aPlant how many pumps each has; the last one may have more
     */
    void describe(int plants, int aPlant, IntFunction<String> id) {
        for (int plant = 0; plant < plants; plant++) {
            for (int pump = 0; pump < aPlant; pump += TENTH) {
                String streamId = id.apply(plant * aPlant + pump);
                SdsStream stream = registry.stream(NS, streamId).stream();
                registry.createOrUpdateStream(
                        NS,
                        new SdsStream(
                                stream.id(),
                                stream.typeId(),
                                "Temperature of line%06d".formatted(pump),
                                "Measured at the outlet",
                                stream.indexes(),
                                null,
                                null,
                                List.of()));
                registry.streamLabels().setTags(NS, streamId, List.of("crew%06d".formatted(pump), "checked"));
                Map<String, String> metadata = new LinkedHashMap<>();
                metadata.put("maker", "Maker " + pump % TENTH);
                metadata.put("serial", "s-%06d".formatted(pump));
                registry.streamLabels().setMetadata(NS, streamId, metadata);
            }
        }
    }

    /** Searches for the streams of one pump by each of their texts. */
    void searchForOnePump(int plants, int aPlant) {
        int pump = aPlant / 2 / TENTH * TENTH;
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("a word of the name", "line%06d".formatted(pump));
        queries.put("a tag", "Tags:crew%06d".formatted(pump));
        queries.put("metadata", "serial:s-%06d".formatted(pump));
        queries.put("the end of the id", "*%06d-temp".formatted(pump));
        samples.add("search for texts, the first", "ms", millisOf("Tags:nobody", 0));
        queries.forEach((what, query) -> {
            for (int i = 0; i < SEARCHES; i++) {
                long cpuBefore = Stopwatch.threadNanos();
                samples.add("search for " + what, "ms", millisOf(query, plants));
                samples.add(
                        "search for " + what + ", processor",
                        "ms",
                        (Stopwatch.threadNanos() - cpuBefore) / MILLISECOND);
            }
        });
    }

    private double millisOf(String query, int hits) {
        long before = System.nanoTime();
        int found = search.streams(NS, SearchQuery.parse(query), Listing.of(0, Integer.MAX_VALUE))
                .size();
        double millis = (System.nanoTime() - before) / MILLISECOND;
        if (found != hits) {
            throw new WrongAnswerException("seqstore", found + " streams", hits + " for " + query);
        }
        return millis;
    }
}
