package io.seqstore.server.request;

import io.seqstore.server.problem.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text to text and back. */
public final class PercentText {
    private static final String UNRESERVED = "-._~";
    private static final int HEX = 16;

    private PercentText() {}

    /** The text of one segment of a path. */
    static String decodeSegment(String raw) {
        return decode(raw, false);
    }

    /** The text of a name or value in a query, in which a plus sign is a blank. */
    static String decodeQuery(String raw) {
        return decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsBlank) {
        if (raw.indexOf('%') < 0) {
            return plusIsBlank ? raw.replace('+', ' ') : raw;
        }
        byte[] given = raw.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[given.length];
        int count = 0;
        for (int i = 0; i < given.length; i++) {
            if (given[i] == '%') {
                bytes[count++] = (byte) octet(given, i + 1, raw);
                i += 2;
            } else {
                bytes[count++] = plusIsBlank && given[i] == '+' ? (byte) ' ' : given[i];
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, count))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problems.invalid("'" + shortened(raw) + "' in the URL is not percent-encoded UTF-8.");
        }
    }

    private static int octet(byte[] given, int at, String raw) {
        int high = at + 1 < given.length ? Character.digit((char) given[at], HEX) : -1;
        int low = high >= 0 ? Character.digit((char) given[at + 1], HEX) : -1;
        if (low < 0) {
            throw Problems.invalid("A '%' in '" + shortened(raw) + "' in the URL is not followed by two hex digits.");
        }
        return high * HEX + low;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** A text as one segment of a path. */
    public static String encodeSegment(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= '0' && octet <= '9')
                    || UNRESERVED.indexOf(octet) >= 0;
            if (plain) {
                out.append((char) octet);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit((octet >> 4) & 0xF, HEX)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 0xF, HEX)));
            }
        }
        return out.toString();
    }
}
