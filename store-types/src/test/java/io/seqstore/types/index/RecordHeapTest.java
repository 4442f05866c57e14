package io.seqstore.types.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecordHeapTest {
    private long allocated;

    private final ByteMemory counted = new ByteMemory() {
        @Override
        public ByteBuffer allocate(int size) {
            allocated += size;
            return ByteMemory.onHeap().allocate(size);
        }

        @Override
        public boolean enter() {
            return true;
        }

        @Override
        public void leave() {}
    };

    private final RecordHeap heap = new RecordHeap(counted);

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void recordsOfAllLengthsComeBack() {
        SplittableRandom random = new SplittableRandom(3);
        Map<Integer, byte[]> model = new HashMap<>();
        List<Integer> positions = new ArrayList<>();
        int[] lengths = {0, 1, 3, 4, 5, 100, 508, 509, 5000, (1 << 20) - 4, (1 << 20) - 3, 3 << 20};
        for (int step = 0; step < 600; step++) {
            if (random.nextInt(3) > 0 || positions.isEmpty()) {
                byte[] record = bytes(random, lengths[random.nextInt(lengths.length)]);
                int position = heap.add(record);
                assertTrue(position != 0 && model.put(position, record) == null, "position " + position);
                positions.add(position);
            } else {
                int position = positions.remove(random.nextInt(positions.size()));
                assertArrayEquals(model.remove(position), heap.get(position));
                heap.free(position);
            }
        }
        model.forEach((position, record) -> assertArrayEquals(record, heap.get(position)));
        assertEquals(model.values().stream().mapToLong(record -> record.length).sum(), heap.liveBytes());
    }

    @Test
    void whatIsFreedIsUsedAgain() {
        for (int length : new int[] {40, 2000, 2 << 20}) {
            heap.free(heap.add(new byte[length]));
            long before = allocated;
            for (int i = 0; i < 100_000 / (length / 40); i++) {
                heap.free(heap.add(new byte[length]));
            }
            assertEquals(before, allocated, "records of " + length);
        }
    }

    @Test
    void aLengthThatMakesNoSenseIsRefused() {
        int position = heap.add(new byte[10]);
        heap.slab(position).putInt(heap.start(position) - 4, Integer.MAX_VALUE);
        assertThrows(IllegalStateException.class, () -> heap.get(position));
    }

    @Test
    void numbersOfOrdinalsAreKeptAndTheirRoomIsUsedAgain() {
        OrdinalTable table = new OrdinalTable(counted);
        for (int ordinal = 0; ordinal < 1_000_000; ordinal++) {
            table.set(ordinal, -ordinal - 1);
            if (ordinal >= 10_000) {
                assertEquals(-(ordinal - 10_000) - 1, table.get(ordinal - 10_000));
                table.set(ordinal - 10_000, 0);
            }
        }
        assertTrue(allocated < 4 * 32_768 * 2, allocated + " bytes for ten thousand numbers");
        assertEquals(0, table.get(5));
        assertEquals(0, table.get(Integer.MAX_VALUE));
    }
}
