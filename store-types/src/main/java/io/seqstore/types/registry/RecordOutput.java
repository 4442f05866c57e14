package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bytes of a record together: numbers least significant byte first, texts as their length and one byte a character
 * where that is enough, else two. Not thread-safe.
 */
final class RecordOutput {
    private static final int LARGEST_NARROW = 0xFF;

    /** Bits of a number in one byte. */
    static final int NUMBER_BITS = 7;

    /** In place of the length of a text that is absent. */
    static final int ABSENT = -1;

    /** In place of the number of a mode that is absent. */
    static final int NO_MODE = 0xFF;

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 8).order(ByteOrder.LITTLE_ENDIAN);

    static boolean isNarrow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LARGEST_NARROW) {
                return false;
            }
        }
        return true;
    }

    void putByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void putShort(int value) {
        room(Short.BYTES).putShort((short) value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /**
     * A number in as few bytes as it needs: seven bits a byte, least significant first, the top bit of a byte says that more
     * follow; small negative numbers are short, too.
     */
    void putNumber(long value) {
        long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
        while (rest >>> NUMBER_BITS != 0) {
            putByte((int) rest | (1 << NUMBER_BITS));
            rest >>>= NUMBER_BITS;
        }
        putByte((int) rest);
    }

    void putMode(@Nullable SdsInterpolationMode mode) {
        putByte(mode == null ? NO_MODE : mode.number());
    }

    void putMode(@Nullable SdsExtrapolationMode mode) {
        putByte(mode == null ? NO_MODE : mode.number());
    }

    void putBytes(byte[] values) {
        room(values.length).put(values);
    }

    /** The characters alone. */
    void putCharacters(String text, boolean narrow) {
        ByteBuffer into = room(Math.multiplyExact(text.length(), narrow ? Byte.BYTES : Character.BYTES));
        for (int i = 0; i < text.length(); i++) {
            if (narrow) {
                into.put((byte) text.charAt(i));
            } else {
                into.putChar(text.charAt(i));
            }
        }
    }

    /** Length and characters; {@link RecordInput#text} reads them. */
    void putText(@Nullable String text) {
        if (text == null) {
            putInt(ABSENT);
            return;
        }
        boolean narrow = isNarrow(text);
        putInt(Math.multiplyExact(text.length(), 2) | (narrow ? 0 : 1));
        putCharacters(text, narrow);
    }

    void putTexts(Collection<String> texts) {
        putInt(texts.size());
        texts.forEach(this::putText);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int length = Math.addExact(bytes.position(), more);
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(length, bytes.capacity() * 2L));
            bytes = ByteBuffer.allocate(capacity)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.array(), 0, bytes.position());
        }
        return bytes;
    }
}
