package io.seqstore.core;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import java.util.List;
import java.util.function.Consumer;

/** A folder on a disk that is slow, or lets others run: something is done with the name of the file before each write to it. */
final class PausingFolder implements StoreFolder {
    private final StoreFolder folder;
    private final Consumer<String> beforeWrite;

    PausingFolder(StoreFolder folder, Consumer<String> beforeWrite) {
        this.folder = folder;
        this.beforeWrite = beforeWrite;
    }

    @Override
    public String describe() {
        return folder.describe();
    }

    @Override
    public List<String> list() {
        return folder.list();
    }

    @Override
    public WritableFile create(String name) {
        WritableFile file = folder.create(name);
        return new WritableFile() {
            @Override
            public String name() {
                return file.name();
            }

            @Override
            public void write(long position, byte[] bytes, int from, int length) {
                beforeWrite.accept(name);
                file.write(position, bytes, from, length);
            }

            @Override
            public void force() {
                file.force();
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }

    @Override
    public ReadableFile open(String name) {
        return folder.open(name);
    }

    @Override
    public void rename(String from, String to) {
        folder.rename(from, to);
    }

    @Override
    public void delete(String name) {
        folder.delete(name);
    }

    @Override
    public void syncNames() {
        folder.syncNames();
    }

    @Override
    public void close() {
        folder.close();
    }
}
