package io.seqstore.core.codec;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.LittleEndian;

/** Bytes of an array as a file; who reads outside it has not checked where it reads. */
final class BytesFile implements ReadableFile {
    private final byte[] bytes;

    BytesFile(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int getInt(long position) {
        return LittleEndian.getInt(bytes, Math.toIntExact(position));
    }

    @Override
    public long getLong(long position) {
        return LittleEndian.getLong(bytes, Math.toIntExact(position));
    }

    @Override
    public void read(long position, byte[] into, int at, int length) {
        System.arraycopy(bytes, Math.toIntExact(position), into, at, length);
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
