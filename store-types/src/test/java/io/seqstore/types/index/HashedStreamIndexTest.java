package io.seqstore.types.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashedStreamIndexTest {
    private final List<byte[]> keys = new ArrayList<>();
    private final HashedStreamIndex index =
            new HashedStreamIndex(ByteMemory.onHeap(), (ordinal, key) -> Arrays.equals(keys.get(ordinal), key), 7);

    private static byte[] key(int number) {
        return ("key-" + number).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void anEmptyIndexFindsNothing() {
        assertEquals(StreamIndex.NONE, index.find(key(1)));
        index.remove(key(1));
        assertEquals(0, index.size());
    }

    @Test
    void growingAndShrinkingKeepsEveryKeyReachable() {
        SplittableRandom random = new SplittableRandom(11);
        Map<Integer, Integer> model = new HashMap<>();
        for (int step = 0; step < 200_000; step++) {
            int number = random.nextInt(60_000);
            if (random.nextInt(3) > 0) {
                keys.add(key(number));
                index.put(key(number), keys.size() - 1);
                model.put(number, keys.size() - 1);
            } else {
                index.remove(key(number));
                model.remove(number);
            }
        }
        assertEquals(model.size(), index.size());
        for (int number = 0; number < 60_000; number++) {
            assertEquals(model.getOrDefault(number, StreamIndex.NONE), index.find(key(number)), "key " + number);
        }
    }

    @Test
    void aKeyThatOnlyLooksAlikeIsNotFound() {
        HashedStreamIndex blind = new HashedStreamIndex(ByteMemory.onHeap(), (ordinal, key) -> false, 7);
        blind.put(key(1), 0);
        assertEquals(StreamIndex.NONE, blind.find(key(1)));
    }
}
