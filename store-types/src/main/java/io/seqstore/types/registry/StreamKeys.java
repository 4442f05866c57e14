package io.seqstore.types.registry;

import io.seqstore.types.schema.IdOrder;
import java.util.Arrays;

/**
 * The keys of streams in an index: namespace, a zero byte, id; both folded, so that ids that are equal ignoring case have one
 * key, and no two others have. ASCII takes a byte a character, everything else three; so that keys of one namespace, byte by
 * byte without signs, have the order of the ids. Stateless.
 */
final class StreamKeys {
    private static final int FIRST_NON_ASCII = 0x80;
    private static final int LONGEST = 3;
    private static final int LEAD = 0xE0;
    private static final int CONTINUATION = 0x80;
    private static final int PAYLOAD_BITS = 6;
    private static final int PAYLOAD = 0x3F;

    private StreamKeys() {}

    /** What all keys of a namespace begin with. */
    static byte[] prefix(String namespace) {
        byte[] folded = of(new byte[0], namespace);
        return Arrays.copyOf(folded, folded.length + 1);
    }

    static byte[] of(byte[] prefix, String id) {
        byte[] key = Arrays.copyOf(prefix, prefix.length + id.length());
        for (int i = 0; i < id.length(); i++) {
            char folded = IdOrder.fold(id.charAt(i));
            if (folded >= FIRST_NON_ASCII) {
                return ofAnyCharacters(prefix, id);
            }
            key[prefix.length + i] = (byte) folded;
        }
        return key;
    }

    private static byte[] ofAnyCharacters(byte[] prefix, String id) {
        byte[] key = Arrays.copyOf(prefix, prefix.length + id.length() * LONGEST);
        int at = prefix.length;
        for (int i = 0; i < id.length(); i++) {
            char folded = IdOrder.fold(id.charAt(i));
            if (folded < FIRST_NON_ASCII) {
                key[at++] = (byte) folded;
            } else {
                key[at++] = (byte) (LEAD | (folded >> (2 * PAYLOAD_BITS)));
                key[at++] = (byte) (CONTINUATION | ((folded >> PAYLOAD_BITS) & PAYLOAD));
                key[at++] = (byte) (CONTINUATION | (folded & PAYLOAD));
            }
        }
        return Arrays.copyOf(key, at);
    }
}
