package io.seqstore.types.value;

import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * Scalar values that have no 64-bit form as bytes. Part of the file format.
 *
 * <ul>
 *   <li>String: UTF-8; half a surrogate pair that stands alone is written as three bytes of its own;
 *   <li>Guid: its 16 bytes in the order in which it is written;
 *   <li>Decimal: one byte with the sign in the top bit and the scale 0..28 below, then the magnitude, most significant byte
 *       first, without leading zero bytes (0 to 12 bytes);
 *   <li>Version: its two to four parts, four bytes each, most significant byte first.
 * </ul>
 *
 * <p>Values are of the classes of {@link ScalarValues#javaClass}. Stateless; safe for all threads.
 */
public final class ScalarBytes {
    private static final int NEGATIVE = 0x80;
    private static final int SCALE = 0x7F;
    private static final int GUID_LENGTH = 16;

    private ScalarBytes() {}

    /** The bytes of a value of a String, Guid, Decimal or Version code. */
    public static byte[] encode(SdsTypeCode code, Object value) {
        return switch (code.scalar()) {
            case STRING -> TextBytes.encode((String) value);
            case GUID -> guid((UUID) value);
            case DECIMAL -> decimal((BigDecimal) value);
            case VERSION -> version((SdsVersion) value);
            default -> throw new IllegalArgumentException(code.sdsName() + " is not held as bytes");
        };
    }

    /** The inverse of {@link #encode}, from a part of an array. */
    public static Object decode(SdsTypeCode code, byte[] bytes, int from, int length) {
        return switch (code.scalar()) {
            case STRING -> TextBytes.decode(bytes, from, length);
            case GUID -> guid(ByteBuffer.wrap(bytes, from, length));
            case DECIMAL -> decimal(bytes, from, length);
            case VERSION -> version(ByteBuffer.wrap(bytes, from, length));
            default -> throw new IllegalArgumentException(code.sdsName() + " is not held as bytes");
        };
    }

    private static byte[] guid(UUID value) {
        return ByteBuffer.allocate(GUID_LENGTH)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    private static UUID guid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] decimal(BigDecimal value) {
        byte[] magnitude = value.unscaledValue().abs().toByteArray();
        int zeros = magnitude[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[1 + magnitude.length - zeros];
        bytes[0] = (byte) (value.scale() | (value.signum() < 0 ? NEGATIVE : 0));
        System.arraycopy(magnitude, zeros, bytes, 1, magnitude.length - zeros);
        return bytes;
    }

    private static BigDecimal decimal(byte[] bytes, int from, int length) {
        int signum = (bytes[from] & NEGATIVE) == 0 ? 1 : -1;
        byte[] magnitude = Arrays.copyOfRange(bytes, from + 1, from + length);
        return new BigDecimal(new BigInteger(magnitude.length == 0 ? 0 : signum, magnitude), bytes[from] & SCALE);
    }

    private static byte[] version(SdsVersion value) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 * Integer.BYTES).putInt(value.major()).putInt(value.minor());
        if (value.build() >= 0) {
            bytes.putInt(value.build());
        }
        if (value.revision() >= 0) {
            bytes.putInt(value.revision());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static SdsVersion version(ByteBuffer bytes) {
        int major = bytes.getInt();
        int minor = bytes.getInt();
        int build = bytes.hasRemaining() ? bytes.getInt() : -1;
        return new SdsVersion(major, minor, build, bytes.hasRemaining() ? bytes.getInt() : -1);
    }
}
