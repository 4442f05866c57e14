package io.seqstore.cli.demo;

import io.seqstore.cli.terminal.UserError;
import io.seqstore.core.file.DiskFolder;
import io.seqstore.core.format.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of the demo's store. A file in it says that a demo made it; what does not say so, or holds anything else, is never
 * touched.
 */
final class DemoFolder {
    /** The file that says who made the folder. */
    static final String MARK = "seqstore-demo.txt";

    private static final String MARK_TEXT = """
            Made by 'seqstore demo'.
            The next demo in this folder deletes the store and makes it anew.
            """;
    private static final String LOCK = "LOCK";

    private final Path folder;

    DemoFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder itself. */
    Path path() {
        return folder;
    }

    /**
     * Makes room for a new store: deletes the one that an earlier demo made.
     *
     * @return whether there was one
     * @throws UserError when something else is there
     * @throws io.seqstore.types.UnavailableException when somebody has that store open
     */
    boolean clear() {
        try {
            if (!Files.exists(folder)) {
                return false;
            }
            if (!Files.isDirectory(folder)) {
                throw occupied("is a file");
            }
            List<Path> entries = entries();
            if (entries.isEmpty()) {
                return false;
            }
            refuseForeign(entries);
            // Refuses a store that somebody has open; one that cannot be read any more may go.
            DiskFolder.open(folder, false).close();
            for (Path entry : entries) {
                if (!entry.endsWith(MARK)) {
                    Files.deleteIfExists(entry);
                }
            }
            // Last, so that a clearing that was cut short is known for what it is.
            Files.delete(folder.resolve(MARK));
            return true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void refuseForeign(List<Path> entries) throws IOException {
        Path mark = folder.resolve(MARK);
        if (!Files.isRegularFile(mark) || !Files.readString(mark).equals(MARK_TEXT)) {
            throw occupied("holds " + entries.get(0).getFileName() + " and was not made by a demo");
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            boolean isOurs = name.equals(MARK) || name.equals(LOCK) || FileKind.isStoreFile(name);
            if (!isOurs || Files.isDirectory(entry)) {
                throw occupied("holds " + name + ", which is no part of a demo's store");
            }
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** Leaves the file that says who made the folder. */
    void mark() {
        try {
            Files.writeString(folder.resolve(MARK), MARK_TEXT);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** How many bytes the store's files have. */
    long size() {
        try {
            long size = 0;
            for (Path entry : entries()) {
                size += FileKind.isStoreFile(String.valueOf(entry.getFileName())) ? Files.size(entry) : 0;
            }
            return size;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UserError occupied(String what) {
        return UserError.stopped(
                "The folder is in use for something else.",
                "'" + folder + "' " + what + ".",
                "Name another folder with --store, or remove this one yourself.");
    }

    private UserError failed(IOException e) {
        return UserError.stopped(
                "The folder cannot be used.",
                "'" + folder + "': " + e.getMessage() + ".",
                "Name another folder with --store, or look at the rights of this one.");
    }
}
