package io.seqstore.core;

import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import java.util.function.Consumer;

/** A folder on a disk that is slow, or lets others run: something is done with the name of the file before each write to it. */
final class PausingFolder extends ForwardingFolder {
    private final Consumer<String> beforeWrite;

    PausingFolder(StoreFolder folder, Consumer<String> beforeWrite) {
        super(folder);
        this.beforeWrite = beforeWrite;
    }

    @Override
    public WritableFile create(String name) {
        return new ForwardingFile(super.create(name)) {
            @Override
            public void write(long position, byte[] bytes, int from, int length) {
                beforeWrite.accept(name);
                super.write(position, bytes, from, length);
            }
        };
    }
}
