package io.seqstore.cli.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all commands that put a store to the test can be told. */
public final class TrialOptions {
    @Option(names = "--seed", paramLabel = "S", description = "From which chance comes. Default: another each time")
    private long seed = System.nanoTime() % 1_000_000_000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the store is made: an empty folder, or one that is not there yet. Default: a temporary one")
    private @Nullable Path data;

    /** From which chance comes. */
    public long seed() {
        return seed;
    }

    /** Makes the folder that was named, or a temporary one. */
    public TrialFolder makeFolder() {
        return TrialFolder.of(data);
    }
}
