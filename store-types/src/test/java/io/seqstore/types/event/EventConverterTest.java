package io.seqstore.types.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.RandomValues;
import io.seqstore.types.value.ScalarText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventConverterTest {
    /** One property for each scalar, nullable and enum code. */
    private static SdsType everything(SdsTypeCode keyCode) {
        SdsType.Builder type = SdsType.object("Everything").key("Key", keyCode);
        for (SdsTypeCode code : SdsTypeCode.values()) {
            if (code.isScalar()) {
                type.property(SdsTypeProperty.of(
                        code.sdsName(),
                        code.isEnum()
                                ? SdsType.builder(code)
                                        .id(code.sdsName())
                                        .member("A", 1)
                                        .build()
                                : SdsType.of(code)));
            }
        }
        return type.build();
    }

    static Stream<SdsTypeCode> keyCodes() {
        return Arrays.stream(SdsTypeCode.values()).filter(KeyForm::isOrdered);
    }

    @ParameterizedTest(name = "key {0}")
    @MethodSource("keyCodes")
    void readsWhatWasAppended(SdsTypeCode keyCode) {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            EventLayout layout = EventLayout.of(everything(keyCode));
            EventConverter converter = EventConverter.of(layout);
            ColumnBatch batch = new ColumnBatch(layout, 1);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Event event = randomEvent(layout, random);
                events.add(event);
                converter.append(event, batch);
            }
            for (int row = 0; row < events.size(); row++) {
                Event read = converter.read(batch, row);
                assertEquals(events.get(row), read, "seed " + seed);
                assertEquals(events.get(row).hashCode(), read.hashCode());
                assertEquals(batch.key(row), converter.key(read.key()), "seed " + seed);
                assertEquals(events.get(row).toString(), read.toString());
                assertEquals(batch.key(row), converter.parseKey(converter.keyText(batch.key(row))), "seed " + seed);
            }
        }
    }

    private static Event randomEvent(EventLayout layout, Random random) {
        Event.Builder event = Event.builder(layout);
        for (PropertyLayout property : layout.properties()) {
            event.set(
                    property.id(),
                    property.isKey()
                            ? RandomValues.key(property.code(), random)
                            : RandomValues.of(property.code(), random));
        }
        return event.build();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "7ff0000000000001",
                "fff8000000000000",
                "7ff8dead0000beef",
                "ffffffffffffffff",
                "8000000000000000",
                "0000000000000001",
                "7ff0000000000000"
            })
    void keepsDoublesBitForBit(String bits) {
        EventLayout layout = EventLayout.of(SdsType.object("P")
                .key("K", SdsTypeCode.INT32)
                .property("X", SdsTypeCode.DOUBLE)
                .build());
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        ColumnBatch batch = new ColumnBatch(layout, 1);
        EventConverter converter = EventConverter.of(layout);
        converter.append(Event.builder(layout).set("K", 1).set("X", value).build(), batch);
        double read = (Double) converter.read(batch, 0).get("X");
        assertEquals(bits, String.format("%016x", Double.doubleToRawLongBits(read)));
    }

    /** Smaller values have smaller keys. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "INT64 | -9223372036854775808 | -1 | 0 | 9223372036854775807",
                "UINT64 | 0 | 9223372036854775807 | 9223372036854775808 | 18446744073709551615",
                "DOUBLE | -1.7976931348623157e308 | -4.9e-324 | 0 | 4.9e-324",
                "SINGLE | -3.4e38 | -1.5 | 0.25 | 3.4e38",
                "CHAR | A | a | \u00e4 | \uffff",
                "DATE_TIME | 0001-01-01 | 1969-12-31T23:59:59.9999999Z | 1970-01-01 | 9999-12-31",
                "DATE_TIME_OFFSET | 2020-01-01T01:00:00+02:00 | 2020-01-01T00:00:00Z | 2019-12-31T23:00:00-02:00 | 2020-01-02",
                "TIME_SPAN | -10675199.02:48:05.4775808 | -00:00:00.0000001 | 00:00:00 | 10675199.02:48:05.4775807",
            })
    void ordersKeysAsTheirValues(SdsTypeCode code, String a, String b, String c, String d) {
        EventConverter converter = EventConverter.of(
                EventLayout.of(SdsType.object("P").key("K", code).build()));
        long[] keys = Stream.of(a, b, c, d).mapToLong(converter::parseKey).toArray();
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        assertEquals(Arrays.toString(sorted), Arrays.toString(keys));
        assertEquals(4, Arrays.stream(keys).distinct().count());
    }

    @Test
    void takesEqualMomentsAndBothZerosForOneKey() {
        EventConverter times = converter(SdsTypeCode.DATE_TIME_OFFSET);
        assertEquals(times.parseKey("2020-01-01T14:00:00+01:00"), times.parseKey("2020-01-01T13:00:00Z"));
        EventConverter numbers = converter(SdsTypeCode.DOUBLE);
        assertEquals(numbers.key(0.0), numbers.key(-0.0));
        assertEquals(0.0, numbers.normaliseKey(-0.0));
        assertEquals(numbers.key(5.0), numbers.key(5));
    }

    private static EventConverter converter(SdsTypeCode keyCode) {
        return EventConverter.of(EventLayout.of(SdsType.object("P")
                .key("K", keyCode)
                .property("X", SdsTypeCode.DOUBLE)
                .build()));
    }

    @Test
    void keepsTheOffsetOfAKeyBesideIt() {
        EventConverter converter = converter(SdsTypeCode.DATE_TIME_OFFSET);
        ColumnBatch batch = new ColumnBatch(converter.layout(), 1);
        OffsetDateTime time = OffsetDateTime.parse("2020-01-01T14:00:00+05:30");
        converter.append(Event.builder(converter.layout()).set("K", time).build(), batch);
        assertEquals(time, converter.read(batch, 0).key());
        assertEquals(OffsetDateTime.parse("2020-01-01T08:30:00Z"), converter.keyValue(batch.key(0)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesKeysThatAreNotFinite(double key) {
        for (SdsTypeCode code : List.of(SdsTypeCode.DOUBLE, SdsTypeCode.SINGLE)) {
            EventConverter converter = converter(code);
            InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> converter.key(key));
            assertTrue(refusal.reason().startsWith("Key property 'K' of type 'P': "), refusal.reason());
            assertThrows(
                    InvalidRequestException.class,
                    () -> Event.builder(converter.layout()).set("K", key).build());
        }
    }

    @Test
    void setsValuesOneByOneAndAgain() {
        EventConverter converter = converter(SdsTypeCode.DATE_TIME);
        EventLayout layout = EventLayout.of(SdsType.object("P")
                .key("K", SdsTypeCode.INT32)
                .property("Text", SdsTypeCode.STRING)
                .property("N", SdsTypeCode.NULLABLE_INT32)
                .build());
        converter = EventConverter.of(layout);
        ColumnBatch batch = new ColumnBatch(layout, 1);
        int row = batch.addRow(0);
        converter.setValue(batch, row, layout.property("k"), 5);
        converter.setValue(batch, row, layout.property("text"), null);
        converter.setValue(batch, row, layout.property("text"), "one");
        converter.setValue(batch, row, layout.property("text"), "two!");
        converter.setValue(batch, row, layout.property("n"), null);
        converter.setValue(batch, row, layout.property("n"), 7);
        assertEquals("P{K=5, Text=two!, N=7}", converter.read(batch, 0).toString());
        EventConverter bound = converter;
        InvalidRequestException refusal = assertThrows(
                InvalidRequestException.class, () -> bound.setValue(batch, row, layout.property("N"), 1.5));
        assertTrue(refusal.reason().startsWith("Property 'N': "), refusal.reason());
        assertThrows(InvalidRequestException.class, () -> bound.setValue(batch, row, layout.property("K"), null));
    }

    @Test
    void refusesEventsOfOtherTypes() {
        EventConverter converter = converter(SdsTypeCode.INT32);
        EventLayout other = converter(SdsTypeCode.INT64).layout();
        Event event = Event.builder(other).set("K", 1).build();
        assertThrows(
                IllegalArgumentException.class, () -> converter.append(event, new ColumnBatch(converter.layout(), 1)));
        EventLayout equal = EventLayout.of(converter.layout().type());
        ColumnBatch batch = new ColumnBatch(equal, 1);
        converter.append(Event.builder(equal).set("K", 1).build(), batch);
        assertEquals(1, batch.count());
    }

    @Test
    void forgetsTruncatedRowsTogetherWithTheirNulls() {
        EventLayout layout = EventLayout.of(SdsType.object("P")
                .key("K", SdsTypeCode.INT32)
                .property("Text", SdsTypeCode.STRING)
                .property("N", SdsTypeCode.NULLABLE_INT32)
                .build());
        EventConverter converter = EventConverter.of(layout);
        ColumnBatch batch = new ColumnBatch(layout, 1);
        Event full =
                Event.builder(layout).set("K", 1).set("Text", "a").set("N", 1).build();
        Event empty = Event.builder(layout).set("K", 2).build();
        for (int i = 0; i < 100; i++) {
            converter.append(i < 3 ? full : empty, batch);
        }
        batch.truncate(3);
        assertEquals(3, batch.count());
        for (int i = 0; i < 100; i++) {
            int row = batch.addRow(9);
            batch.longs(1)[row] = 4;
            batch.bytes(0).set(row, new byte[] {'b'});
        }
        for (int row = 3; row < batch.count(); row++) {
            assertEquals("P{K=9, Text=b, N=4}", converter.read(batch, row).toString());
        }
        assertEquals(full, converter.read(batch, 2));
    }

    @Test
    void printsKeysAsIndexStrings() {
        EventConverter converter = converter(SdsTypeCode.DATE_TIME);
        long key = converter.key(Instant.parse("2017-11-23T13:00:00Z"));
        assertEquals("2017-11-23T13:00:00Z", converter.keyText(key));
        assertEquals(key, converter.parseKey("2017-11-23T14:00:00.000+01:00"));
        assertEquals("2017-11-23T13:00:00Z", ScalarText.print(SdsTypeCode.DATE_TIME, converter.keyValue(key)));
        assertThrows(InvalidRequestException.class, () -> converter.parseKey("yesterday"));
    }
}
