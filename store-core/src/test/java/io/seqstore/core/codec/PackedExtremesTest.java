package io.seqstore.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.core.cursor.ColumnExtremes;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Extremes among packed integers are those that looking at each value finds, and stand in the same rows. */
class PackedExtremesTest {
    private static final EventLayout LAYOUT = EventLayout.of(SdsType.object("T")
            .key("Key", SdsTypeCode.INT64)
            .property("Number", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.DOUBLE)
            .build());
    private static final int NUMBER = 0;
    private static final int LEVEL = 1;
    private static final double THOUSANDTHS = 1000;
    private static final int SEARCHES = 300;

    private final BlockCodec codec = new BlockCodec();
    private final ColumnExtremes found = new ColumnExtremes();

    static Stream<Arguments> series() {
        return Stream.of(
                series("a walk", 1024, PackedExtremesTest::walk),
                series("a walk in tens", 1000, i -> 10 * walk(i)),
                series("a walk below zero", 1024, i -> walk(i) - 1_000_000),
                series("small numbers, most of them often", 1024, i -> mixed(i) & 7),
                series("numbers without order", 700, i -> mixed(i) % 100_000),
                series("a walk of few steps", 1024, i -> walk(i) / 30),
                series("up and down", 1024, i -> Math.abs(512 - i)),
                series("a state that changes now and then", 1024, i -> mixed(i / 170) & 7),
                series("a constant", 1024, i -> 7),
                series("one row", 1, i -> 7),
                series("a walk of seventeen rows", 17, PackedExtremesTest::walk));
    }

    private static Arguments series(String name, int count, LongUnaryOperator value) {
        return arguments(name, LongStream.range(0, count).map(value).toArray());
    }

    private static long walk(long row) {
        return LongStream.range(0, row).map(i -> mixed(i) % 10).sum();
    }

    private static long mixed(long seed) {
        return new SplittableRandom(seed).nextLong();
    }

    /** A block of the values, as integers and as decimals. */
    private static ByteOutput encoded(long[] values) {
        ColumnBatch batch = new ColumnBatch(LAYOUT, values.length);
        for (long value : values) {
            int row = batch.addRow(batch.count());
            batch.longs(NUMBER)[row] = value;
            batch.doubles(LEVEL)[row] = value / THOUSANDTHS;
        }
        ByteOutput out = new ByteOutput(1 << 10);
        new BlockCodec().encode(batch, 0, values.length, true, out);
        out.reserve(ByteOutput.SLACK);
        return out;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("series")
    void extremesOfSomeRowsAreTheEarliestOfThose(String name, long[] values) {
        ByteOutput block = encoded(values);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < SEARCHES; i++) {
            int from = random.nextInt(values.length);
            int to = from + 1 + random.nextInt(values.length - from);
            found.seek(true, true);
            assertTrue(search(block, from, to, NUMBER), name);
            assertFound(values, from, to, Long.MAX_VALUE, Long.MIN_VALUE, false);
            found.seek(true, true);
            assertTrue(search(block, from, to, LEVEL), name);
            assertFound(values, from, to, Long.MAX_VALUE, Long.MIN_VALUE, true);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("series")
    void onlyWhatIsBeyondTheBoundsIsFound(String name, long[] values) {
        ByteOutput block = encoded(values);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < SEARCHES; i++) {
            int from = random.nextInt(values.length);
            int to = from + 1 + random.nextInt(values.length - from);
            long low = values[random.nextInt(values.length)] + random.nextInt(-1, 2);
            long high = values[random.nextInt(values.length)] + random.nextInt(-1, 2);
            found.seek(true, true);
            found.boundMinimum(low);
            found.boundMaximum(high);
            assertTrue(search(block, from, to, NUMBER), name);
            assertFound(values, from, to, low, high, false);
            found.seek(true, true);
            found.boundMinimum(Double.doubleToRawLongBits(low / THOUSANDTHS));
            found.boundMaximum(Double.doubleToRawLongBits(high / THOUSANDTHS));
            assertTrue(search(block, from, to, LEVEL), name);
            assertFound(values, from, to, low, high, true);
        }
    }

    /** Bounds that are no decimals themselves: one step of a double beside a value makes a difference. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("series")
    void boundsAreExact(String name, long[] values) {
        ByteOutput block = encoded(values);
        for (int row = 0; row < values.length; row += 7) {
            double value = values[row] / THOUSANDTHS;
            double[] bounds = {value, Math.nextUp(value), Math.nextDown(value)};
            for (double bound : bounds) {
                found.seek(true, true);
                found.boundMinimum(Double.doubleToRawLongBits(bound));
                found.boundMaximum(Double.doubleToRawLongBits(bound));
                assertTrue(search(block, row, row + 1, LEVEL), name);
                assertEquals(value < bound, found.hasMinimum(), name);
                assertEquals(value > bound, found.hasMaximum(), name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, -1e300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void boundsMayBeFarFromAllValues(double bound) {
        ByteOutput block = encoded(new long[] {5, 1, 9, 1, 9});
        found.seek(true, true);
        found.boundMinimum(Double.doubleToRawLongBits(bound));
        found.boundMaximum(Double.doubleToRawLongBits(bound));
        assertTrue(search(block, 0, 5, LEVEL));
        assertEquals(bound > 0, found.hasMinimum());
        assertEquals(bound < 0, found.hasMaximum());
    }

    @Test
    void oneOfTheTwoMayBeSought() {
        ByteOutput block =
                encoded(LongStream.range(0, 1024).map(PackedExtremesTest::walk).toArray());
        found.seek(true, false);
        assertTrue(search(block, 10, 1000, LEVEL));
        assertTrue(found.hasMinimum());
        assertFalse(found.hasMaximum());
        found.seek(false, true);
        assertTrue(search(block, 10, 1000, LEVEL));
        assertFalse(found.hasMinimum());
        assertTrue(found.hasMaximum());
    }

    @Test
    void valuesThatAreNotPackedMustBeDecoded() {
        ByteOutput block = encoded(new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE, 17});
        found.seek(true, true);
        assertFalse(search(block, 0, 4, NUMBER));
        assertFalse(found.hasMinimum());
        assertFalse(search(block, 0, 4, LEVEL));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void changedBytesEndInRowsOrInOneKindOfError(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = LongStream.range(0, 200)
                .map(i -> seed == 21 ? walk(i) : mixed(i / 20) & 7)
                .toArray();
        ByteOutput block = encoded(values);
        int length = block.length();
        byte[] right = block.bytes().clone();
        int errors = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] body = right.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                // Behind the number of rows, which stands in the header of the block too.
                body[4 + random.nextInt(length - 4)] = (byte) random.nextInt();
            }
            for (int column = NUMBER; column <= LEVEL; column++) {
                found.seek(true, true);
                try {
                    codec.search(
                            body, 0, length, 3, 190, column, LAYOUT.columns().get(column), found);
                } catch (MalformedBytesException expected) {
                    errors++;
                }
            }
        }
        assertTrue(errors > 100, "hardly anything was malformed: " + errors);
    }

    private boolean search(ByteOutput block, int from, int to, int column) {
        ColumnKind kind = LAYOUT.columns().get(column);
        return codec.search(block.bytes(), 0, block.length(), from, to, column, kind, found);
    }

    private void assertFound(long[] values, int from, int to, long below, long above, boolean asDecimals) {
        int smallest = -1;
        int greatest = -1;
        for (int row = from; row < to; row++) {
            smallest = values[row] < (smallest < 0 ? below : values[smallest]) ? row : smallest;
            greatest = values[row] > (greatest < 0 ? above : values[greatest]) ? row : greatest;
        }
        String rows = "rows " + from + " to " + to;
        assertEquals(smallest >= 0, found.hasMinimum(), rows);
        assertEquals(greatest >= 0, found.hasMaximum(), rows);
        if (smallest >= 0) {
            assertEquals(smallest, found.minimumRow(), rows);
            assertEquals(bits(values[smallest], asDecimals), found.minimum(), rows);
        }
        if (greatest >= 0) {
            assertEquals(greatest, found.maximumRow(), rows);
            assertEquals(bits(values[greatest], asDecimals), found.maximum(), rows);
        }
    }

    private static long bits(long value, boolean asDecimals) {
        return asDecimals ? Double.doubleToRawLongBits(value / THOUSANDTHS) : value;
    }
}
