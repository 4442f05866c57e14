package io.seqstore.core.file;

import io.seqstore.core.memory.SlabPool;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A folder whose files are off-heap memory; gone when it is closed. */
public final class MemoryFolder implements StoreFolder {
    private final SlabPool pool;
    private final ConcurrentSkipListMap<String, MemoryFile> files = new ConcurrentSkipListMap<>();

    /** A folder whose memory comes from a pool of its own, which is closed with it. */
    public MemoryFolder(SlabPool pool) {
        this.pool = pool;
    }

    @Override
    public String describe() {
        return "memory";
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    boolean holds(String name) {
        return files.containsKey(name);
    }

    @Override
    public WritableFile create(String name) {
        MemoryFile file = new MemoryFile(name, pool);
        if (files.putIfAbsent(name, file) != null) {
            throw new IllegalStateException("'" + name + "' is there already");
        }
        return file.writer();
    }

    @Override
    public Optional<WritableFile> goOn(String name) {
        return Optional.ofNullable(files.get(name)).map(MemoryFile::writer);
    }

    @Override
    public ReadableFile open(String name) {
        MemoryFile file = files.get(name);
        if (file == null) {
            throw FileFailures.outside(name, 0, 1, 0);
        }
        return file.reader();
    }

    @Override
    public void rename(String from, String to) {
        MemoryFile file = files.remove(from);
        if (file == null) {
            throw FileFailures.outside(from, 0, 1, 0);
        }
        MemoryFile replaced = files.put(to, file);
        if (replaced != null) {
            replaced.unlink();
        }
    }

    @Override
    public void delete(String name) {
        MemoryFile file = files.remove(name);
        if (file != null) {
            file.unlink();
        }
    }

    @Override
    public void syncNames() {
        // Memory has nothing to sync.
    }

    @Override
    public void close() {
        files.values().forEach(MemoryFile::unlink);
        files.clear();
        pool.close();
    }
}
