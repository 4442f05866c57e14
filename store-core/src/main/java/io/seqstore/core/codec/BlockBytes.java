package io.seqstore.core.codec;

import io.seqstore.core.file.ReadableFile;
import org.jspecify.annotations.Nullable;

/**
 * The body of a block where it stands in its file, for reading single values without a copy. Offsets are from the beginning
 * of the body; whoever reads outside is told that the bytes are malformed. The file must have {@link
 * io.seqstore.core.memory.ByteOutput#SLACK} bytes behind the body. Reused; one thread.
 */
final class BlockBytes {
    private @Nullable ReadableFile file;
    private long base;
    private int length;
    private long number;

    void wrap(ReadableFile newFile, long newBase, int newLength) {
        file = newFile;
        base = newBase;
        length = newLength;
        number = 0;
    }

    /** The number that it has for {@link DecodedStretches}; 0 when it has none yet. */
    long number() {
        return number;
    }

    void setNumber(long newNumber) {
        number = newNumber;
    }

    int length() {
        return length;
    }

    /** A byte, read as signed. */
    int getByte(int at) {
        return (byte) getInt(at);
    }

    /** Two bytes, read as unsigned. */
    int getShort(int at) {
        return getInt(at) & 0xFFFF;
    }

    int getInt(int at) {
        check(at);
        return file().getInt(base + at);
    }

    long getLong(int at) {
        check(at);
        return file().getLong(base + at);
    }

    /** Makes sure that some bytes are within the block, before room is made for them. */
    void checkHolds(int at, int count) {
        if (at < 0 || count < 0 || count > length - at) {
            throw outside(at);
        }
    }

    void read(int at, byte[] into, int count) {
        checkHolds(at, count);
        file().read(base + at, into, 0, count);
    }

    private ReadableFile file() {
        ReadableFile wrapped = file;
        if (wrapped == null) {
            throw new IllegalStateException("stands on no block");
        }
        return wrapped;
    }

    private void check(int at) {
        if (at < 0 || at > length) {
            throw outside(at);
        }
    }

    private MalformedBytesException outside(int at) {
        return new MalformedBytesException("a section points to " + at + " in a block of " + length + " bytes");
    }
}
