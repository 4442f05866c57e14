package io.seqstore.core.file;

import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.ReferenceCount;
import io.seqstore.core.memory.SlabPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder on disk that is only looked at, perhaps beside a process that writes there: takes no lock and leaves every byte
 * as it is. What is made in it lives in memory until it is closed, and what is deleted in it is only hidden.
 *
 * <p>A file that was opened once can be opened again whatever becomes of it on disk. So who has opened all files of a state
 * keeps that state.
 */
public final class ReadOnlyFolder implements StoreFolder {
    private final Path folder;
    private final MemoryFolder made = new MemoryFolder(new SlabPool(new MemoryBudget(Long.MAX_VALUE)));
    private final Map<String, Pinned> pinned = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();

    /** A file on disk that stays mapped for as long as the folder, or anybody else, needs it. */
    private record Pinned(MappedFile file, ReferenceCount users) {
        static Pinned open(Path path) {
            MappedFile file = DiskFolder.open(path);
            return new Pinned(file, new ReferenceCount(file::close));
        }

        ReadableFile reader() {
            users.acquire();
            return new SharedFile(file, users);
        }
    }

    /**
     * One reader's share of a file.
     *
     * @param file the file
     * @param users of whom this reader is one
     */
    private record SharedFile(MappedFile file, ReferenceCount users) implements ReadableFile {
        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public int getInt(long position) {
            return file.getInt(position);
        }

        @Override
        public long getLong(long position) {
            return file.getLong(position);
        }

        @Override
        public @Nullable ByteBuffer piece(long position, int length) {
            return file.piece(position, length);
        }

        @Override
        public int placeInPiece(long position) {
            return file.placeInPiece(position);
        }

        @Override
        public void read(long position, byte[] into, int at, int length) {
            file.read(position, into, at, length);
        }

        @Override
        public boolean isWhole() {
            return file.isWhole();
        }

        @Override
        public void close() {
            users.release();
        }
    }

    private ReadOnlyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks at a folder.
     *
     * @throws io.seqstore.types.NotFoundException when it is missing
     * @throws io.seqstore.types.UnavailableException when the disk refuses
     */
    public static ReadOnlyFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DiskFolder.notFound(folder);
        }
        try {
            return new ReadOnlyFolder(folder.toRealPath());
        } catch (IOException e) {
            throw FileFailures.failed("open", folder.toString(), e);
        }
    }

    @Override
    public String describe() {
        return folder.toString();
    }

    @Override
    public synchronized List<String> list() {
        Collection<String> names = new HashSet<>(DiskFolder.list(folder));
        names.removeAll(hidden);
        names.addAll(made.list());
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(null);
        return sorted;
    }

    @Override
    public WritableFile create(String name) {
        return made.create(name);
    }

    @Override
    public Optional<WritableFile> goOn(String name) {
        return made.goOn(name);
    }

    @Override
    public synchronized ReadableFile open(String name) {
        if (made.holds(name)) {
            return made.open(name);
        }
        if (hidden.contains(name)) {
            throw FileFailures.outside(name, 0, 1, 0);
        }
        return pinned.computeIfAbsent(name, added -> Pinned.open(folder.resolve(added)))
                .reader();
    }

    @Override
    public boolean link(String name, StoreFolder into) {
        return !made.holds(name) && into instanceof DiskFolder other && DiskFolder.link(folder.resolve(name), other);
    }

    @Override
    public synchronized void rename(String from, String to) {
        if (!made.holds(from)) {
            throw new IllegalArgumentException("'" + from + "' was not made here");
        }
        made.rename(from, to);
    }

    @Override
    public synchronized void delete(String name) {
        made.delete(name);
        hidden.add(name);
        unpin(name);
    }

    private void unpin(String name) {
        Pinned file = pinned.remove(name);
        if (file != null) {
            file.users().release();
        }
    }

    @Override
    public void syncNames() {
        // Nothing was made that could outlive the process.
    }

    @Override
    public synchronized void close() {
        List.copyOf(pinned.keySet()).forEach(this::unpin);
        made.close();
    }
}
