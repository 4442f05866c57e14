package io.seqstore.types.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.EventKey;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.RandomValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys stand in the order of their values (spec 03, 7.1), whatever they are made of. */
class KeyOrderTest {
    private static final List<SdsTypeCode> KEY_CODES =
            Arrays.stream(SdsTypeCode.values()).filter(SdsTypeCode::isKeyCode).toList();

    static EventConverter converter(List<SdsTypeCode> codes) {
        SdsType.Builder type = SdsType.object("P");
        for (int i = 0; i < codes.size(); i++) {
            type.key("K" + i, codes.get(i));
        }
        return EventConverter.of(
                EventLayout.of(type.property("X", SdsTypeCode.DOUBLE).build()));
    }

    /** The order of the spec, told without any key. */
    private static int compare(Object a, Object b) {
        if (a instanceof Double || a instanceof Float) {
            return Double.compare(((Number) a).doubleValue() + 0.0, ((Number) b).doubleValue() + 0.0);
        }
        if (a instanceof OffsetDateTime time) {
            return time.toInstant().compareTo(((OffsetDateTime) b).toInstant());
        }
        if (a instanceof UUID) {
            return a.toString().compareTo(b.toString());
        }
        @SuppressWarnings("unchecked")
        Comparable<Object> comparable = (Comparable<Object>) a;
        return comparable.compareTo(b);
    }

    private static int compare(List<Object> a, List<Object> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return Integer.signum(order);
            }
        }
        return 0;
    }

    /** A few values, so that they meet again: also as equals that look different, and as near neighbours. */
    private static List<Object> values(SdsTypeCode code, Random random) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Object value = RandomValues.key(code, random);
            values.add(value);
            values.add(relative(value, random));
        }
        return values;
    }

    private static Object relative(Object value, Random random) {
        if (value instanceof String text) {
            String other = text + (char) random.nextInt(3);
            return random.nextBoolean() ? other : text.substring(0, text.length() / 2);
        }
        if (value instanceof BigDecimal number) {
            BigDecimal same = number.setScale(Math.min(28, number.scale() + 1));
            return same.unscaledValue().bitLength() < 96 ? same : number.setScale(0, RoundingMode.DOWN);
        }
        if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(121) - 60)));
        }
        if (value instanceof UUID guid) {
            return new UUID(guid.getMostSignificantBits(), ~guid.getLeastSignificantBits());
        }
        return value instanceof Double number ? (Object) (-number) : value;
    }

    static Stream<List<SdsTypeCode>> shapes() {
        Stream<List<SdsTypeCode>> single = KEY_CODES.stream().map(List::of);
        Stream<List<SdsTypeCode>> compound = LongStream.rangeClosed(1, 60).mapToObj(seed -> {
            Random random = new Random(seed);
            return IntStream.range(0, 2 + random.nextInt(2))
                    .mapToObj(part -> KEY_CODES.get(random.nextInt(KEY_CODES.size())))
                    .toList();
        });
        Stream<List<SdsTypeCode>> texts = Stream.of(
                List.of(SdsTypeCode.STRING, SdsTypeCode.STRING),
                List.of(SdsTypeCode.STRING, SdsTypeCode.STRING, SdsTypeCode.STRING),
                List.of(SdsTypeCode.DECIMAL, SdsTypeCode.DATE_TIME_OFFSET, SdsTypeCode.DOUBLE),
                List.of(SdsTypeCode.DATE_TIME, SdsTypeCode.DATE_TIME));
        return Stream.of(single, compound, texts).flatMap(shapes -> shapes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void ordersKeysAsTheirValues(List<SdsTypeCode> codes) {
        EventConverter converter = converter(codes);
        EventLayout layout = converter.layout();
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            List<List<Object>> choices =
                    codes.stream().map(code -> values(code, random)).toList();
            List<List<Object>> tuples = new ArrayList<>();
            ColumnBatch batch = new ColumnBatch(layout, 1);
            for (int i = 0; i < 40; i++) {
                List<Object> tuple = choices.stream()
                        .map(values -> values.get(random.nextInt(values.size())))
                        .toList();
                Event.Builder event = Event.builder(layout);
                for (int part = 0; part < tuple.size(); part++) {
                    event.set("K" + part, tuple.get(part));
                }
                converter.append(event.build(), batch);
                tuples.add(tuple);
            }
            for (int i = 0; i < tuples.size(); i++) {
                EventKey key = converter.eventKey(tuples.get(i));
                assertEquals(key, batch.eventKey(i));
                assertEquals(key, converter.eventKey(converter.keyValue(batch, i)));
                assertEquals(key, converter.eventKey(converter.keyValue(key)));
                assertEquals(key, converter.parseEventKey(converter.keyText(batch, i)));
                assertEquals(key, converter.parseEventKey(converter.keyText(key)));
                for (int j = 0; j < tuples.size(); j++) {
                    String what = "seed " + seed + ": " + tuples.get(i) + " and " + tuples.get(j);
                    int expected = compare(tuples.get(i), tuples.get(j));
                    EventKey other = batch.eventKey(j);
                    assertEquals(expected, Integer.signum(key.compareTo(other)), what);
                    assertEquals(expected == 0, key.equals(other), what);
                    assertTrue(expected != 0 || key.hashCode() == other.hashCode(), what);
                    assertEquals(expected, Integer.signum(batch.compareKeys(i, batch, j)), what);
                    assertEquals(expected, Integer.signum(batch.compareKey(i, other)), what);
                    // Else the zeros that fill a short head up could be taken for more of a key.
                    boolean isBeginning =
                            layout.hasKeyTail() && expected != 0 && hex(other).startsWith(hex(key));
                    assertFalse(isBeginning, what);
                }
            }
        }
    }

    static String hex(EventKey key) {
        return String.format("%016x", key.head() ^ Long.MIN_VALUE)
                + HexFormat.of().formatHex(key.tail());
    }

    @Test
    void ordersAllCharactersOfTextByTheirNumber() {
        EventConverter converter = converter(List.of(SdsTypeCode.STRING));
        EventKey before = converter.eventKey("");
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            String text = String.valueOf((char) unit);
            EventKey key = converter.eventKey(text);
            assertTrue(before.compareTo(key) < 0, "U+" + Integer.toHexString(unit));
            assertEquals(text, converter.keyValue(key));
            before = converter.eventKey(text + '\uffff');
            assertTrue(key.compareTo(before) < 0, "U+" + Integer.toHexString(unit));
        }
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "STRING; ''; 0000",
                "STRING; a; 610000",
                "STRING; Pump 7a; 50756d702037610000",
                "STRING; '\u0000a'; 0001610000",
                "STRING; \u00e4; c3a40000",
                "STRING; \u20ac; e282ac0000",
                "STRING; \ud83d\ude00; eda0bdedb8800000",
                "STRING; \udc00; edb0800000",
                "GUID; 0f8fad5b-d9cb-469f-a165-70867728950e; 0f8fad5bd9cb469fa16570867728950e",
                "DECIMAL; 0; 8000000000000000000000000000",
                "DECIMAL; 0.000; 8000000000000000000000000000",
                "DECIMAL; 1; 9d00204fce5e3e25026110000000",
                "DECIMAL; 1.00; 9d00204fce5e3e25026110000000",
                "DECIMAL; -1.0; 62ffdfb031a1c1dafd9eefffffff",
                "DECIMAL; 0.0000000000000000000000000001; 8100204fce5e3e25026110000000",
                "DECIMAL; 79228162514264337593543950335; b900ffffffffffffffffffffffff",
                "DECIMAL; -79228162514264337593543950335; 46ff000000000000000000000000",
            })
    void writesTheBytesThatTheFormatPromises(SdsTypeCode code, String index, String bytes) {
        EventConverter converter = converter(List.of(code));
        EventKey key = converter.parseEventKey(index);
        String padded = bytes.length() < 16 ? (bytes + "0".repeat(16)).substring(0, 16) : bytes;
        assertEquals(padded, hex(key));
        assertEquals(Math.max(0, bytes.length() / 2 - 8), key.tailLength());
    }

    @Test
    void putsThePartsOfACompoundKeyOneBehindTheOther() {
        EventConverter converter = converter(List.of(SdsTypeCode.STRING, SdsTypeCode.INT32, SdsTypeCode.DOUBLE));
        assertEquals("78700000" + "8000000000000007" + "bff0000000000000", hex(converter.parseEventKey("xp|7|1.0")));
    }

    @Test
    void tellsOrdinaryDecimalsApartByTheirHeads() {
        EventConverter converter = converter(List.of(SdsTypeCode.DECIMAL));
        long[] heads = Stream.of("-20.5", "-20.49", "0.001", "0.0010001", "99.99", "100", "123456.7891", "123456.7892")
                .mapToLong(text -> converter.parseEventKey(text).head())
                .toArray();
        for (int i = 1; i < heads.length; i++) {
            assertTrue(heads[i - 1] < heads[i], "head " + i);
        }
    }
}
