package io.seqstore.bench.macro;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is not measured although it could be, so that a run ends in bounded time. It is told in the report all the same.
 *
 * @param pairs of an engine and a workload, {@code sqlite:size}, sorted
 * @param limit after which an engine that has a JVM of its own is ended; zero for never
 */
record LeftOut(Set<String> pairs, Duration limit) {
    /** Leaves out nothing. */
    static final LeftOut NOTHING = new LeftOut(Set.of(), Duration.ZERO);

    private static final String SEPARATOR = ":";

    LeftOut {
        pairs = new TreeSet<>(pairs);
    }

    /** Reads comma-separated pairs; complains of engines and workloads that there are not. */
    static Set<String> pairs(String text) {
        Set<String> pairs = new TreeSet<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.split(SEPARATOR, -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "--skip needs pairs like sqlite" + SEPARATOR + "size, found '" + pair + "'");
            }
            pairs.add(pair(Engines.of(parts[0]), Workload.of(parts[1])));
        }
        return pairs;
    }

    private static String pair(Engine engine, Workload workload) {
        return engine.name() + SEPARATOR + workload.id();
    }

    /** Why a workload is left out, if it is. */
    Optional<String> reason(Workload workload, Engine engine) {
        return pairs.contains(pair(engine, workload)) ? Optional.of("left out by --skip") : Optional.empty();
    }

    /** As on a command line; empty when nothing is left out. */
    String text() {
        return String.join(",", pairs);
    }

    /** These and more. */
    LeftOut and(Set<String> morePairs) {
        Set<String> all = new TreeSet<>(pairs);
        all.addAll(morePairs);
        return new LeftOut(all, limit);
    }

    LeftOut withLimit(Duration newLimit) {
        return new LeftOut(pairs, newLimit);
    }
}
