package io.seqstore.core;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import java.util.List;
import java.util.Optional;

/** A folder that is another one but for what a subclass does besides. */
abstract class ForwardingFolder implements StoreFolder {
    private final StoreFolder folder;

    ForwardingFolder(StoreFolder folder) {
        this.folder = folder;
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
        return folder.create(name);
    }

    @Override
    public Optional<WritableFile> goOn(String name) {
        return folder.goOn(name);
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

    /** A file that is another one but for what a subclass does besides. */
    abstract static class ForwardingFile implements WritableFile {
        private final WritableFile file;

        ForwardingFile(WritableFile file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public void write(long position, byte[] bytes, int from, int length) {
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
    }
}
