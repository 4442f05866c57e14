package io.seqstore.core.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventLayer.Presence;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are found wherever they stand and in whatever order they are asked for. */
class KeyFinderTest {
    private static final EventLayout LAYOUT = EventLayout.of(SdsType.object("Pump")
            .key("Time", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.INT64)
            .build());

    private final SlabPool pool = new SlabPool(new MemoryBudget(1 << 24));
    private final Generation generation = new Generation(pool);
    private final Memtable memtable = generation.forWriting(0, LAYOUT);

    @AfterEach
    void giveBack() {
        generation.users().release();
        pool.close();
    }

    private void put(long... keys) {
        ColumnBatch batch = new ColumnBatch(LAYOUT, keys.length);
        System.arraycopy(keys, 0, batch.keys(), 0, keys.length);
        batch.setCount(keys.length);
        memtable.put(batch);
    }

    private Presence find(long key) {
        return memtable.finder().find(EventKey.of(key));
    }

    @Test
    void nothingIsKnownOfKeysThatNeverCame() {
        assertEquals(Presence.UNKNOWN, find(5));
        put(5);
        assertEquals(Presence.UNKNOWN, find(4));
        assertEquals(Presence.HELD, find(5));
        assertEquals(Presence.UNKNOWN, find(6));
    }

    @Test
    void lateKeysAreHeldAndErasedOnesAreNot() {
        put(10, 20, 30);
        put(15);
        assertEquals(Presence.HELD, find(15));
        memtable.erase(ErasedRanges.ofKeys(List.of(EventKey.of(15), EventKey.of(20), EventKey.of(25))));
        for (long erased : new long[] {15, 20, 25}) {
            assertEquals(Presence.ERASED, find(erased), "key " + erased);
        }
        assertEquals(Presence.HELD, find(10));
        assertEquals(Presence.HELD, find(30));
        put(20);
        assertEquals(Presence.HELD, find(20));
    }

    @Test
    void keysAtTheEndsOfTheirRange() {
        put(Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        KeyFinder finder = memtable.finder();
        for (long key : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            assertEquals(Presence.HELD, finder.find(EventKey.of(key)), "key " + key);
        }
        assertEquals(Presence.UNKNOWN, finder.find(EventKey.of(Long.MIN_VALUE + 1)));
        assertEquals(Presence.UNKNOWN, finder.find(EventKey.of(Long.MAX_VALUE - 2)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void keysThatComeEvenlyInBurstsOrFarApart(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> keys = new TreeSet<>();
        long key = random.nextInt(1000);
        for (int i = 0; i < 5000; i++) {
            key += random.nextInt(100) == 0 ? 1L << random.nextInt(40) : 1 + random.nextInt((int) seed * 3);
            keys.add(key);
        }
        put(keys.stream().mapToLong(Long::longValue).toArray());
        KeyFinder ascending = memtable.finder();
        LongStream asked = LongStream.concat(
                        keys.stream().mapToLong(Long::longValue).filter(held -> random.nextInt(10) == 0),
                        random.longs(500, keys.first() - 10, keys.last() + 10))
                .sorted();
        asked.forEach(each -> assertAsInModel(ascending, keys, each, seed));
        KeyFinder anyhow = memtable.finder();
        random.longs(500, keys.first() - 10, keys.last() + 10)
                .map(each -> random.nextBoolean() ? each : keys.ceiling(Math.min(each, keys.last())))
                .forEach(each -> assertAsInModel(anyhow, keys, each, seed));
    }

    private static void assertAsInModel(KeyFinder finder, TreeSet<Long> keys, long key, long seed) {
        assertEquals(
                keys.contains(key) ? Presence.HELD : Presence.UNKNOWN,
                finder.find(EventKey.of(key)),
                "seed " + seed + ", key " + key);
    }
}
