package io.seqstore.types.event;

import io.seqstore.types.EventKey;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarBytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keys of more than 64 bits as bytes that, compared unsigned from the left, stand in the order of the values (spec 03, 7.1).
 * Part of the file format.
 *
 * <p>The parts of a key stand one behind the other, the most significant first. No part is the beginning of another one of
 * its code, so that no key is the beginning of another:
 *
 * <ul>
 *   <li>codes with a 64-bit order: their {@link KeyForm} in eight bytes, high byte first, the sign turned;
 *   <li>String: each UTF-16 code unit by itself in the one to three bytes that UTF-8 has for its number, which keeps the
 *       order of code units; U+0000 is {@code 00 01}; at the end {@code 00 00};
 *   <li>Guid: its 16 bytes as they are printed;
 *   <li>Decimal: one byte of sign and exponent, 13 bytes of significant digits, so that 1.0 and 1.00 are the same. The byte
 *       of a magnitude from 10<sup>e-1</sup> up to 10<sup>e</sup> is 156 + e, and the digits are the magnitude with its
 *       point moved so that 29 digits stand before it. All bits of a negative number are turned; zero is {@code 80 00..00}.
 * </ul>
 *
 * <p>Stateless; safe for all threads.
 */
final class KeyBytes {
    private static final int ZERO_DECIMAL = 0x80;

    /** Added to the exponent of a decimal, which is -27..29. */
    private static final int EXPONENT_BIAS = 156;

    private static final int GUID_BYTES = 16;
    private static final int DECIMAL_DIGITS = 29;
    private static final int DIGIT_BYTES = 13;

    private static final BigInteger[] POWERS_OF_TEN = Stream.iterate(BigInteger.ONE, BigInteger.TEN::multiply)
            .limit(DECIMAL_DIGITS)
            .toArray(BigInteger[]::new);

    private KeyBytes() {}

    /**
     * The key of values of the key properties.
     *
     * @param parts where the key properties live, most significant first
     * @param values one for each, of the class of its code, not null, not NaN and not infinite
     */
    static EventKey keyOf(List<PropertyLayout> parts, List<?> values) {
        Out out = new Out();
        for (int i = 0; i < parts.size(); i++) {
            SdsTypeCode code = parts.get(i).code();
            Object value = values.get(i);
            switch (code) {
                case STRING -> {
                    byte[] text = ScalarBytes.encode(code, value);
                    out.text(text, 0, text.length);
                }
                case GUID -> out.guid(ScalarBytes.encode(code, value), 0);
                case DECIMAL -> out.decimal((BigDecimal) value);
                default -> out.int64(KeyForm.keyOf(code, value));
            }
        }
        return EventKey.ofBytes(Arrays.copyOf(out.bytes, out.length));
    }

    /** Makes the key of a row from the columns of its parts: what {@link #keyOf} makes of their values. */
    static void finishRow(EventLayout layout, ColumnBatch batch, int row) {
        Out out = new Out();
        for (PropertyLayout part : layout.keys()) {
            switch (batch.column(part.column()).kind()) {
                case LONG -> {
                    long slot = batch.longs(part.column())[row];
                    out.int64(part.code() == SdsTypeCode.UINT64 ? KeyForm.ofUnsigned(slot) : slot);
                }
                case DOUBLE -> out.int64(KeyForm.ofDouble(batch.doubles(part.column())[row]));
                case BYTES -> out.fromBytes(part.code(), batch.bytes(part.column()), row);
            }
        }
        batch.keys()[row] = ByteBuffer.wrap(out.bytes).getLong(0) ^ Long.MIN_VALUE;
        int tailLength = Math.max(0, out.length - Long.BYTES);
        batch.bytes(layout.keyTailColumn()).set(row, out.bytes, Long.BYTES, tailLength);
    }

    /**
     * The values of a key, the inverse of {@link #keyOf}. A DateTimeOffset comes with the offset zero, a Decimal with as few
     * decimals as it needs.
     */
    static List<Object> valuesOf(List<PropertyLayout> parts, EventKey key) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + key.tailLength());
        bytes.putLong(key.head() ^ Long.MIN_VALUE).put(key.tail()).flip();
        List<Object> values = new ArrayList<>(parts.size());
        for (PropertyLayout part : parts) {
            values.add(
                    switch (part.code()) {
                        case STRING -> text(bytes);
                        case GUID -> new UUID(bytes.getLong(), bytes.getLong());
                        case DECIMAL -> decimal(bytes);
                        default -> KeyForm.valueOf(part.code(), bytes.getLong() ^ Long.MIN_VALUE);
                    });
        }
        return values;
    }

    private static String text(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        while (true) {
            int lead = bytes.get() & 0xFF;
            if (lead == 0 && bytes.get() == 0) {
                return text.toString();
            }
            if (lead < 0x80) {
                text.append((char) lead);
            } else if (lead < 0xE0) {
                text.append((char) ((lead & 0x1F) << 6 | continuation(bytes)));
            } else {
                text.append((char) ((lead & 0x0F) << 12 | continuation(bytes) << 6 | continuation(bytes)));
            }
        }
    }

    private static int continuation(ByteBuffer bytes) {
        return bytes.get() & 0x3F;
    }

    private static BigDecimal decimal(ByteBuffer bytes) {
        int lead = bytes.get() & 0xFF;
        int turn = lead < ZERO_DECIMAL ? 0xFF : 0;
        byte[] digits = new byte[DIGIT_BYTES];
        bytes.get(digits);
        if (lead == ZERO_DECIMAL) {
            return BigDecimal.ZERO;
        }
        for (int i = 0; i < digits.length; i++) {
            digits[i] ^= (byte) turn;
        }
        int exponent = (lead ^ turn) - EXPONENT_BIAS;
        BigDecimal value = new BigDecimal(new BigInteger(turn == 0 ? 1 : -1, digits), DECIMAL_DIGITS - exponent)
                .stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /** The bytes of a key while they are put together. */
    private static final class Out {
        /** Behind what was put all bytes are zero, as the head of a short key wants them. */
        private byte[] bytes = new byte[64];

        private int length;

        private void put(int lowByte) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) lowByte;
        }

        void guid(byte[] from, int start) {
            for (int i = 0; i < GUID_BYTES; i++) {
                put(from[start + i]);
            }
        }

        /** A key of 64 bits. */
        void int64(long key) {
            long bits = key ^ Long.MIN_VALUE;
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                put((int) (bits >>> shift));
            }
        }

        void fromBytes(SdsTypeCode code, BytesColumn column, int row) {
            switch (code) {
                case STRING -> text(column.bytes(), column.start(row), column.end(row));
                case GUID -> guid(column.bytes(), column.start(row));
                default ->
                    decimal((BigDecimal)
                            ScalarBytes.decode(code, column.bytes(), column.start(row), column.length(row)));
            }
        }

        /** Text as its column holds it: in UTF-8, where pairs of surrogates are one sequence of four bytes. */
        void text(byte[] utf8, int from, int to) {
            for (int i = from; i < to; i++) {
                if ((utf8[i] & 0xF8) == 0xF0) {
                    pair(utf8, i);
                    i += 3;
                } else {
                    put(utf8[i]);
                    if (utf8[i] == 0) {
                        put(1);
                    }
                }
            }
            put(0);
            put(0);
        }

        private void pair(byte[] utf8, int at) {
            int point = (utf8[at] & 0x07) << 18
                    | (utf8[at + 1] & 0x3F) << 12
                    | (utf8[at + 2] & 0x3F) << 6
                    | (utf8[at + 3] & 0x3F);
            surrogate(Character.highSurrogate(point));
            surrogate(Character.lowSurrogate(point));
        }

        private void surrogate(int unit) {
            put(0xE0 | unit >> 12);
            put(0x80 | (unit >> 6 & 0x3F));
            put(0x80 | (unit & 0x3F));
        }

        void decimal(BigDecimal value) {
            if (value.signum() == 0) {
                put(ZERO_DECIMAL);
                digits(BigInteger.ZERO, 0);
                return;
            }
            int turn = value.signum() < 0 ? 0xFF : 0;
            put((EXPONENT_BIAS + value.precision() - value.scale()) ^ turn);
            BigInteger power = POWERS_OF_TEN[DECIMAL_DIGITS - value.precision()];
            digits(value.unscaledValue().abs().multiply(power), turn);
        }

        private void digits(BigInteger digits, int turn) {
            byte[] magnitude = digits.toByteArray();
            for (int i = magnitude.length - DIGIT_BYTES; i < magnitude.length; i++) {
                put((i < 0 ? 0 : magnitude[i]) ^ turn);
            }
        }
    }
}
