package io.seqstore.types.value;

import static io.seqstore.types.schema.SdsTypeCode.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of scalars and structures, which are part of the file format. */
class BytesTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<Arguments> scalars() {
        return Stream.of(
                arguments(STRING, "", ""),
                arguments(STRING, "a\u00e4\u20ac", "61c3a4e282ac"),
                arguments(STRING, "\ud83d\ude00", "f09f9880"),
                arguments(STRING, "\0", "00"),
                arguments(STRING, "\ud83d", "eda0bd"),
                arguments(STRING, "a\ude00\ud83db", "61edb880eda0bd62"),
                arguments(STRING, "\ud83d\ud83d\ude00\ude00", "eda0bdf09f9880edb880"),
                arguments(STRING, "\ud7ff\ue000", "ed9fbfee8080"),
                arguments(
                        GUID,
                        UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"),
                        "0f8fad5bd9cb469fa16570867728950e"),
                arguments(DECIMAL, new BigDecimal("0"), "00"),
                arguments(DECIMAL, new BigDecimal("0.00"), "02"),
                arguments(DECIMAL, new BigDecimal("1.50"), "0296"),
                arguments(DECIMAL, new BigDecimal("-1.50"), "8296"),
                arguments(DECIMAL, new BigDecimal("128"), "0080"),
                arguments(DECIMAL, new BigDecimal("79228162514264337593543950335"), "00ffffffffffffffffffffffff"),
                arguments(DECIMAL, new BigDecimal("-7.9228162514264337593543950335"), "9cffffffffffffffffffffffff"),
                arguments(VERSION, SdsVersion.parse("1.2"), "0000000100000002"),
                arguments(VERSION, SdsVersion.parse("1.2.3"), "000000010000000200000003"),
                arguments(VERSION, SdsVersion.parse("0.0.0.2147483647"), "0000000000000000000000007fffffff"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("scalars")
    void writesScalarsAsTheFormatPromises(SdsTypeCode code, Object value, String hex) {
        byte[] bytes = ScalarBytes.encode(code, value);
        assertEquals(hex, HEX.formatHex(bytes));
        byte[] inside = HEX.parseHex("edff" + hex + "a0ed");
        assertEquals(value, ScalarBytes.decode(code, inside, 2, bytes.length));
    }

    private static final SdsType POINT = SdsType.object("Point")
            .property("X", DOUBLE)
            .property("Name", STRING)
            .property("Flag", NULLABLE_BOOLEAN)
            .build();

    private static SdsType collection(SdsTypeCode code, SdsType... arguments) {
        return SdsType.builder(code)
                .id("C")
                .genericArguments(List.of(arguments))
                .build();
    }

    static Stream<Arguments> structures() {
        SdsType list = collection(ILIST, POINT);
        SdsType dictionary = collection(IDICTIONARY, SdsType.of(CHAR), SdsType.of(NULLABLE_INT32));
        return Stream.of(
                arguments("null", POINT, null, "00"),
                arguments(
                        "an object",
                        POINT,
                        Map.of("X", 1.0, "Name", "a"),
                        "01" + "03" + "0e3ff0000000000000" + "120261" + "00"),
                arguments("an empty array", SdsType.of(INT32_ARRAY), List.of(), "d100"),
                arguments("integers", SdsType.of(INT32_ARRAY), List.of(0, -1, 1, 64), "d104" + "00010280" + "01"),
                arguments("bytes", SdsType.of(BYTE_ARRAY), List.of(0, 255), "ce0200ff"),
                arguments("signed bytes", SdsType.of(SBYTE_ARRAY), List.of(-128, 127), "cd02807f"),
                arguments(
                        "texts", SdsType.of(STRING_ARRAY), Arrays.asList("", null, "b"), "da03" + "01" + "00" + "0262"),
                arguments(
                        "unsigned longs",
                        SdsType.of(UINT64_ARRAY),
                        List.of(new BigInteger("18446744073709551615")),
                        "d4" + "01" + "01"),
                arguments("floats", SdsType.of(SINGLE_ARRAY), List.of(1f), "d5013f800000"),
                arguments(
                        "a list of objects",
                        list,
                        Arrays.asList(null, Map.of()),
                        "02" + "02" + "00" + "01030e00000000000000000000"),
                arguments("a dictionary", dictionary, Map.of("k", 5), "17" + "01" + "04d601" + "090a"),
                arguments(
                        "a dictionary with a null",
                        dictionary,
                        Collections.singletonMap("k", null),
                        "17" + "01" + "04d601" + "00"),
                arguments(
                        "an enum inside",
                        collection(
                                IENUMERABLE,
                                SdsType.builder(BYTE_ENUM)
                                        .id("E")
                                        .member("A", 7)
                                        .build()),
                        List.of("a"),
                        "02" + "01" + "0607"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("structures")
    void writesStructuresAsTheFormatPromises(String what, SdsType type, Object given, String hex) {
        Object value = TypedValues.normalise(type, given);
        byte[] bytes = StructuredBytes.encode(type, value);
        assertEquals(hex, HEX.formatHex(bytes));
        assertEquals(value, StructuredBytes.decode(type, HEX.parseHex("01" + hex + "02"), 1, bytes.length));
    }

    /** Nests arrays of each code, lists, dictionaries and objects in each other. */
    static SdsType deep() {
        SdsType.Builder all = SdsType.object("All");
        for (SdsTypeCode code : SdsTypeCode.values()) {
            if (code.isAtomic()) {
                all.property(code.sdsName(), code);
            }
        }
        SdsType lists = collection(ARRAY, collection(ILIST, collection(IENUMERABLE, all.build())));
        return SdsType.object("Deep")
                .baseType(POINT)
                .property("Lists", lists)
                .property("ByName", collection(IDICTIONARY, SdsType.of(STRING), lists))
                .property("Nothing", DB_NULL)
                .build();
    }

    @Test
    void readsWhatItWrote() {
        SdsType type = deep();
        for (long seed = 1; seed <= 200; seed++) {
            Object value = TypedValues.normalise(type, RandomValues.of(type, new Random(seed)));
            byte[] bytes = StructuredBytes.encode(type, value);
            assertEquals(value, StructuredBytes.decode(type, bytes, 0, bytes.length), "seed " + seed);
        }
    }

    /** Each cut and each flipped byte is either found or gives some value; nothing else may happen. */
    @Test
    void survivesDamage() {
        SdsType type = deep();
        int found = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            byte[] bytes = StructuredBytes.encode(type, TypedValues.normalise(type, RandomValues.of(type, random)));
            for (int length = 0; length < bytes.length; length++) {
                int shorter = length;
                assertThrows(RuntimeException.class, () -> StructuredBytes.decode(type, bytes, 0, shorter));
            }
            for (int i = 0; i < 200; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
                try {
                    StructuredBytes.decode(type, damaged, 0, damaged.length);
                } catch (RuntimeException e) {
                    found++;
                }
            }
        }
        assertTrue(found > 0);
    }

    @Test
    void refusesMoreLevelsThanATypeMayHave() {
        SdsType type = SdsType.of(INT32);
        Object value = 1;
        for (int i = 0; i < 63; i++) {
            type = collection(ILIST, type);
            value = List.of(value);
        }
        byte[] bytes = StructuredBytes.encode(type, value);
        assertEquals(value, StructuredBytes.decode(type, bytes, 0, bytes.length));
        SdsType deeper = collection(ILIST, type);
        Object inDeeper = List.of(value);
        assertThrows(IllegalStateException.class, () -> StructuredBytes.encode(deeper, inDeeper));
        byte[] deeperBytes = HEX.parseHex("0201".repeat(64) + "0902");
        assertThrows(
                IllegalStateException.class, () -> StructuredBytes.decode(deeper, deeperBytes, 0, deeperBytes.length));
    }

    @Test
    void keepsEveryTextOfTwoUnits() {
        char[] units = {'a', '\u00e9', '\ud7ff', '\ud800', '\udbff', '\udc00', '\udfff', '\ue000', '\uffff'};
        for (char first : units) {
            for (char second : units) {
                String text = "" + first + second;
                byte[] bytes = TextBytes.encode(text);
                assertEquals(text, TextBytes.decode(bytes, 0, bytes.length));
                boolean isUnicode =
                        text.equals(new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE));
                if (isUnicode) {
                    assertEquals(HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)), HEX.formatHex(bytes));
                }
            }
        }
    }
}
