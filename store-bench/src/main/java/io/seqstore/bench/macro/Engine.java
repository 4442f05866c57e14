package io.seqstore.bench.macro;

import java.nio.file.Path;

/** An engine that can be measured. Stateless; to add one, write this and an {@link EngineSession}, and list it in Engines. */
public interface Engine {
    /** The name in commands and reports. */
    String name();

    /** Whether the engine can do a workload at all; if not, it has no line in the table. */
    boolean supports(Workload workload, WriteMode mode);

    /** Whether the events of many streams, or late ones, can be read back in the order of their keys. */
    boolean sortsEvents();

    /**
     * Makes a store with its streams in an empty folder, with the engine's best documented settings for these events.
     *
     * @param streams how many streams there are: 0..streams-1
     * @param mode when {@link EngineSession#append} may return
     */
    EngineSession create(Path folder, int streams, WriteMode mode);

    /** Opens a store that was made with the same arguments and closed. */
    EngineSession open(Path folder, int streams, WriteMode mode);
}
