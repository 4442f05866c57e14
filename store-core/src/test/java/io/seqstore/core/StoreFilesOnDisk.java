package io.seqstore.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files of a store folder as bytes, the lock file aside, so that tests can compare and damage them. */
final class StoreFilesOnDisk {
    private StoreFilesOnDisk() {}

    static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file) && !name.equals("LOCK")) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }
}
