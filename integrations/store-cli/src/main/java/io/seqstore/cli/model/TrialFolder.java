package io.seqstore.cli.model;

import io.seqstore.cli.terminal.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a store is put to the test: a folder that somebody named and keeps, or a temporary one. */
public final class TrialFolder {
    private final Path folder;
    private final boolean temporary;

    private TrialFolder(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * Makes the folder.
     *
     * @param named an empty folder, or one that is not there yet; null for a temporary one
     * @throws UserError when something is in it
     */
    public static TrialFolder of(@Nullable Path named) {
        try {
            if (named == null) {
                return new TrialFolder(Files.createTempDirectory("seqstore-trial"), true);
            }
            Files.createDirectories(named);
            try (Stream<Path> entries = Files.list(named)) {
                if (entries.findAny().isPresent()) {
                    throw UserError.stopped(
                            "The folder is not empty.",
                            "'" + named + "' holds something; a test begins with nothing.",
                            "Name another folder with --data.");
                }
            }
            return new TrialFolder(named, false);
        } catch (IOException e) {
            throw failed(String.valueOf(named), e);
        }
    }

    /** A place of its own in the folder. */
    public Path place(String name) {
        return folder.resolve(name);
    }

    /** Deletes a place and what is in it. */
    public void delete(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw failed(place.toString(), e);
        }
    }

    /** Deletes the folder if nobody named it. */
    public void close() {
        if (temporary) {
            delete(folder);
        }
    }

    private static UserError failed(String place, IOException e) {
        return UserError.stopped(
                "The folder cannot be used.",
                "'" + place + "': " + e.getMessage() + ".",
                "Name another folder with --data, or look at the rights of this one.");
    }
}
