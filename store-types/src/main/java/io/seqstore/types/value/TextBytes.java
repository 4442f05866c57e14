package io.seqstore.types.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as UTF-8, with one extension: half of a surrogate pair that stands alone, which UTF-8 cannot express, is written as
 * the three bytes that its number would have. So every string comes back as it was, and ordinary text is ordinary UTF-8.
 */
public final class TextBytes {
    private static final int MAX_BYTES_PER_UNIT = 3;
    private static final int SURROGATE_LEAD = 0xED;
    private static final int FIRST_SURROGATE_TRAIL = 0xA0;

    private TextBytes() {}

    /** The bytes of a text. */
    public static byte[] encode(String text) {
        return hasLoneSurrogate(text) ? encodeUnits(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text of so many bytes. */
    public static String decode(byte[] bytes, int from, int length) {
        return hasSurrogateBytes(bytes, from, length)
                ? decodeUnits(bytes, from, length)
                : new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static byte[] encodeUnits(String text) {
        byte[] out = new byte[Math.multiplyExact(text.length(), MAX_BYTES_PER_UNIT)];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out[at++] = (byte) SURROGATE_LEAD;
                out[at++] = (byte) (0x80 | (point >> 6 & 0x3F));
                out[at++] = (byte) (0x80 | (point & 0x3F));
            } else {
                byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(utf8, 0, out, at, utf8.length);
                at += utf8.length;
            }
        }
        return Arrays.copyOf(out, at);
    }

    private static boolean hasSurrogateBytes(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length - 1; i++) {
            if (isSurrogateAt(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSurrogateAt(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) == SURROGATE_LEAD && (bytes[at + 1] & 0xFF) >= FIRST_SURROGATE_TRAIL;
    }

    private static String decodeUnits(byte[] bytes, int from, int length) {
        StringBuilder out = new StringBuilder(length);
        int end = from + length;
        int run = from;
        for (int i = from; i < end; i++) {
            if (i < end - 2 && isSurrogateAt(bytes, i)) {
                out.append(new String(bytes, run, i - run, StandardCharsets.UTF_8));
                out.append((char) (0xD000 | (bytes[i + 1] & 0x3F) << 6 | (bytes[i + 2] & 0x3F)));
                i += 2;
                run = i + 1;
            }
        }
        return out.append(new String(bytes, run, end - run, StandardCharsets.UTF_8))
                .toString();
    }
}
