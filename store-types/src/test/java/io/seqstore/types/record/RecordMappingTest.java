package io.seqstore.types.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.schema.TypeValidity;
import io.seqstore.types.value.SdsVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordMappingTest {
    private static final Instant NOON = Instant.parse("2017-11-23T12:00:00Z");

    enum State {
        OK,
        WARNING,
        @MemberValue(10)
        ALARM
    }

    private record Pump(@Key Instant time, @Uom("m") double level, State state) {}

    record Everything(
            @Key long key,
            boolean flag,
            Boolean nullableFlag,
            char letter,
            Character nullableLetter,
            byte b,
            Byte nullableByte,
            short s,
            Short nullableShort,
            int i,
            Integer nullableInt,
            long l,
            Long nullableLong,
            float f,
            Float nullableFloat,
            double d,
            Double nullableDouble,
            BigInteger big,
            BigDecimal decimal,
            String text,
            Instant instant,
            OffsetDateTime offset,
            Duration duration,
            UUID guid,
            SdsVersion version,
            State state,
            @Code(SdsTypeCode.NULLABLE_INT32_ENUM) State nullableState,
            @Code(SdsTypeCode.NULLABLE_DATE_TIME) Instant nullableInstant,
            @Code(SdsTypeCode.UINT16) int unsigned) {}

    @TypeId("readings")
    record Annotated(
            @Key(2) int sequence,
            @Key(1) @PropertyId("Time Stamp") Instant time,
            @Interpolation(SdsInterpolationMode.DISCRETE) Double value,
            @Quality int quality) {}

    @Test
    void describesARecordAsAType() {
        SdsType type = RecordMapping.of(Pump.class).type();
        TypeValidity.check(type, unit -> true);
        String name = "seqstore:io.seqstore.types.record.RecordMappingTest$Pump";
        assertEquals(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(), type.id());
        assertEquals("Pump", type.name());
        SdsType state = SdsType.builder(SdsTypeCode.INT32_ENUM)
                .id(UUID.nameUUIDFromBytes((name.replace("Pump", "State")).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .name("State")
                .member("OK", 0)
                .member("WARNING", 1)
                .member("ALARM", 10)
                .build();
        assertEquals(
                List.of(
                        SdsTypeProperty.key(
                                "time", atomic("19a87a76-614a-385b-ba48-6f8b30ff6ab2", SdsTypeCode.DATE_TIME)),
                        SdsTypeProperty.of("level", atomic("6fecef77-20b1-37ae-aa3b-e6bb838d5a86", SdsTypeCode.DOUBLE))
                                .withUom("m"),
                        SdsTypeProperty.of("state", state)),
                type.properties());
    }

    private static SdsType atomic(String id, SdsTypeCode code) {
        return SdsType.builder(code).id(id).name(code.sdsName()).build();
    }

    @Test
    void obeysTheAnnotations() {
        SdsType type = RecordMapping.of(Annotated.class).type();
        TypeValidity.check(type, unit -> true);
        assertEquals("readings", type.id());
        assertEquals(
                List.of("Time Stamp", "sequence"),
                type.keyProperties().stream().map(SdsTypeProperty::id).toList());
        SdsTypeProperty value = type.properties().get(2);
        assertEquals(SdsInterpolationMode.DISCRETE, value.interpolationMode());
        assertEquals(SdsTypeCode.NULLABLE_DOUBLE, value.type().typeCode());
        assertTrue(type.properties().get(3).isQuality());
    }

    @Test
    void givesEachClassItsCode() {
        List<SdsTypeCode> codes = RecordMapping.of(Everything.class).type().properties().stream()
                .map(property -> property.type().typeCode())
                .toList();
        assertEquals(
                List.of(
                        SdsTypeCode.INT64,
                        SdsTypeCode.BOOLEAN,
                        SdsTypeCode.NULLABLE_BOOLEAN,
                        SdsTypeCode.CHAR,
                        SdsTypeCode.NULLABLE_CHAR,
                        SdsTypeCode.SBYTE,
                        SdsTypeCode.NULLABLE_SBYTE,
                        SdsTypeCode.INT16,
                        SdsTypeCode.NULLABLE_INT16,
                        SdsTypeCode.INT32,
                        SdsTypeCode.NULLABLE_INT32,
                        SdsTypeCode.INT64,
                        SdsTypeCode.NULLABLE_INT64,
                        SdsTypeCode.SINGLE,
                        SdsTypeCode.NULLABLE_SINGLE,
                        SdsTypeCode.DOUBLE,
                        SdsTypeCode.NULLABLE_DOUBLE,
                        SdsTypeCode.UINT64,
                        SdsTypeCode.DECIMAL,
                        SdsTypeCode.STRING,
                        SdsTypeCode.DATE_TIME,
                        SdsTypeCode.DATE_TIME_OFFSET,
                        SdsTypeCode.TIME_SPAN,
                        SdsTypeCode.GUID,
                        SdsTypeCode.VERSION,
                        SdsTypeCode.INT32_ENUM,
                        SdsTypeCode.NULLABLE_INT32_ENUM,
                        SdsTypeCode.NULLABLE_DATE_TIME,
                        SdsTypeCode.UINT16),
                codes);
    }

    private static <T extends Record> BoundRecords<T> bind(Class<T> recordClass) {
        RecordMapping<T> mapping = RecordMapping.of(recordClass);
        assertSame(recordClass, mapping.recordClass());
        return mapping.bind(EventLayout.of(mapping.type()));
    }

    @Test
    void readsTheRecordsThatWereAppended() {
        BoundRecords<Everything> records = bind(Everything.class);
        Everything full = new Everything(
                Long.MIN_VALUE,
                true,
                false,
                '\uffff',
                'x',
                (byte) -128,
                (byte) 127,
                Short.MIN_VALUE,
                Short.MAX_VALUE,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0.1f,
                -0f,
                Double.MIN_VALUE,
                -0.0,
                BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
                new BigDecimal("-1.50"),
                "text \ud800",
                NOON,
                OffsetDateTime.parse("2020-01-01T00:00:00+05:30"),
                Duration.ofNanos(-100),
                new UUID(-1, 1),
                SdsVersion.of(1, 2, 3),
                State.ALARM,
                State.OK,
                NOON,
                65535);
        Everything empty = new Everything(
                5,
                false,
                null,
                '\0',
                null,
                (byte) 0,
                null,
                (short) 0,
                null,
                0,
                null,
                0,
                null,
                Float.NaN,
                null,
                Double.NaN,
                null,
                BigInteger.ZERO,
                BigDecimal.ZERO,
                null,
                Instant.parse("0001-01-01T00:00:00Z"),
                OffsetDateTime.parse("0001-01-01T00:00:00Z"),
                Duration.ZERO,
                new UUID(0, 0),
                null,
                State.OK,
                null,
                null,
                0);
        ColumnBatch batch = new ColumnBatch(records.layout(), 1);
        for (int i = 0; i < 100; i++) {
            records.append(full, batch);
            records.append(empty, batch);
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(full, records.read(batch, 2 * i));
            assertEquals(empty, records.read(batch, 2 * i + 1));
        }
        assertEquals(10, EventConverter.of(records.layout()).read(batch, 0).getLong("state"));
    }

    @Test
    void bindsToADeclaredTypeByIdIgnoringCase() {
        EventLayout declared = EventLayout.of(SdsType.object("Declared")
                .property("LEVEL", SdsTypeCode.DOUBLE)
                .property("Extra", SdsTypeCode.INT32)
                .property("Note", SdsTypeCode.STRING)
                .property(
                        "State",
                        SdsType.builder(SdsTypeCode.UINT16_ENUM)
                                .id("S")
                                .member("Alarm", 3)
                                .member("Warning", 2)
                                .member("ok", 1)
                                .build())
                .key("Time", SdsTypeCode.DATE_TIME)
                .build());
        BoundRecords<Pump> pumps = RecordMapping.of(Pump.class).bind(declared);
        ColumnBatch batch = new ColumnBatch(declared, 1);
        pumps.append(new Pump(NOON, 1.5, State.ALARM), batch);
        assertEquals(
                "Declared{LEVEL=1.5, Extra=0, Note=null, State=3, Time=2017-11-23T12:00:00Z}",
                EventConverter.of(declared).read(batch, 0).toString());
        assertEquals(new Pump(NOON, 1.5, State.ALARM), pumps.read(batch, 0));
    }

    record Wide(@Key long k, long a, int b, double c, Long d) {}

    @Test
    void widensNumbersOfDeclaredTypes() {
        EventLayout declared = EventLayout.of(SdsType.object("Narrow")
                .key("K", SdsTypeCode.UINT16)
                .property("A", SdsTypeCode.UINT32)
                .property("B", SdsTypeCode.BYTE)
                .property("C", SdsTypeCode.SINGLE)
                .property("D", SdsTypeCode.NULLABLE_INT16)
                .build());
        BoundRecords<Wide> records = RecordMapping.of(Wide.class).bind(declared);
        ColumnBatch batch = new ColumnBatch(declared, 1);
        Wide wide = new Wide(65535, 4294967295L, 255, 0.5, -32768L);
        records.append(wide, batch);
        assertEquals(wide, records.read(batch, 0));
        for (Wide tooWide : List.of(
                new Wide(65536, 0, 0, 0, null),
                new Wide(0, -1, 0, 0, null),
                new Wide(0, 0, 256, 0, null),
                new Wide(0, 0, 0, 0.1, null),
                new Wide(0, 0, 0, 0, 32768L))) {
            assertThrows(InvalidRequestException.class, () -> records.append(tooWide, batch));
            assertEquals(1, batch.count());
        }
    }

    record NoKey(double level) {}

    record Unknown(@Key Instant time, double flow) {}

    record WrongClass(@Key Instant time, int level) {}

    record Primitive(@Key Instant time, double limit) {}

    record Twice(
            @Key Instant time,
            double level,
            @PropertyId("LEVEL") double again) {}

    enum Other {
        OFF
    }

    record WrongEnum(@Key Instant time, Other state) {}

    @Test
    void saysWhichComponentDoesNotFit() {
        EventLayout layout = EventLayout.of(SdsType.object("Pump")
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("Level", SdsTypeCode.DOUBLE)
                .property("Limit", SdsTypeCode.NULLABLE_DOUBLE)
                .property("State", SdsType.enumeration("State").member("On", 1).build())
                .build());
        refused(layout, NoKey.class, "no component for key property 'Time' of type 'Pump'");
        refused(
                layout,
                Unknown.class,
                "Component 'flow' (double) of record",
                "has no property 'flow'; it has [Time, Level");
        refused(layout, WrongClass.class, "Component 'level' (int)", "has a property 'Level' of type Double");
        refused(layout, Primitive.class, "Component 'limit' (double)", "may be null; use Double");
        refused(layout, Twice.class, "Component 'again'", "one property 'Level' for two components");
        refused(layout, WrongEnum.class, "Component 'state' (Other)", "without a member 'OFF'");
    }

    private static void refused(EventLayout layout, Class<? extends Record> recordClass, String... complaints) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> RecordMapping.of(recordClass)
                        .bind(layout));
        for (String complaint : complaints) {
            assertTrue(refusal.reason().contains(complaint), refusal.reason());
        }
    }

    record Unmappable(@Key int k, Locale locale) {}

    record Generic<T>(@Key int k, T value) {}

    record WrongCode(
            @Key int k, @Code(SdsTypeCode.INT32_ARRAY) int a) {}

    @Test
    void refusesClassesWithoutACode() {
        for (Class<? extends Record> recordClass : List.of(Unmappable.class, Generic.class, WrongCode.class)) {
            InvalidRequestException refusal =
                    assertThrows(InvalidRequestException.class, () -> RecordMapping.of(recordClass));
            assertTrue(refusal.reason().startsWith("Component '"), refusal.reason());
        }
    }

    record Picky(@Key int k, Instant time) {
        Picky {
            if (k == 7) {
                throw new IllegalArgumentException("seven");
            }
        }
    }

    @Test
    void leavesTheBatchAsItWasWhenARecordIsRefused() {
        BoundRecords<Picky> records = bind(Picky.class);
        ColumnBatch batch = new ColumnBatch(records.layout(), 1);
        records.append(new Picky(1, NOON), batch);
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> records.append(new Picky(2, null), batch));
        assertTrue(
                refusal.reason().startsWith("Property 'time': null is not a value of type DateTime"), refusal.reason());
        assertEquals(1, batch.count());
        assertEquals(new Picky(1, NOON), records.read(batch, 0));
    }

    @Test
    void passesOnWhatAConstructorThrows() {
        BoundRecords<Picky> records = bind(Picky.class);
        ColumnBatch batch = new ColumnBatch(records.layout(), 1);
        records.append(new Picky(1, NOON), batch);
        batch.keys()[0] = 7;
        assertEquals(
                "seven",
                assertThrows(IllegalArgumentException.class, () -> records.read(batch, 0))
                        .getMessage());
    }

    @Test
    void refusesTheNumberOfAnEnumWithoutConstant() {
        BoundRecords<Pump> pumps = bind(Pump.class);
        ColumnBatch batch = new ColumnBatch(pumps.layout(), 1);
        pumps.append(new Pump(NOON, 1, State.OK), batch);
        batch.longs(pumps.layout().property("state").column())[0] = 5;
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> pumps.read(batch, 0));
        assertTrue(refusal.reason().startsWith("Property 'state' holds 5"), refusal.reason());
        assertThrows(InvalidRequestException.class, () -> pumps.append(new Pump(NOON, 1, null), batch));
    }

    @Test
    void refusesBatchesOfOtherTypes() {
        BoundRecords<Pump> pumps = bind(Pump.class);
        ColumnBatch other = new ColumnBatch(bind(Picky.class).layout(), 1);
        assertThrows(IllegalArgumentException.class, () -> pumps.append(new Pump(NOON, 1, State.OK), other));
        assertThrows(IllegalArgumentException.class, () -> pumps.read(other, 0));
    }

    @Test
    void mapsRecordsThatAreLocalToAMethod() {
        record Local(@Key int k, String text) {}
        BoundRecords<Local> records = bind(Local.class);
        ColumnBatch batch = new ColumnBatch(records.layout(), 1);
        records.append(new Local(1, "a"), batch);
        assertEquals(new Local(1, "a"), records.read(batch, 0));
        assertNull(new Local(1, null).text());
    }
}
