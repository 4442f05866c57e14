package io.seqstore.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An empty file that says that events of a store came late: who opens it has to know. */
final class LateMark {
    private static final String FILE = "late";

    private LateMark() {}

    static void set(Path folder, boolean late) {
        try {
            if (late) {
                Files.createFile(folder.resolve(FILE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isSet(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }
}
