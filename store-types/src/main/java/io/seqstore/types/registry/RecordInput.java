package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what {@link RecordOutput} put together. Nothing is believed: a length that is longer than what is left throws
 * {@link IllegalArgumentException} before anything is made of it. Not thread-safe.
 */
final class RecordInput {
    // An array and a place in it: the first opening of a store runs this in the interpreter, for which a buffer is
    // dear.
    private final byte[] bytes;
    private final int end;
    private int at;

    RecordInput(byte[] record, int from, int length) {
        this.bytes = record;
        this.at = from;
        this.end = from + length;
    }

    /** The place of the next byte in the array that is read. */
    int position() {
        return at;
    }

    int unsignedByte() {
        need(Byte.BYTES);
        return bytes[at++] & 0xFF;
    }

    int unsignedShort() {
        need(Short.BYTES);
        int value = shortAt(at);
        at += Short.BYTES;
        return value;
    }

    int integer() {
        need(Integer.BYTES);
        int value = shortAt(at) | (shortAt(at + Short.BYTES) << Short.SIZE);
        at += Integer.BYTES;
        return value;
    }

    long longInteger() {
        need(Long.BYTES);
        long low = Integer.toUnsignedLong(integer());
        return low | ((long) integer() << Integer.SIZE);
    }

    private int shortAt(int place) {
        return (bytes[place] & 0xFF) | ((bytes[place + 1] & 0xFF) << Byte.SIZE);
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
        if (count < 0 || count > left() / leastBytes) {
            throw new IllegalArgumentException(count + " things cannot stand in " + left() + " bytes");
        }
        return count;
    }

    /** One byte of flags, of which only these may be set. */
    int flags(int known) {
        int flags = unsignedByte();
        if ((flags & ~known) != 0) {
            throw new IllegalArgumentException("the flags are " + flags + ", expected at most " + known);
        }
        return flags;
    }

    @Nullable
    SdsInterpolationMode interpolationMode() {
        int number = unsignedByte();
        Optional<SdsInterpolationMode> mode = SdsInterpolationMode.ofNumber(number);
        if (mode.isEmpty() && number != RecordOutput.NO_MODE) {
            throw new IllegalArgumentException("there is no interpolation mode " + number);
        }
        return mode.orElse(null);
    }

    @Nullable
    SdsExtrapolationMode extrapolationMode() {
        int number = unsignedByte();
        Optional<SdsExtrapolationMode> mode = SdsExtrapolationMode.ofNumber(number);
        if (mode.isEmpty() && number != RecordOutput.NO_MODE) {
            throw new IllegalArgumentException("there is no extrapolation mode " + number);
        }
        return mode.orElse(null);
    }

    byte[] bytes(int length) {
        need(length);
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    String characters(int length, boolean narrow) {
        need((long) length * (narrow ? Byte.BYTES : Character.BYTES));
        if (narrow) {
            String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
            at += length;
            return text;
        }
        char[] units = new char[length];
        for (int i = 0; i < length; i++) {
            units[i] = (char) shortAt(at);
            at += Character.BYTES;
        }
        return new String(units);
    }

    /** Goes on behind so many bytes. */
    void skip(int length) {
        need(length);
        at += length;
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
        return at == end;
    }

    /** How many bytes are left. */
    int left() {
        return end - at;
    }

    private void need(long size) {
        if (size < 0 || left() < size) {
            throw new IllegalArgumentException(
                    size + " bytes expected, " + left() + " left", new BufferUnderflowException());
        }
    }
}
