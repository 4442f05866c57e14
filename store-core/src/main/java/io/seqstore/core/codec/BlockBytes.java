package io.seqstore.core.codec;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;
import java.nio.ByteBuffer;
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

    /** Where the body and what may be read behind it stand in one piece, if they do. */
    private @Nullable ByteBuffer piece;

    /** Where the body begins in that piece. */
    private int begin;

    void wrap(ReadableFile newFile, long newBase, int newLength) {
        file = newFile;
        base = newBase;
        length = newLength;
        piece = newFile.piece(newBase, newLength + ByteOutput.SLACK);
        begin = newFile.placeInPiece(newBase);
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
        ByteBuffer bytes = piece;
        return bytes == null ? file().getInt(base + at) : bytes.getInt(begin + at);
    }

    long getLong(int at) {
        check(at);
        ByteBuffer bytes = piece;
        return bytes == null ? file().getLong(base + at) : bytes.getLong(begin + at);
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
