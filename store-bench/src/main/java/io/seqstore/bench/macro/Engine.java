package io.seqstore.bench.macro;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An engine that can be measured. Stateless; to add one, write this and an {@link EngineSession}, and name it in
 * {@code META-INF/services}: {@link java.util.ServiceLoader} finds it.
 */
public interface Engine {
    /** The name in commands and reports. */
    String name();

    /** Its version; empty for what is built here. */
    default String version() {
        return "";
    }

    /** What its JVM must be started with, a flag each, such as {@code --add-opens=java.base/java.nio=ALL-UNNAMED}. */
    default List<String> jvmFlags() {
        return List.of();
    }

    /** Why the engine cannot do a workload, in words for the report; empty when it can. */
    Optional<String> whyNot(Workload workload, WriteMode mode);

    /** How events can be read back when they came in turn over many streams, or late. */
    ReadOrder readOrder();

    /** Whether events may come behind others of their stream that have greater keys. */
    default boolean takesLateEvents() {
        return true;
    }

    /**
     * Makes a store with its streams in an empty folder, with the engine's best documented settings for these events.
     *
     * @param streams how many streams there are: 0..streams-1
     * @param mode when {@link EngineSession#append} may return
     */
    EngineSession create(Path folder, int streams, WriteMode mode);

    /**
     * The same, for an engine that has to know beforehand what will come.
     *
     * @param arrival how many events, and whether some are late
     */
    default EngineSession create(Path folder, int streams, WriteMode mode, Arrival arrival) {
        return create(folder, streams, mode);
    }

    /** Opens a store that was made with the same arguments and closed. */
    EngineSession open(Path folder, int streams, WriteMode mode);
}
