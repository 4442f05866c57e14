package io.seqstore.types.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists give back what was added, whatever the order and however many there are. */
class PostingListsTest {
    private final PostingLists lists = new PostingLists(ByteMemory.onHeap());

    private static List<Integer> numbers(PostingLists lists, int list) {
        List<Integer> numbers = new ArrayList<>();
        lists.forEach(list, numbers::add);
        return numbers;
    }

    @Test
    void aListThatNobodyAddedToIsEmpty() {
        assertEquals(List.of(), numbers(lists, 100_000));
        assertEquals(0, lists.count(100_000));
    }

    @Test
    void numbersComeBackInTheOrderInWhichTheyWereAdded() {
        List<Integer> added = List.of(0, 1, 200, 199, Integer.MAX_VALUE, 5, 0);
        added.forEach(number -> lists.add(7, number));
        assertEquals(added, numbers(lists, 7));
        assertEquals(added.size(), lists.count(7));
    }

    @Test
    void aNumberThatIsAddedTwiceInARowIsThereOnce() {
        lists.add(3, 9);
        lists.add(3, 9);
        assertEquals(List.of(9), numbers(lists, 3));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void manyListsAreKeptApart(long seed) {
        Random random = new Random(seed);
        Map<Integer, List<Integer>> model = new TreeMap<>();
        for (int number = 0; number < 50_000; number++) {
            int list = (int) Math.abs(random.nextGaussian() * 400);
            int added = random.nextInt(50) == 0 ? random.nextInt(Integer.MAX_VALUE) : number * 3;
            lists.add(list, added);
            model.computeIfAbsent(list, any -> new ArrayList<>()).add(added);
        }
        model.forEach((list, numbers) -> assertEquals(numbers, numbers(lists, list), "list " + list));
    }

    @Test
    void anIntersectionHoldsWhatIsInAllLists() {
        IntStream.range(0, 3000).filter(i -> i % 2 == 0).forEach(i -> lists.add(2, i));
        IntStream.range(0, 3000).filter(i -> i % 3 == 0).forEach(i -> lists.add(3, i));
        IntStream.range(0, 3000).filter(i -> i % 5 == 0).forEach(i -> lists.add(5, i));
        BitSet expected = new BitSet();
        IntStream.range(0, 3000).filter(i -> i % 30 == 0).forEach(expected::set);
        assertEquals(expected, lists.intersection(new int[] {2, 3, 5}));
        assertTrue(lists.intersection(new int[] {2, 3, 4}).isEmpty(), "list 4 is empty");
    }

    @Test
    void aListMuchLongerThanTheOthersIsNotRead() {
        lists.add(1, 77);
        lists.add(1, 1_000_000);
        IntStream.range(0, 1000).forEach(i -> lists.add(2, i));
        BitSet expected = new BitSet();
        expected.set(77);
        expected.set(1_000_000);
        assertEquals(expected, lists.intersection(new int[] {1, 2}));
    }
}
