package io.seqstore.bench.macro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for the stores of one run of the command, removed with all of them on close. */
final class WorkFolder implements AutoCloseable {
    private final Path root;
    private int made;

    /** A new folder inside a given one, which is made if missing, or in the system's place for such. */
    WorkFolder(@Nullable Path parent) {
        try {
            if (parent == null) {
                root = Files.createTempDirectory("seqstore-bench");
            } else {
                Files.createDirectories(parent);
                root = Files.createTempDirectory(parent, "seqstore-bench");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder. */
    Path fresh() {
        try {
            made++;
            return Files.createDirectory(root.resolve("store-" + made));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of all files in a folder. */
    static long bytes(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .mapToLong(WorkFolder::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            // Removed by its engine in the meantime.
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder with all that is in it. */
    static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        remove(root);
    }
}
