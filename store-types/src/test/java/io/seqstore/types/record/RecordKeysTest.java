package io.seqstore.types.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose keys are text, Guid, Decimal or several components. */
class RecordKeysTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2020-01-01T12:00:00.1234567+05:30");
    private static final UUID GUID = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

    record Named(double level, @Key String name) {}

    record Identified(@Key UUID id, String note) {}

    record Priced(@Key BigDecimal price, Integer count) {}

    /** Declared against the order of the key. */
    record Recorded(
            @Key(2) int sequence,
            double level,
            @Key(1) @PropertyId("Time Stamp") Instant time) {}

    record Mixed(
            @Key(3) String text,
            @Key(1) BigDecimal price,
            @Key(2) OffsetDateTime time) {}

    record Small(
            @Key(1) boolean flag,
            @Key(2) char letter,
            @Key(3) byte number) {}

    record Numbers(
            @Key(1) double ratio,
            @Key(2) float half,
            @Key(3) BigInteger big) {}

    record Boxed(
            @Key(1) Long number,
            @Key(2) Duration span,
            @Key(3) UUID id) {}

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of(new Named(1.5, "a|b\ud800"), "a|b\ud800"),
                Arguments.of(new Identified(GUID, null), GUID.toString()),
                Arguments.of(new Priced(new BigDecimal("-1.50"), 3), "-1.50"),
                Arguments.of(new Recorded(7, 2.5, Instant.parse("2020-01-01T00:00:00Z")), "2020-01-01T00:00:00Z|7"),
                Arguments.of(
                        new Mixed("a|b", new BigDecimal("2.0"), TIME), "2.0|2020-01-01T12:00:00.1234567+05:30|a\\|b"),
                Arguments.of(new Small(true, '|', (byte) -5), "true|\\||-5"),
                Arguments.of(
                        new Numbers(0.1, -2.5f, BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
                        "0.1|-2.5|18446744073709551615"),
                Arguments.of(new Boxed(-7L, Duration.ofSeconds(-90), GUID), "-7|-00:01:30|" + GUID));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void readsRecordsAsTheyWereAppended(Record event, String index) {
        roundTrip(event, index);
    }

    private static <T extends Record> void roundTrip(T event, String index) {
        @SuppressWarnings("unchecked")
        RecordMapping<T> mapping = RecordMapping.of((Class<T>) event.getClass());
        EventLayout layout = EventLayout.of(mapping.type());
        BoundRecords<T> records = mapping.bind(layout);
        EventConverter converter = EventConverter.of(layout);
        ColumnBatch batch = new ColumnBatch(layout, 1);
        for (int row = 0; row < 3; row++) {
            records.append(event, batch);
            assertEquals(event, records.read(batch, row));
            assertEquals(index, converter.keyText(batch, row));
            assertEquals(converter.parseEventKey(index), batch.eventKey(row));
        }
        ColumnBatch copied = new ColumnBatch(layout, 1);
        converter.append(converter.read(batch, 2), copied);
        assertEquals(event, records.read(copied, 0));
        assertEquals(batch.eventKey(2), copied.eventKey(0));
    }

    @Test
    void leavesNoRowBehindWhenAPartOfTheKeyIsRefused() {
        RecordMapping<Numbers> mapping = RecordMapping.of(Numbers.class);
        EventLayout layout = EventLayout.of(mapping.type());
        BoundRecords<Numbers> records = mapping.bind(layout);
        ColumnBatch batch = new ColumnBatch(layout, 1);
        Numbers fine = new Numbers(-0.0, 1, BigInteger.ONE);
        records.append(fine, batch);
        for (Numbers wrong : List.of(
                new Numbers(Double.NaN, 1, BigInteger.ONE),
                new Numbers(1, Float.NEGATIVE_INFINITY, BigInteger.ONE),
                new Numbers(1, 1, BigInteger.ONE.negate()),
                new Numbers(1, 1, null))) {
            InvalidRequestException refusal =
                    assertThrows(InvalidRequestException.class, () -> records.append(wrong, batch));
            assertTrue(refusal.reason().startsWith("Key property '"), refusal.reason());
            assertEquals(1, batch.count());
        }
        records.append(new Numbers(3, 4, BigInteger.TWO), batch);
        assertEquals(new Numbers(0.0, 1, BigInteger.ONE), records.read(batch, 0));
        assertEquals("3.0|4.0|2", EventConverter.of(layout).keyText(batch, 1));
    }

    record Half(@Key String name, double level) {}

    @Test
    void needsAComponentForEachPartOfTheKey() {
        EventLayout layout = EventLayout.of(SdsType.object("Pump")
                .key("Name", SdsTypeCode.STRING)
                .key("Number", SdsTypeCode.INT32)
                .property("Level", SdsTypeCode.DOUBLE)
                .build());
        RecordMapping<Half> mapping = RecordMapping.of(Half.class);
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> mapping.bind(layout));
        assertTrue(
                refusal.reason().contains("has no component for key property 'Number' of type 'Pump'"),
                refusal.reason());
    }
}
