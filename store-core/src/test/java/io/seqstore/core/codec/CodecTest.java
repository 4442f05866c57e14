package io.seqstore.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values to bytes and back: to the bit, in the promised bytes, and never more than an error from bytes nobody wrote. */
class CodecTest {
    private static final SdsType TYPE = SdsType.object("All")
            .key("Key", SdsTypeCode.INT64)
            .property("Number", SdsTypeCode.NULLABLE_INT64)
            .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
            .property("Text", SdsTypeCode.STRING)
            .build();
    private static final EventLayout LAYOUT = EventLayout.of(TYPE);
    private static final List<LongCodec> LONG_CODECS = List.of(
            PlainCodec.INSTANCE,
            ConstantCodec.INSTANCE,
            FrameCodec.INSTANCE,
            LineCodec.INSTANCE,
            RunsCodec.INSTANCE,
            FramesCodec.INSTANCE,
            CodedLineCodec.INSTANCE,
            CodedDeltaCodec.INSTANCE);

    static Stream<Arguments> longs() {
        return Stream.of(
                series("a constant", 100, i -> 7),
                series("one row", 1, i -> Long.MIN_VALUE),
                series("two rows", 2, i -> i * Long.MAX_VALUE),
                series("a steady clock", 1000, i -> 630_000_000_000_000_000L + i * 10_000_000),
                series("a clock that jitters", 1000, i -> i * 1_000 + mixed(i) % 100),
                series("small numbers", 1000, i -> mixed(i) & 7),
                series("negative numbers", 1000, i -> -(mixed(i) & 0xFFFF)),
                series("multiples of ten thousand", 1000, i -> (mixed(i) & 0xFFF) * 10_000),
                series("57 bits", 1000, i -> mixed(i) & (1L << 57) - 1),
                series("58 bits", 1000, i -> mixed(i) & (1L << 58) - 1),
                series("all 64 bits", 1000, CodecTest::mixed),
                series("the ends", 3, i -> i == 1 ? Long.MIN_VALUE : Long.MAX_VALUE),
                series("from end to end", 5, i -> i < 2 ? Long.MIN_VALUE + i : Long.MAX_VALUE - 5 + i),
                series("a distance without a positive twin", 3, i -> i == 0 ? 0 : Long.MIN_VALUE),
                series("zero and the ends", 4, i -> new long[] {0, Long.MIN_VALUE, Long.MAX_VALUE, -1}[(int) i]),
                series("a state that changes now and then", 1000, i -> mixed(i / 170) & 7),
                series("runs of many lengths", 1000, i -> mixed((long) Math.sqrt(i * 40.0))),
                series("a walk", 1000, CodecTest::walk),
                series("a walk in tens", 333, i -> 10 * walk(i)),
                series("a walk of sixteen rows", 16, CodecTest::walk),
                series("a walk of seventeen rows", 17, CodecTest::walk),
                series("two levels, far apart", 200, i -> (i < 100 ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2) + i % 4),
                series("one outlier", 1000, i -> i == 500 ? Long.MAX_VALUE : i),
                series("a clock that jitters, long", 4096, i -> i * 10_000_000 + (mixed(i) & 7) * 10_000),
                series("a clock that stops and goes on", 900, i -> i * 1_000 + (i < 500 ? 0 : 86_400_000)),
                series("noise with far outliers", 2000, i -> mixed(i) >>> (i % 50 == 0 ? 20 : 60)),
                series("mostly zero", 4000, i -> (mixed(i) & 63) == 0 ? mixed(i) >>> 40 : 0),
                series(
                        "classes that come as often as twice the one before",
                        4000,
                        i -> Long.numberOfTrailingZeros(mixed(i))),
                series("a steep walk", 700, i -> walk(i) << 30),
                series("two values", 65, i -> i % 2 == 0 ? 1 : -1));
    }

    private static Arguments series(String name, int count, LongUnaryOperator value) {
        return arguments(name, LongStream.range(0, count).map(value).toArray());
    }

    /** A few units up or down with every row; far away in the end. */
    private static long walk(long row) {
        return LongStream.range(0, row).map(i -> mixed(i) % 10).sum() + 2 * row;
    }

    private static long mixed(long seed) {
        return new SplittableRandom(seed).nextLong();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longs")
    void everyEncodingGivesBackTheIntegersThatItCanHold(String name, long[] values) {
        for (LongCodec codec : LONG_CODECS) {
            if (canHold(codec, values)) {
                byte[] bytes = new byte[3 + codec.maxEncodedLength(values.length) + ByteOutput.SLACK];
                int used = codec.encode(values.clone(), values.length, LongProfile.of(values, values.length), bytes, 3);
                assertTrue(used <= codec.maxEncodedLength(values.length), name);
                // What stands behind must not matter: blocks follow each other.
                byte[] noisy = bytes.clone();
                Arrays.fill(noisy, 3 + used, noisy.length, (byte) 0xA5);
                long[] decoded = new long[values.length];
                String with = name + " with id " + codec.id();
                assertEquals(used, codec.decode(noisy, 3, decoded, 0, values.length, values.length), with);
                assertArrayEquals(values, decoded, with);
                BlockBytes inPlace = inPlace(noisy);
                assertEquals(used, codec.length(inPlace, 3, values.length), with);
                for (int row = 0; row < values.length; row++) {
                    assertEquals(values[row], codec.decodeOne(inPlace, 3, row, values.length), with);
                }
                int from = values.length / 3;
                int to = values.length - values.length / 4;
                long[] part = new long[to - from];
                assertEquals(used, codec.decode(noisy, 3, part, from, to, values.length), with);
                assertArrayEquals(Arrays.copyOfRange(values, from, to), part, with + ", a part");
            }
        }
    }

    private static boolean canHold(LongCodec codec, long[] values) {
        if (codec == ConstantCodec.INSTANCE) {
            return Arrays.stream(values).distinct().count() == 1;
        }
        CommonDivisor divisor = CommonDivisor.of(values, values.length, values[0]);
        if (codec == CodedDeltaCodec.INSTANCE) {
            return CodedDeltaCodec.code(values, values.length, divisor) != null;
        }
        if (codec == CodedLineCodec.INSTANCE) {
            return CodedLineCodec.codes(values, values.length, divisor)
                    .findAny()
                    .isPresent();
        }
        return codec != FramesCodec.INSTANCE
                || LongProfile.of(values, values.length).span() >= 0;
    }

    /** Bytes, the last few of which are slack, as a block that is read where it stands. */
    private static BlockBytes inPlace(byte[] bytes) {
        BlockBytes in = new BlockBytes();
        in.wrap(new BytesFile(bytes), 0, bytes.length - ByteOutput.SLACK);
        return in;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longs")
    void aColdColumnIsNeverLongerThanAHotOne(String name, long[] values) {
        boolean[] ascendingOrNot = {false, true};
        for (boolean ascending : ascendingOrNot) {
            ByteOutput hot = new ByteOutput(1);
            LongColumnCodec.encode(values.clone(), values.length, ascending, Packing.HOT, hot);
            ByteOutput cold = new ByteOutput(1);
            LongColumnCodec.encode(values.clone(), values.length, ascending, Packing.COLD, cold);
            assertTrue(cold.length() <= hot.length(), name + ": " + cold.length() + " for " + hot.length() + " bytes");
            long[] decoded = new long[values.length];
            assertEquals(
                    cold.length(),
                    LongColumnCodec.decode(cold.bytes(), 0, decoded, 0, values.length, values.length),
                    name);
            assertArrayEquals(values, decoded, name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longs")
    void aColumnOfIntegersComesBack(String name, long[] values) {
        boolean[] ascendingOrNot = {false, true};
        for (boolean ascending : ascendingOrNot) {
            ByteOutput out = new ByteOutput(1);
            LongColumnCodec.encode(values.clone(), values.length, ascending, Packing.HOT, out);
            long[] decoded = new long[values.length];
            assertEquals(
                    out.length(),
                    LongColumnCodec.decode(out.bytes(), 0, decoded, 0, values.length, values.length),
                    name);
            assertArrayEquals(values, decoded, name);
            assertTrue(out.length() <= 42 + values.length * Long.BYTES, name + " takes " + out.length());
        }
    }

    static Stream<Arguments> documentedBytes() {
        return Stream.of(
                arguments("no rows: a constant zero in no bytes", longsOf(), false, "0200"),
                arguments("one value is a constant", longsOf(5, 5, 5), false, "020105"),
                arguments("a negative constant", longsOf(-200, -200), false, "020238ff"),
                arguments(
                        "few runs: rows 0, 90 and 95, values 7, 300, 7 as a frame of 293 units",
                        LongStream.range(0, 100)
                                .map(i -> i < 90 || i >= 95 ? 7 : 300)
                                .toArray(),
                        false,
                        "05" + "0300" + "01" + "005a5f" + "03" + "01" + "21" + "07" + "2501" + "02"),
                arguments("two values far apart are plain", longsOf(1, 1L << 60), false, "01" + hex(1) + hex(1L << 60)),
                arguments(
                        "small spans are a frame: 0, 10, 20, 30 are 2 bits a row in tens",
                        LongStream.range(0, 40).map(i -> 100 + i % 4 * 10).toArray(),
                        false,
                        "03" + "02" + "11" + "640a" + "e4".repeat(10)),
                arguments(
                        "what wanders is in frames, here of 16 rows: bases 0, 15 and 30, packed 0 to 15",
                        LongStream.range(0, 48)
                                .map(i -> 100 + i / 16 * 15 + i % 16)
                                .toArray(),
                        false,
                        "06" + "04" + "04" + "06" + "11" + "6401" + "c0e301" + "1032547698badcfe".repeat(3)),
                arguments(
                        "a steady clock takes no bits a row",
                        longsOf(10, 20, 30, 40),
                        true,
                        "04" + "00" + "00" + "11" + "01" + "0a" + "0a" + "01"),
                arguments(
                        "a clock that jitters rises by whole units, here 10, though it ends early: off by 0, 1, 0, 0, -1",
                        longsOf(10, 21, 30, 40, 49),
                        true,
                        "04" + "02" + "00" + "11" + "11" + "0a" + "01" + "0a" + "ff" + "5900"),
                arguments(
                        "a clock between units rises by a fraction, here 365 / 2^8: off by 0, 0, 1, 0, 1, 0, 1, 1",
                        longsOf(0, 1, 3, 4, 6, 7, 9, 10),
                        true,
                        "04" + "01" + "08" + "10" + "02" + "01" + "6d01" + "d4"));
    }

    private static long[] longsOf(long... values) {
        return values;
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(Long.reverseBytes(value));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documentedBytes")
    void integersAreWrittenInTheBytesThatTheFormatPromises(
            String what, long[] values, boolean ascending, String expected) {
        ByteOutput out = new ByteOutput(1);
        LongColumnCodec.encode(values.clone(), values.length, ascending, Packing.HOT, out);
        assertEquals(expected, HexFormat.of().formatHex(out.bytes(), 0, out.length()), what);
    }

    @Test
    void whatWandersIsCodedInTheBytesThatTheFormatPromises() {
        // Twenty rows up by three, twenty down by two, and so once more.
        long[] values = LongStream.range(0, 80)
                .map(row -> 1_000
                        + LongStream.range(0, row)
                                .map(i -> i % 40 < 20 ? 3 : -2)
                                .sum())
                .toArray();
        ByteOutput out = new ByteOutput(1);
        LongColumnCodec.encode(values, values.length, false, Packing.COLD, out);
        assertEquals(
                "08" + "00" + "12" + "01" + "e803" + "01" + "03"
                        // Classes 0 (up: as the step) and 9 (down: five less), one bit each; the stretch ends at bit
                        // 80.
                        + ("0000" + "0a00" + "0100000010" + "07" + "50")
                        + "0000e0ffff0100e0ffff",
                HexFormat.of().formatHex(out.bytes(), 0, out.length()));
    }

    @Test
    void numbersAreAddedWhereTheyStand() {
        SplittableRandom random = new SplittableRandom(21);
        for (int width = 0; width <= 52; width++) {
            int count = 1_500;
            long[] values = new long[count];
            int bits = width;
            // All ones now and then: fields must not overflow into each other.
            boolean allOnes = width % 3 == 0;
            Arrays.setAll(values, i -> allOnes ? PackedLongs.mask(bits) : random.nextLong() & PackedLongs.mask(bits));
            byte[] bytes = new byte[count * Long.BYTES + 2 * ByteOutput.SLACK];
            PackedLongs.pack(values, count, width, bytes, 3);
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(count);
                int to = i == 0 ? count : from + random.nextInt(count - from + 1);
                from = i == 0 ? 0 : from;
                long expected = Arrays.stream(values, from, to).sum();
                assertEquals(
                        expected, PackedLongs.sum(bytes, 3, width, from, to), width + " bits, " + from + ".." + to);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubles")
    void aColumnThatIsAddedWithoutDecodingHasTheSameSum(String name, double[] values) {
        ColumnBatch batch = new ColumnBatch(LAYOUT, values.length);
        for (double value : values) {
            int row = batch.addRow(batch.count());
            ((DoubleColumn) batch.column(1)).set(row, value);
            batch.column(2).setNull(row);
        }
        ByteOutput out = encoded(batch);
        int from = values.length / 3;
        int to = values.length - values.length / 7;
        ColumnTotal found = new ColumnTotal();
        if (new BlockCodec().total(out.bytes(), 5, out.length() - 5, from, to, 1, found)) {
            ColumnTotal expected = new ColumnTotal();
            expected.add(batch, 1, from, to);
            assertEquals(expected.count(), found.count(), name);
            assertEquals(expected.sum(), found.sum(), 1e-9 * (1 + Math.abs(expected.sum())), name);
        } else {
            assertEquals(0, found.count(), name);
        }
    }

    static Stream<Arguments> doubles() {
        SplittableRandom random = new SplittableRandom(8);
        double[] special = {
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MIN_NORMAL,
            Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
            Double.longBitsToDouble(0xFFF8_1234_5678_9ABCL),
            1L << 53,
            (1L << 53) + 2.0,
            -(1L << 53),
            0.1,
            1e15,
            1e-15
        };
        return Stream.of(
                arguments("none", new double[0]),
                arguments("one", new double[] {3.25}),
                arguments("one not-a-number", new double[] {Double.NaN}),
                arguments("all special ones", special),
                arguments(
                        "whole numbers",
                        random.doubles(1000, -1e6, 1e6).map(Math::rint).toArray()),
                arguments(
                        "two decimals",
                        random.doubles(1000, -500, 500)
                                .map(v -> Math.rint(v * 100) / 100)
                                .toArray()),
                arguments(
                        "fifteen decimals",
                        random.doubles(1000)
                                .map(v -> Math.rint(v * 1e15) / 1e15)
                                .toArray()),
                arguments("true reals", random.doubles(1000).map(Math::sin).toArray()),
                arguments("two decimals with some exceptions", withExceptions(random, 20, special)),
                arguments("two decimals with too many exceptions", withExceptions(random, 3, special)),
                arguments(
                        "random bits",
                        random.longs(1000).mapToDouble(Double::longBitsToDouble).toArray()),
                arguments("a constant", random.doubles(100).map(v -> 21.5).toArray()),
                arguments("decimals that wander", wandering(1000, 1000.0)),
                arguments("decimals that wander in quarters", wandering(555, 4.0)));
    }

    private static double[] wandering(int count, double power) {
        return LongStream.range(0, count).mapToDouble(i -> walk(i) / power).toArray();
    }

    private static double[] withExceptions(SplittableRandom random, int every, double[] special) {
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % every == 0 ? special[random.nextInt(special.length)] : random.nextInt(10_000) / 100.0;
        }
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubles")
    void doublesComeBackToTheBit(String name, double[] values) {
        assertComesBackToTheBit(name, values, Packing.HOT);
        assertComesBackToTheBit(name + ", cold", values, Packing.COLD);
    }

    private static void assertComesBackToTheBit(String name, double[] values, Packing packing) {
        ByteOutput out = new ByteOutput(1);
        DoubleCodec.encode(values, values.length, packing, new long[values.length], out);
        double[] decoded = new double[values.length];
        DoubleCodec.decode(out.bytes(), 0, decoded, 0, values.length, values.length, new long[values.length]);
        int from = values.length / 4;
        int to = values.length - values.length / 5;
        double[] part = new double[to - from];
        DoubleCodec.decode(out.bytes(), 0, part, from, to, values.length, new long[values.length]);
        BlockBytes inPlace = inPlace(Arrays.copyOf(out.bytes(), out.length() + ByteOutput.SLACK));
        for (int i = 0; i < values.length; i++) {
            assertEquals(
                    Double.doubleToRawLongBits(values[i]), Double.doubleToRawLongBits(decoded[i]), name + ", row " + i);
            assertEquals(
                    Double.doubleToRawLongBits(values[i]),
                    Double.doubleToRawLongBits(DoubleCodec.decodeOne(inPlace, 0, i, values.length)),
                    name + ", row " + i + " alone");
            if (i >= from && i < to) {
                assertEquals(
                        Double.doubleToRawLongBits(values[i]),
                        Double.doubleToRawLongBits(part[i - from]),
                        name + ", row " + i + " of a part");
            }
        }
    }

    @ParameterizedTest(name = "{0} rows")
    @CsvSource({"63, 6", "64, 4", "200, 4", "512, 4", "513, 6", "1024, 6"})
    void aTrendIsALineInBlocksThatAreNeitherTinyNorFull(int rows, int encoding) {
        double[] values = IntStream.range(0, rows)
                .mapToDouble(i -> (20_000 + i * 9 + i % 4) / 1000.0)
                .toArray();
        ByteOutput out = new ByteOutput(1);
        DoubleCodec.encode(values, rows, Packing.HOT, new long[rows], out);
        assertEquals(16 + 3, out.bytes()[0], "three decimals");
        assertEquals(encoding, out.bytes()[1]);
        double[] decoded = new double[rows];
        DoubleCodec.decode(out.bytes(), 0, decoded, 0, rows, rows, new long[rows]);
        assertArrayEquals(values, decoded);
        BlockBytes inPlace = inPlace(Arrays.copyOf(out.bytes(), out.length() + ByteOutput.SLACK));
        for (int row = 0; row < rows; row++) {
            assertEquals(values[row], DoubleCodec.decodeOne(inPlace, 0, row, rows));
        }
    }

    @Test
    void decimalsAreWrittenInTheBytesThatTheFormatPromises() {
        ByteOutput out = new ByteOutput(1);
        DoubleCodec.encode(new double[] {1.5, 1.5, 1.5}, 3, Packing.HOT, new long[3], out);
        // Decimals with one digit behind the point, no exceptions, the constant 15.
        assertEquals("11" + "02010f", HexFormat.of().formatHex(out.bytes(), 0, out.length()));
    }

    @ParameterizedTest(name = "{0} rows, seed {0}")
    @ValueSource(ints = {0, 1, 2, 3, 63, 64, 65, 128, 1000, 1024})
    void blocksComeBackWithTheirNulls(int rows) {
        for (int different = 1; different <= 1_000; different *= 10) {
            ColumnBatch batch = batch(rows, different, new SplittableRandom(rows * 31L + different));
            assertComesBack(batch, rows, Packing.HOT);
            assertComesBack(batch, rows, Packing.COLD);
        }
    }

    private static void assertComesBack(ColumnBatch batch, int rows, Packing packing) {
        ByteOutput out = encoded(batch, packing);
        assertEquals(rows, BlockCodec.rows(out.bytes(), 5));
        ColumnBatch decoded = new ColumnBatch(LAYOUT, 0);
        // What a reused batch held before must not show.
        decoded.addCopy(batch(1, 1, new SplittableRandom(1)), 0);
        decoded.column(0).setNull(0);
        new BlockCodec().decode(out.bytes(), 5, out.length() - 5, decoded, column -> true);
        assertSame(batch, decoded);
        assertSameInPlace(batch, out);
    }

    /** Every row alone, every part, and the row of every key and of its neighbours. */
    private static void assertSameInPlace(ColumnBatch batch, ByteOutput body) {
        BlockReader reader = new BlockReader();
        byte[] bytes = Arrays.copyOf(body.bytes(), body.length() + ByteOutput.SLACK);
        reader.wrap(new BytesFile(bytes), 5, body.length() - 5, LAYOUT);
        assertEquals(batch.count(), reader.rows());
        ColumnBatch rows = new ColumnBatch(LAYOUT, 0);
        for (int row = 0; row < batch.count(); row++) {
            reader.copyTo(rows, row, ColumnSet.ALL);
            for (long key = batch.key(row) - 1; key <= batch.key(row) + 1; key++) {
                int found = Arrays.binarySearch(batch.keys(), 0, batch.count(), key);
                assertEquals(found < 0 ? -found - 1 : found, reader.firstAtOrAfter(key), "key " + key);
            }
        }
        assertSame(batch, rows);
        assertEquals(0, reader.firstAtOrAfter(Long.MIN_VALUE));
        assertEquals(batch.count(), reader.firstAtOrAfter(Long.MAX_VALUE));
        SplittableRandom random = new SplittableRandom(batch.count());
        for (int i = 0; i < 5; i++) {
            int from = random.nextInt(batch.count() + 1);
            int to = from + random.nextInt(batch.count() - from + 1);
            ColumnBatch expected = new ColumnBatch(LAYOUT, 0);
            expected.addCopies(batch, from, to);
            ColumnBatch part = new ColumnBatch(LAYOUT, 0);
            new BlockCodec().decode(body.bytes(), 5, body.length() - 5, from, to, part, column -> true);
            assertSame(expected, part);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longs")
    void theRowOfAKeyIsFoundInKeysOfEveryKind(String name, long[] values) {
        long[] keys = Arrays.stream(values).sorted().distinct().toArray();
        ColumnBatch batch = new ColumnBatch(LAYOUT, 0);
        for (long key : keys) {
            batch.column(2).setNull(batch.addRow(key));
        }
        assertFindsKeys(name, keys, batch, Packing.HOT);
        assertFindsKeys(name + ", cold", keys, batch, Packing.COLD);
    }

    private static void assertFindsKeys(String name, long[] keys, ColumnBatch batch, Packing packing) {
        ByteOutput out = new ByteOutput(1);
        new BlockCodec(packing).encode(batch, 0, keys.length, true, out);
        BlockReader reader = new BlockReader();
        byte[] bytes = Arrays.copyOf(out.bytes(), out.length() + ByteOutput.SLACK);
        reader.wrap(new BytesFile(bytes), 0, out.length(), LAYOUT);
        for (int row = 0; row < keys.length; row++) {
            assertEquals(keys[row], reader.key(row), name);
            assertEquals(row, reader.firstAtOrAfter(keys[row]), name);
            if (keys[row] < Long.MAX_VALUE) {
                assertEquals(row + 1, reader.firstAtOrAfter(keys[row] + 1), name);
            }
        }
        assertEquals(0, reader.firstAtOrAfter(Long.MIN_VALUE), name);
    }

    @Test
    void aPartOfABatchIsABlock() {
        ColumnBatch batch = batch(300, 5, new SplittableRandom(4));
        ByteOutput out = new ByteOutput(1);
        new BlockCodec().encode(batch, 70, 200, true, out);
        ColumnBatch decoded = new ColumnBatch(LAYOUT, 0);
        new BlockCodec().decode(out.bytes(), 0, out.length(), decoded, column -> true);
        ColumnBatch part = new ColumnBatch(LAYOUT, 0);
        for (int row = 70; row < 200; row++) {
            part.addCopy(batch, row);
        }
        assertSame(part, decoded);
    }

    @Test
    void columnsThatAreNotWantedAreLeftAlone() {
        ColumnBatch batch = batch(100, 5, new SplittableRandom(4));
        ByteOutput out = encoded(batch);
        ColumnBatch decoded = new ColumnBatch(LAYOUT, 100);
        Arrays.fill(decoded.longs(0), -77);
        new BlockCodec().decode(out.bytes(), 5, out.length() - 5, decoded, column -> column == 1);
        assertTrue(Arrays.stream(decoded.longs(0)).allMatch(value -> value == -77));
        assertEquals(batch.key(99), decoded.key(99));
    }

    private static ByteOutput encoded(ColumnBatch batch) {
        return encoded(batch, Packing.HOT);
    }

    private static ByteOutput encoded(ColumnBatch batch, Packing packing) {
        ByteOutput out = new ByteOutput(1);
        out.skip(5);
        new BlockCodec(packing).encode(batch, 0, batch.count(), true, out);
        return out;
    }

    private static ColumnBatch batch(int rows, int different, SplittableRandom random) {
        ColumnBatch batch = new ColumnBatch(LAYOUT, 0);
        for (int i = 0; i < rows; i++) {
            int row = batch.addRow(i * 10L + random.nextInt(10));
            setOrNull(batch.column(0), row, random);
            if (!batch.column(0).isNull(row)) {
                ((LongColumn) batch.column(0)).set(row, random.nextInt(different));
            }
            setOrNull(batch.column(1), row, random);
            if (!batch.column(1).isNull(row)) {
                ((DoubleColumn) batch.column(1)).set(row, random.nextInt(different) / 10.0);
            }
            setOrNull(batch.column(2), row, random);
            if (!batch.column(2).isNull(row)) {
                batch.bytes(2).set(row, ("text " + random.nextInt(different)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return batch;
    }

    private static void setOrNull(Column column, int row, SplittableRandom random) {
        if (random.nextInt(6) == 0) {
            column.setNull(row);
        }
    }

    private static void assertSame(ColumnBatch expected, ColumnBatch found) {
        assertEquals(expected.count(), found.count());
        for (int row = 0; row < expected.count(); row++) {
            assertEquals(expected.key(row), found.key(row), "key of row " + row);
            for (int i = 0; i < expected.columnCount(); i++) {
                assertEquals(expected.column(i).isNull(row), found.column(i).isNull(row), "null in row " + row);
                assertEquals(value(expected.column(i), row), value(found.column(i), row), "row " + row + " of " + i);
            }
        }
    }

    private static Object value(Column column, int row) {
        if (column instanceof LongColumn longs) {
            return longs.get(row);
        }
        if (column instanceof DoubleColumn doubles) {
            return Double.doubleToRawLongBits(doubles.get(row));
        }
        return HexFormat.of().formatHex(((BytesColumn) column).get(row));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void changedBytesEndInRowsOrInOneKindOfError(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> bodies = new ArrayList<>();
        for (int rows : new int[] {1, 40, 300}) {
            for (int different : new int[] {1, 5, 100_000}) {
                ColumnBatch batch = batch(rows, different, random);
                for (Packing packing : Packing.values()) {
                    ByteOutput out = new ByteOutput(1);
                    new BlockCodec(packing).encode(batch, 0, rows, true, out);
                    bodies.add(Arrays.copyOf(out.bytes(), out.length() + ByteOutput.SLACK));
                }
            }
        }
        int errors = 0;
        ColumnBatch into = new ColumnBatch(LAYOUT, 0);
        BlockCodec codec = new BlockCodec();
        for (int i = 0; i < 12_000; i++) {
            byte[] body = bodies.get(i % bodies.size()).clone();
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes; change++) {
                // The number of rows, in the first four bytes, is checked by who reads the block: it stands in its
                // header too.
                body[4 + random.nextInt(body.length - 4 - ByteOutput.SLACK)] = (byte) random.nextInt();
            }
            try {
                codec.decode(body, 0, body.length - ByteOutput.SLACK, into, column -> true);
            } catch (MalformedBytesException expected) {
                errors++;
            }
            readInPlace(body, random, into);
            try {
                codec.total(body, 0, body.length - ByteOutput.SLACK, 0, 1, 1, new ColumnTotal());
            } catch (MalformedBytesException expected) {
                // Or a sum of whatever stands there.
            }
        }
        assertTrue(errors > 100, "hardly anything was malformed: " + errors);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void noiseEndsInOneKindOfError(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ColumnBatch into = new ColumnBatch(LAYOUT, 0);
        for (int i = 0; i < 3_000; i++) {
            byte[] body = new byte[random.nextInt(400) + ByteOutput.SLACK];
            random.nextBytes(body);
            try {
                new BlockCodec().decode(body, 0, body.length - ByteOutput.SLACK, into, column -> true);
            } catch (MalformedBytesException expected) {
                // The only way out besides rows.
            }
            readInPlace(body, random, into);
        }
    }

    /** Reads some rows where they stand; bytes that nobody wrote end in rows or in one kind of error. */
    private static void readInPlace(byte[] body, SplittableRandom random, ColumnBatch into) {
        BlockReader reader = new BlockReader();
        try {
            reader.wrap(new BytesFile(body), 0, body.length - ByteOutput.SLACK, LAYOUT);
            int rows = Math.min(reader.rows(), 1 << 12);
            for (int i = 0; i < 3; i++) {
                into.clear();
                reader.firstAtOrAfter(random.nextLong() >>> random.nextInt(Long.SIZE));
                reader.copyTo(into, random.nextInt(rows + 2), ColumnSet.ALL);
            }
        } catch (MalformedBytesException expected) {
            // The only way out besides rows.
        }
    }

    @Test
    void cutBlocksAreMalformed() {
        ByteOutput out = encoded(batch(50, 5, new SplittableRandom(9)));
        byte[] whole = Arrays.copyOfRange(out.bytes(), 5, out.length());
        ColumnBatch into = new ColumnBatch(LAYOUT, 0);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length + ByteOutput.SLACK);
            int stated = length;
            Arrays.fill(cut, length, cut.length, (byte) 0);
            assertThrows(
                    MalformedBytesException.class,
                    () -> new BlockCodec().decode(cut, 0, stated, into, column -> true),
                    "cut to " + length);
        }
    }

    @Test
    void aBlockOfTooManyRowsIsRefusedBeforeAnyRoomIsMade() {
        ByteOutput out = encoded(batch(3, 5, new SplittableRandom(9)));
        for (int rows : new int[] {-1, BlockCodec.MAX_ROWS + 1, Integer.MAX_VALUE}) {
            io.seqstore.core.memory.LittleEndian.putInt(out.bytes(), 5, rows);
            assertThrows(MalformedBytesException.class, () -> new BlockCodec()
                    .decode(out.bytes(), 5, out.length() - 5, new ColumnBatch(LAYOUT, 0), column -> true));
        }
    }
}
