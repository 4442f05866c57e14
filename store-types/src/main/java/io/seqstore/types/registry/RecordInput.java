package io.seqstore.types.registry;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what {@link RecordOutput} put together. Nothing is believed: a length that is longer than what is left throws
 * {@link IllegalArgumentException} before anything is made of it. Not thread-safe.
 */
final class RecordInput {
    private final ByteBuffer bytes;

    RecordInput(byte[] record, int from, int length) {
        this.bytes = ByteBuffer.wrap(record, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    int unsignedByte() {
        return left(Byte.BYTES).get() & 0xFF;
    }

    int unsignedShort() {
        return left(Short.BYTES).getShort() & 0xFFFF;
    }

    int integer() {
        return left(Integer.BYTES).getInt();
    }

    long longInteger() {
        return left(Long.BYTES).getLong();
    }

    /** What {@link RecordOutput#putNumber} put. */
    long number() {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += RecordOutput.NUMBER_BITS) {
            int part = unsignedByte();
            bits |= (part & ((1L << RecordOutput.NUMBER_BITS) - 1)) << shift;
            if (part >>> RecordOutput.NUMBER_BITS == 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new IllegalArgumentException("a number has no end");
    }

    /** A number of things, each of which takes at least so many bytes. */
    int count(int leastBytes) {
        int count = integer();
        if (count < 0 || count > bytes.remaining() / leastBytes) {
            throw new IllegalArgumentException(count + " things cannot stand in " + bytes.remaining() + " bytes");
        }
        return count;
    }

    String characters(int length, boolean narrow) {
        ByteBuffer from = left((long) length * (narrow ? Byte.BYTES : Character.BYTES));
        if (narrow) {
            String text =
                    new String(from.array(), from.arrayOffset() + from.position(), length, StandardCharsets.ISO_8859_1);
            from.position(from.position() + length);
            return text;
        }
        char[] units = new char[length];
        for (int i = 0; i < length; i++) {
            units[i] = from.getChar();
        }
        return new String(units);
    }

    @Nullable
    String text() {
        int lengthAndForm = integer();
        if (lengthAndForm == RecordOutput.ABSENT) {
            return null;
        }
        return characters(lengthAndForm >>> 1, (lengthAndForm & 1) == 0);
    }

    String presentText() {
        String text = text();
        if (text == null) {
            throw new IllegalArgumentException("a text is absent");
        }
        return text;
    }

    List<String> texts() {
        int count = count(Integer.BYTES);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(presentText());
        }
        return List.copyOf(texts);
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    private ByteBuffer left(long size) {
        if (size < 0 || bytes.remaining() < size) {
            throw new IllegalArgumentException(
                    size + " bytes expected, " + bytes.remaining() + " left", new BufferUnderflowException());
        }
        return bytes;
    }
}
