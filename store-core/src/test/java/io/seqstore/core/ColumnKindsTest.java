package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type code, null and not, come back to the bit from wherever they are kept. */
class ColumnKindsTest {
    private static final int ROWS = 2_500;
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    /** What is done between writing and reading. */
    enum Way {
        NOTHING,
        FLUSH,
        CLOSE_AND_OPEN,
        KILL_AND_OPEN,
        COMPACT
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Way.class)
    void everyValueComesBackToTheBit(Way way) {
        ForgetfulFolder folder = new ForgetfulFolder();
        Store store = Store.open(folder, OPTIONS);
        try {
            SdsType type = typeOfAllScalars();
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
            store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("all", type.id()));
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "all");
            ColumnBatch written = batchOfAllKinds(stream);
            // Every other row first, the others late.
            stream.insert(everyOther(written, 0));
            stream.insert(everyOther(written, 1));
            switch (way) {
                case NOTHING -> {
                    // Read from the memtable.
                }
                case FLUSH -> store.flush();
                case CLOSE_AND_OPEN -> {
                    store.close();
                    store = Store.open(folder, OPTIONS);
                }
                case KILL_AND_OPEN -> {
                    ForgetfulFolder left = folder.afterKill();
                    store.close();
                    store = Store.open(left, OPTIONS);
                }
                case COMPACT -> {
                    store.flush();
                    stream.replace(everyOther(written, 1));
                    store.flush();
                    store.compact();
                }
            }
            assertHolds(store.stream(Registry.DEFAULT_NAMESPACE, "all"), written);
        } finally {
            store.close();
        }
    }

    private static SdsType typeOfAllScalars() {
        SdsType.Builder type = SdsType.object("All").key("Key", SdsTypeCode.INT64);
        for (SdsTypeCode code : SdsTypeCode.values()) {
            if (code.isScalar() && isKept(code)) {
                type.property("P" + code.name().replace("_", ""), code);
            }
        }
        return type.build();
    }

    private static boolean isKept(SdsTypeCode code) {
        // Enums need a type of their own; their numbers are kept as these integers are.
        return !code.name().contains("ENUM");
    }

    private static ColumnBatch everyOther(ColumnBatch all, int first) {
        ColumnBatch part = new ColumnBatch(all.layout(), 0);
        for (int row = first; row < all.count(); row += 2) {
            part.addCopy(all, row);
        }
        return part;
    }

    private static ColumnBatch batchOfAllKinds(Stream stream) {
        SplittableRandom random = new SplittableRandom(99);
        ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
        boolean[] isKind = new boolean[ColumnKind.values().length];
        for (int i = 0; i < ROWS; i++) {
            int row = batch.addRow(i * 3L);
            for (PropertyLayout property : stream.layout().properties()) {
                if (!property.isKey()) {
                    setValue(batch, property, row, random);
                    isKind[batch.column(property.column()).kind().ordinal()] = true;
                }
            }
        }
        assertArrayEquals(new boolean[] {true, true, true}, isKind, "all kinds of columns");
        return batch;
    }

    private static void setValue(ColumnBatch batch, PropertyLayout property, int row, SplittableRandom random) {
        Column column = batch.column(property.column());
        boolean isNull = property.code().acceptsNull() && random.nextInt(5) == 0;
        if (isNull) {
            column.setNull(row);
        } else if (column instanceof LongColumn longs) {
            longs.set(row, longOf(property.code().scalar(), random));
        } else if (column instanceof DoubleColumn doubles) {
            doubles.set(row, doubleOf(row, random));
        } else if (column instanceof BytesColumn bytes) {
            byte[] value = new byte[random.nextInt(20) == 0 ? random.nextInt(3_000) : random.nextInt(20)];
            random.nextBytes(value);
            bytes.set(row, value);
        }
        if (property.offsetColumn() != PropertyLayout.NONE) {
            LongColumn offsets = (LongColumn) batch.column(property.offsetColumn());
            if (isNull) {
                offsets.setNull(row);
            } else {
                offsets.set(row, random.nextInt(-840, 841));
            }
        }
    }

    private static long longOf(SdsTypeCode code, SplittableRandom random) {
        return switch (code) {
            case BOOLEAN -> random.nextInt(2);
            case CHAR, UINT16 -> random.nextInt(0x1_0000);
            case SBYTE -> random.nextInt(-128, 128);
            case BYTE -> random.nextInt(256);
            case INT16 -> random.nextInt(Short.MIN_VALUE, Short.MAX_VALUE + 1);
            case INT32 -> random.nextInt();
            case UINT32 -> random.nextLong(1L << 32);
            case DATE_TIME, DATE_TIME_OFFSET -> random.nextLong(Ticks.MIN, Ticks.MAX + 1);
            default -> random.nextLong();
        };
    }

    private static double doubleOf(int row, SplittableRandom random) {
        return switch (row % 9) {
            case 0 -> -0.0;
            case 1 -> Double.NaN;
            case 2 -> Double.longBitsToDouble(0x7FF8_0000_0000_0000L | random.nextInt(1 << 20));
            case 3 -> Double.POSITIVE_INFINITY;
            case 4 -> Double.NEGATIVE_INFINITY;
            case 5 -> Double.MIN_VALUE;
            case 6 -> Double.longBitsToDouble(random.nextLong());
            default -> random.nextInt(100_000) / 100.0;
        };
    }

    private static void assertHolds(Stream stream, ColumnBatch written) {
        int row = 0;
        try (StreamSnapshot snapshot = stream.snapshot();
                BatchCursor cursor = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            while (cursor.advance()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    assertEquals(written.key(row), cursor.batch().key(i));
                    for (int column = 0; column < written.columnCount(); column++) {
                        assertSameValue(written, row, cursor.batch(), i, column);
                    }
                    row++;
                }
            }
        }
        assertEquals(written.count(), row);
    }

    private static void assertSameValue(ColumnBatch written, int row, ColumnBatch read, int readRow, int column) {
        Column expected = written.column(column);
        Column found = read.column(column);
        String where = "row " + row + ", column " + column;
        assertEquals(expected.isNull(row), found.isNull(readRow), where);
        if (expected.isNull(row)) {
            return;
        }
        if (expected instanceof LongColumn longs) {
            assertEquals(longs.get(row), ((LongColumn) found).get(readRow), where);
        } else if (expected instanceof DoubleColumn doubles) {
            assertEquals(
                    Double.doubleToRawLongBits(doubles.get(row)),
                    Double.doubleToRawLongBits(((DoubleColumn) found).get(readRow)),
                    where);
        } else {
            assertArrayEquals(((BytesColumn) expected).get(row), ((BytesColumn) found).get(readRow), where);
        }
    }

    @Test
    void columnsThatWereNotAskedForAreNotDecoded() {
        try (Store store = Store.inMemory(OPTIONS)) {
            Stream stream = TestEvents.stream(store, "pump");
            List<TestEvents.Row> rows = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                rows.add(new TestEvents.Row(i, i % 5, i / 2.0, "n" + i));
            }
            stream.insert(TestEvents.batch(stream.layout(), rows));
            store.flush();
            try (StreamSnapshot snapshot = stream.snapshot();
                    BatchCursor cursor = snapshot.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.of(1))) {
                int seen = 0;
                while (cursor.advance()) {
                    for (int i = cursor.from(); i < cursor.to(); i++) {
                        assertEquals(seen++ / 2.0, cursor.batch().doubles(1)[i]);
                    }
                    assertTrue(Arrays.stream(cursor.batch().longs(0)).allMatch(value -> value == 0), "not asked for");
                }
                assertEquals(3_000, seen);
            }
        }
    }

    @ParameterizedTest(name = "column {0} is reported")
    @ValueSource(ints = {0, 1})
    void ofSeveralBadValuesThatOfTheFirstEventIsReported(int columnOfFirst) {
        SdsType type = SdsType.object("Two")
                .key("Time", SdsTypeCode.INT64)
                .property("A", SdsTypeCode.BYTE)
                .property("B", SdsTypeCode.BYTE)
                .build();
        try (Store store = Store.inMemory(OPTIONS)) {
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
            store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("two", "Two"));
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "two");
            ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
            for (long key = 10; key < 14; key++) {
                batch.addRow(key);
            }
            batch.longs(columnOfFirst)[1] = 256;
            batch.longs(1 - columnOfFirst)[3] = -1;
            InvalidRequestException refused = assertThrows(InvalidRequestException.class, () -> stream.insert(batch));
            assertEquals("11", refused.parameters().get("Index"), refused.getMessage());
            assertTrue(refused.getMessage().contains(columnOfFirst == 0 ? "'A'" : "'B'"), refused.getMessage());
        }
    }

    @Test
    void theIndexInAnErrorIsWrittenAsItsTypeWritesIt() {
        SdsType type = SdsType.object("Clock")
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("A", SdsTypeCode.BYTE)
                .build();
        try (Store store = Store.inMemory(OPTIONS)) {
            store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
            store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("clock", "Clock"));
            Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, "clock");
            ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
            batch.addRow(KeyForm.keyOf(SdsTypeCode.DATE_TIME, Instant.parse("2017-11-23T13:00:00Z")));
            stream.insert(batch);
            ConflictException refused = assertThrows(ConflictException.class, () -> stream.insert(batch));
            assertEquals("2017-11-23T13:00:00.0000000Z", refused.parameters().get("Index"));
            assertEquals("clock", refused.parameters().get("StreamId"));
        }
    }

    @Test
    void aStreamOfATypeThatCannotBeKeptIsRefusedOrCanBeDeleted() {
        SdsType type = SdsType.object("Named")
                .key("Name", SdsTypeCode.STRING)
                .property("A", SdsTypeCode.BYTE)
                .build();
        try (Store store = Store.inMemory(OPTIONS)) {
            Registry registry = store.registry();
            registry.getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
            try {
                registry.getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of("named", "Named"));
            } catch (InvalidRequestException refused) {
                assertTrue(
                        registry.findStream(Registry.DEFAULT_NAMESPACE, "named").isEmpty());
                return;
            }
            registry.deleteStream(Registry.DEFAULT_NAMESPACE, "named");
            assertFalse(registry.findStream(Registry.DEFAULT_NAMESPACE, "named").isPresent());
        }
    }
}
