package io.seqstore.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyRangeTest {
    /** In order; the last ones differ only behind their first eight bytes, the first ones before. */
    private static final List<EventKey> KEYS = Stream.of("a.", "b.", "pump-001.", "pump-0010.", "pump-002.", "x.")
            .map(text -> EventKey.ofBytes(text.getBytes(StandardCharsets.US_ASCII)))
            .toList();

    @Test
    void holdsTheKeysFromItsFirstToItsLast() {
        for (int from = 0; from < KEYS.size(); from++) {
            for (int to = 0; to < KEYS.size(); to++) {
                KeyRange range = KeyRange.between(KEYS.get(from), KEYS.get(to));
                assertEquals(from > to, range.isEmpty(), from + ".." + to);
                for (int i = 0; i < KEYS.size(); i++) {
                    assertEquals(i >= from && i <= to, range.contains(KEYS.get(i)), i + " in " + from + ".." + to);
                }
            }
        }
    }

    @Test
    void mayBeOpenAtEitherEnd() {
        for (int end = 0; end < KEYS.size(); end++) {
            KeyRange from = KeyRange.from(KEYS.get(end));
            KeyRange to = KeyRange.to(KEYS.get(end));
            KeyRange only = KeyRange.only(KEYS.get(end));
            for (int i = 0; i < KEYS.size(); i++) {
                assertEquals(i >= end, from.contains(KEYS.get(i)));
                assertEquals(i <= end, to.contains(KEYS.get(i)));
                assertEquals(i == end, only.contains(KEYS.get(i)));
                assertTrue(KeyRange.ALL.contains(KEYS.get(i)));
            }
        }
    }

    @Test
    void isTwoLongsForKeysOf64Bits() {
        KeyRange range = KeyRange.between(EventKey.of(-5), EventKey.of(7));
        assertEquals(new KeyRange(-5, 7), range);
        assertFalse(range.hasExactEnds());
        assertTrue(range.contains(-5) && range.contains(7) && !range.contains(8));
        assertTrue(range.contains(EventKey.of(7)) && !range.contains(EventKey.of(-6)));
        assertEquals(new KeyRange(3, 7), range.intersect(KeyRange.from(3)));
        assertTrue(range.overlaps(KeyRange.only(7)) && !range.overlaps(KeyRange.from(8)));
        assertTrue(KeyRange.between(EventKey.of(7), EventKey.of(-5)).isEmpty());
        assertEquals(KeyRange.to(7), KeyRange.to(EventKey.of(7)));
        assertEquals(KeyRange.from(7), KeyRange.from(EventKey.of(7)));
        assertEquals(KeyRange.only(7), KeyRange.only(EventKey.of(7)));
    }

    @Test
    void comparesHeadsFirstThenTails() {
        EventKey plain = EventKey.of(1);
        EventKey longer = EventKey.of(1, new byte[] {0});
        EventKey high = EventKey.of(1, new byte[] {(byte) 0x80});
        assertTrue(plain.compareTo(longer) < 0);
        assertTrue(longer.compareTo(high) < 0);
        assertTrue(high.compareTo(EventKey.of(2)) < 0);
        assertTrue(plain.isHeadOnly());
        assertEquals("1", plain.toString());
        assertFalse(EventKey.of(1, new byte[0]).isHeadOnly());
        assertEquals(
                EventKey.of(1, new byte[0]), EventKey.ofBytes(HexFormat.of().parseHex("8000000000000001")));
        assertEquals(
                EventKey.of(Long.MIN_VALUE + 256, new byte[0]), EventKey.ofBytes(new byte[] {0, 0, 0, 0, 0, 0, 1}));
        assertEquals(EventKey.of(1, new byte[] {0}).hashCode(), longer.hashCode());
        assertEquals("1+80", high.toString());
        byte[] tail = high.tail();
        tail[0] = 0;
        assertEquals(1, high.tailLength());
        assertEquals((byte) 0x80, high.tail()[0]);
    }
}
