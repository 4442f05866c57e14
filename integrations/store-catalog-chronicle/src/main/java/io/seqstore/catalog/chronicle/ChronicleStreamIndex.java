package io.seqstore.catalog.chronicle;

import io.seqstore.core.catalog.CatalogIndexProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.jspecify.annotations.Nullable;

/** An open Chronicle Map from keys to ordinals. Changed by one thread at a time, read by all. */
final class ChronicleStreamIndex implements CatalogIndexProvider.Kept {
    private static final String STATE = ".state";
    private static final String UNFINISHED = ".tmp";
    /** Keys are the ids of namespace and stream; longer ones take the room of several. */
    private static final double AVERAGE_KEY = 40;

    private final Path file;
    private final boolean filled;
    /** Maps that were replaced: somebody may be reading in them until the end. */
    private final List<ChronicleMap<byte[], Integer>> outgrown = new ArrayList<>();

    private volatile ChronicleMap<byte[], Integer> map;
    private int generation;
    private long capacity;
    private long size;
    private @Nullable String state;

    private ChronicleStreamIndex(
            Path file, ChronicleMap<byte[], Integer> map, int generation, long capacity, long size, boolean filled) {
        this.file = file;
        this.map = map;
        this.generation = generation;
        this.capacity = capacity;
        this.size = size;
        this.filled = filled;
    }

    static ChronicleStreamIndex open(Path file, String state, long streams, long room) throws IOException {
        Kept kept = Kept.read(file, state, streams);
        Files.deleteIfExists(stateFile(file));
        removeFiles(file, kept == null ? -1 : kept.generation);
        syncFolder(file);
        if (kept != null) {
            ChronicleMap<byte[], Integer> map = map(generationFile(file, kept.generation), kept.capacity);
            if (map.longSize() == streams) {
                return new ChronicleStreamIndex(file, map, kept.generation, kept.capacity, streams, true);
            }
            map.close();
            removeFiles(file, -1);
        }
        long needed = Math.max(room, Math.addExact(streams, streams / 2));
        return new ChronicleStreamIndex(file, map(file, needed), 0, needed, 0, false);
    }

    /**
     * What the state file says of a map that was kept.
     *
     * @param capacity how many entries it was made for
     * @param generation how often it was replaced by a larger one
     */
    private record Kept(long capacity, int generation) {
        /** Null when there is none of this state. */
        static @Nullable Kept read(Path file, String state, long streams) throws IOException {
            if (state.isEmpty() || !Files.exists(stateFile(file))) {
                return null;
            }
            List<String> lines = Files.readAllLines(stateFile(file), StandardCharsets.ISO_8859_1);
            boolean isOfState = lines.size() == 4
                    && lines.get(0).equals(state)
                    && lines.get(1).equals(Long.toString(streams))
                    && lines.get(2).matches("[1-9][0-9]{0,17}")
                    && lines.get(3).matches("[0-9]{1,4}");
            if (!isOfState) {
                return null;
            }
            Kept kept = new Kept(Long.parseLong(lines.get(2)), Integer.parseInt(lines.get(3)));
            return Files.exists(generationFile(file, kept.generation)) ? kept : null;
        }
    }

    /** Maps are never renamed: the library opens them again by their names. */
    private static Path generationFile(Path file, int generation) {
        return generation == 0 ? file : file.resolveSibling(file.getFileName() + "." + generation);
    }

    /** Removes the files of all generations but one. */
    private static void removeFiles(Path file, int keptGeneration) throws IOException {
        String name = file.getFileName().toString();
        Path kept = generationFile(file, Math.max(0, keptGeneration));
        try (Stream<Path> found = Files.list(file.resolveSibling("."))) {
            for (Path path : found.toList()) {
                String other = path.getFileName().toString();
                boolean isOurs = other.equals(name)
                        || (other.startsWith(name + ".")
                                && other.substring(name.length() + 1).matches("[0-9]+"));
                if (isOurs && (keptGeneration < 0 || !path.getFileName().equals(kept.getFileName()))) {
                    Files.delete(path);
                }
            }
        }
    }

    private static ChronicleMap<byte[], Integer> map(Path file, long entries) throws IOException {
        return ChronicleMapBuilder.of(byte[].class, Integer.class)
                .name("seqstore-streams")
                .averageKeySize(AVERAGE_KEY)
                .entries(entries)
                .createPersistedTo(file.toFile());
    }

    @Override
    public boolean isFilled() {
        return filled;
    }

    @Override
    public int find(byte[] key) {
        Integer ordinal = map.get(key);
        return ordinal == null ? NONE : ordinal;
    }

    @Override
    public void put(byte[] key, int ordinal) {
        if (size >= capacity) {
            grow();
        }
        boolean done = false;
        while (!done) {
            done = tryPut(key, ordinal);
        }
    }

    /** Fails where one part of the map is full before the whole is. */
    private boolean tryPut(byte[] key, int ordinal) {
        try {
            if (map.put(key, ordinal) == null) {
                size++;
            }
            return true;
        } catch (IllegalStateException full) {
            grow();
            return false;
        }
    }

    /** Puts everything into a map for twice as many entries. */
    private void grow() {
        try {
            ChronicleMap<byte[], Integer> before = map;
            capacity = Math.multiplyExact(capacity, 2);
            generation++;
            ChronicleMap<byte[], Integer> after = map(generationFile(file, generation), capacity);
            // Not forEach, which holds a lock of the one map while it waits for one of the other.
            for (Map.Entry<byte[], Integer> entry : before.entrySet()) {
                after.put(entry.getKey(), entry.getValue());
            }
            outgrown.add(before);
            map = after;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(byte[] key) {
        if (map.remove(key) != null) {
            size--;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void keep(String newState) {
        state = newState;
    }

    @Override
    public void close() {
        map.close();
        outgrown.forEach(ChronicleMap::close);
        String present = state;
        if (present != null) {
            try {
                keepFile(present);
            } catch (IOException e) {
                // Without the state the index is made anew: nothing is lost but time.
                System.getLogger(ChronicleStreamIndex.class.getName())
                        .log(System.Logger.Level.INFO, "The index of streams is not kept: " + e);
            }
        }
    }

    /** The state is written when what it speaks of is on the device. */
    private void keepFile(String present) throws IOException {
        try (FileChannel channel = FileChannel.open(generationFile(file, generation), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + STATE + UNFINISHED);
        byte[] text =
                (present + "\n" + size + "\n" + capacity + "\n" + generation + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(unfinished, stateFile(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The state must be gone before the map changes, also after a power failure. */
    private static void syncFolder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path stateFile(Path file) {
        return file.resolveSibling(file.getFileName() + STATE);
    }
}
