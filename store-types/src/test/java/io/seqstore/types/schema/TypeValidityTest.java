package io.seqstore.types.schema;

import static io.seqstore.types.schema.SdsTypeCode.*;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.types.InvalidRequestException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules T-1 to T-22 of what a type may be. */
class TypeValidityTest {
    private static final SdsType SEVERITY =
            SdsType.enumeration("Severity").member("Low", 0).member("High", 1).build();

    private static SdsType.Builder pump() {
        return SdsType.object("Pump").key("Time", DATE_TIME).property("Level", DOUBLE);
    }

    private static void check(SdsType type) {
        TypeValidity.check(type, unit -> unit.equals("m"));
    }

    static Stream<Arguments> valid() {
        return Stream.of(
                arguments("a key and a value", pump()),
                arguments("no key at all (T-11)", SdsType.object("P").property("X", DOUBLE)),
                arguments("an atomic root", SdsType.builder(DOUBLE).id("d")),
                arguments("an array root", SdsType.builder(STRING_ARRAY).id("d")),
                arguments("an enum root", SEVERITY.toBuilder()),
                arguments("a property of DBNull", pump().property("Nothing", DB_NULL)),
                arguments("equal orders (T-10)", pump().property(SdsTypeProperty.key("Sequence", SdsType.of(INT32)))),
                arguments(
                        "orders that do not start at 0",
                        SdsType.object("P")
                                .property(SdsTypeProperty.key("B", SdsType.of(INT32))
                                        .asKey(7))
                                .property(SdsTypeProperty.key("A", SdsType.of(INT32))
                                        .asKey(-3))),
                arguments(
                        "a mode on the key (T-13)",
                        SdsType.object("P")
                                .property(SdsTypeProperty.key("A", SdsType.of(INT32))
                                        .withInterpolationMode(SdsInterpolationMode.DISCRETE))),
                arguments(
                        "a known unit on the key",
                        SdsType.object("P")
                                .property(SdsTypeProperty.key("A", SdsType.of(INT32))
                                        .withUom("m"))),
                arguments("an enum used twice", pump().property("A", SEVERITY).property("B", SEVERITY)),
                arguments(
                        "members that share a value",
                        SdsType.enumeration("E").member("A", 1).member("B", 1)),
                arguments("a discrete type without modes", pump().interpolation(SdsInterpolationMode.DISCRETE)),
                arguments(
                        "a discrete nested type inside a continuous one",
                        pump().property(
                                        "Inner",
                                        SdsType.object("Inner")
                                                .property("X", DOUBLE)
                                                .interpolation(SdsInterpolationMode.DISCRETE)
                                                .build())),
                arguments("a list of numbers", pump().property("L", list("L", SdsType.of(DOUBLE)))),
                arguments(
                        "a dictionary by text",
                        pump().property(
                                        "D",
                                        SdsType.builder(IDICTIONARY)
                                                .id("D")
                                                .genericArgument(SdsType.of(STRING))
                                                .genericArgument(SdsType.of(DOUBLE))
                                                .build())),
                arguments(
                        "a base type without new properties",
                        SdsType.object("B").baseType(pump().build())),
                arguments(
                        "references by id",
                        SdsType.object("B")
                                .baseType(SdsType.reference("Pump"))
                                .property("S", SdsType.reference("Severity"))),
                arguments(
                        "a reference that repeats the code",
                        pump().property(
                                        "S",
                                        SdsType.builder(INT32_ENUM)
                                                .id("Severity")
                                                .build())),
                arguments(
                        "a key that is a reference",
                        SdsType.object("P").property(SdsTypeProperty.key("A", SdsType.reference("Number")))),
                arguments(
                        "derived types, which are only echoed",
                        pump().derivedType(SdsType.object("Anything goes/").build())),
                arguments(
                        "an id of an atomic type, which is free text",
                        pump().property("X", SdsType.builder(DOUBLE).id(" a/b ").build())));
    }

    private static SdsType list(String id, SdsType element) {
        return SdsType.builder(ILIST).id(id).genericArgument(element).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void allows(String what, SdsType.Builder type) {
        assertDoesNotThrow(() -> check(type.build()));
    }

    static Stream<Arguments> invalid() {
        SdsTypeProperty number = SdsTypeProperty.of("X", SdsType.of(DOUBLE));
        return Stream.of(
                arguments("no id (T-1)", SdsType.builder(OBJECT).property(number), "Type has no Id"),
                arguments("a bad id (T-1)", SdsType.object("a/b").property(number), "'a/b'"),
                arguments("no code (T-2)", SdsType.builder(EMPTY).id("P"), "no SdsTypeCode"),
                arguments("a nested type without code (T-2)", pump().property("X", EMPTY), "no SdsTypeCode"),
                arguments("an object without properties (T-3)", SdsType.object("P"), "without properties"),
                arguments("a property id with a slash (T-4)", pump().property("a/b", DOUBLE), "'a/b'"),
                arguments("two properties of one id (T-4)", pump().property("LEVEL", DOUBLE), "'LEVEL'"),
                arguments(
                        "a redeclared base property (T-4)",
                        SdsType.object("B").baseType(pump().build()).property("time", DOUBLE),
                        "'time'"),
                arguments("a property without type (T-5)", pump().property(number.withType(null)), "no SdsType"),
                arguments(
                        "a property with a value (T-5)",
                        pump().property(new SdsTypeProperty(
                                "V", null, null, 0, false, 0, SdsType.of(INT32), BigInteger.ONE, null, null, false)),
                        "Value 1"),
                arguments("an enum without members (T-6)", SdsType.enumeration("E"), "without members"),
                arguments(
                        "a member without value (T-6)",
                        SdsType.enumeration("E").property(number.withType(null)),
                        "no Value"),
                arguments(
                        "a member out of range (T-6)",
                        SdsType.builder(BYTE_ENUM).id("E").member("A", 256),
                        "0..255"),
                arguments(
                        "a negative member of an unsigned enum (T-6)",
                        SdsType.builder(UINT64_ENUM).id("E").member("A", -1),
                        "0..18446744073709551615"),
                arguments(
                        "two members of one id (T-6)",
                        SdsType.enumeration("E").member("A", 1).member("a", 2),
                        "'a'"),
                arguments(
                        "a member that is a key (T-6)",
                        SdsType.enumeration("E")
                                .property(SdsTypeProperty.member("A", 1).asKey(0)),
                        "key"),
                arguments(
                        "a member with a type (T-6)",
                        SdsType.enumeration("E")
                                .property(SdsTypeProperty.member("A", 1).withType(SdsType.of(INT32))),
                        "SdsType"),
                arguments(
                        "properties of an atomic type (T-7)",
                        SdsType.builder(DOUBLE).id("P").property(number),
                        "has Properties"),
                arguments(
                        "arguments of an atomic type (T-7)",
                        pump().property(
                                        "A",
                                        SdsType.builder(DOUBLE)
                                                .genericArgument(SdsType.of(DOUBLE))
                                                .build()),
                        "GenericArguments"),
                arguments(
                        "a base of an atomic type (T-7, T-20)",
                        SdsType.builder(DOUBLE).id("P").baseType(pump().build()),
                        "only Object"),
                arguments(
                        "a list without element type (T-8)",
                        pump().property(
                                        "L",
                                        SdsType.builder(ILIST)
                                                .id("L")
                                                .property(number)
                                                .build()),
                        "0 GenericArguments, expected 1"),
                arguments(
                        "a dictionary of one type (T-8)",
                        SdsType.builder(IDICTIONARY).id("D").genericArgument(SdsType.of(STRING)),
                        "expected 2"),
                arguments(
                        "a dictionary by version (T-8)",
                        SdsType.builder(IDICTIONARY)
                                .id("D")
                                .genericArgument(SdsType.of(VERSION))
                                .genericArgument(SdsType.of(STRING)),
                        "Version"),
                arguments(
                        "four keys (T-9)",
                        SdsType.object("P")
                                .key("a", INT32)
                                .key("b", INT32)
                                .key("c", INT32)
                                .key("d", INT32),
                        "4 key properties"),
                arguments(
                        "four keys over two levels (T-9)",
                        SdsType.object("P")
                                .baseType(pump().build())
                                .key("a", INT32)
                                .key("b", INT32)
                                .key("c", INT32),
                        "4 key properties"),
                arguments("a nullable key (T-9)", SdsType.object("P").key("a", NULLABLE_INT32), "NullableInt32"),
                arguments("a version key (T-9)", SdsType.object("P").key("a", VERSION), "Version"),
                arguments("an array key (T-9)", SdsType.object("P").key("a", INT32_ARRAY), "Int32Array"),
                arguments(
                        "an enum key (T-9)",
                        SdsType.object("P").property(SdsTypeProperty.key("a", SEVERITY)),
                        "Int32Enum"),
                arguments(
                        "an object key (T-9)",
                        SdsType.object("P").property(SdsTypeProperty.key("a", pump().build())),
                        "Object"),
                arguments(
                        "a mode in a discrete type (T-12)",
                        pump().interpolation(SdsInterpolationMode.DISCRETE)
                                .property(number.withInterpolationMode(SdsInterpolationMode.CONTINUOUS)),
                        "Discrete"),
                arguments(
                        "a mode in the base of a discrete type (T-12)",
                        SdsType.object("D")
                                .interpolation(SdsInterpolationMode.DISCRETE)
                                .baseType(SdsType.object("C")
                                        .property(number.withInterpolationMode(SdsInterpolationMode.DISCRETE))
                                        .build()),
                        "Discrete"),
                arguments("an unknown unit (T-15)", pump().property(number.withUom("furlong")), "'furlong'"),
                arguments(
                        "an unknown unit deep inside (T-15)",
                        pump().property(
                                        "Inner",
                                        SdsType.object("Inner")
                                                .property(number.withUom("M"))
                                                .build()),
                        "'M'"),
                arguments(
                        "a nested object without id (T-16)",
                        pump().property(
                                        "Inner",
                                        SdsType.builder(OBJECT).property(number).build()),
                        "no Id"),
                arguments(
                        "a nested enum without id (T-16)",
                        pump().property("E", SEVERITY.toBuilder().id(null).build()),
                        "no Id"),
                arguments(
                        "an argument without id (T-16)",
                        pump().property(
                                        "L",
                                        list(
                                                "L",
                                                SdsType.builder(OBJECT)
                                                        .property(number)
                                                        .build())),
                        "no Id"),
                arguments(
                        "a type inside itself (T-19)",
                        SdsType.object("P")
                                .property(
                                        "Inner",
                                        SdsType.object("Q")
                                                .property("Again", SdsType.reference("p"))
                                                .build()),
                        "'P'"),
                arguments("a type that is its own base (T-19)", pump().baseType(SdsType.reference("Pump")), "'Pump'"),
                arguments(
                        "a nested type of the root's id (R-6)",
                        pump().property("E", SEVERITY.toBuilder().id("PUMP").build()),
                        "'Pump'"),
                arguments("a base that is an enum (T-20)", pump().baseType(SEVERITY), "expected an Object"),
                arguments("a base of an enum (T-20)", SEVERITY.toBuilder().baseType(pump().build()), "only Object"),
                arguments(
                        "a value in a derived type that could be written but not read",
                        pump().derivedType(SdsType.object("D")
                                .property(SdsTypeProperty.of(
                                        "L",
                                        SdsType.builder(INT64_ENUM)
                                                .id("E")
                                                .property(SdsTypeProperty.member("A", BigInteger.TEN.pow(41)))
                                                .build()))
                                .build()),
                        "137 bits"),
                arguments(
                        "a negative size (T-21)",
                        pump().property(new SdsTypeProperty(
                                "S", null, null, 0, false, -1, SdsType.of(STRING), null, null, null, false)),
                        "FixedSize -1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void refuses(String what, SdsType.Builder type, String named) {
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> check(type.build()));
        assertTrue(refusal.reason().contains(named), refusal.reason());
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @CsvSource({"pump, Pump, true", "PUMP, pump, true", "Pump2, Pump, false"})
    void comparesTheIdWithTheRequestedOne(String requested, String id, boolean same) {
        SdsType type = pump().id(id).build();
        if (same) {
            assertDoesNotThrow(() -> TypeValidity.checkRequestedId(requested, type));
        } else {
            assertThrows(InvalidRequestException.class, () -> TypeValidity.checkRequestedId(requested, type));
        }
    }

    @Test
    void allowsSixtyFourLevelsAndNoMore() {
        assertDoesNotThrow(() -> check(nested(64)));
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, () -> check(nested(65)));
        assertTrue(refusal.reason().contains("64 levels"), refusal.reason());
        assertThrows(InvalidRequestException.class, () -> check(nested(100_000)));
    }

    /** The innermost level is the number. */
    private static SdsType nested(int levels) {
        SdsType type = SdsType.of(DOUBLE);
        for (int level = 2; level <= levels; level++) {
            type = SdsType.object("Level" + level).property("Inner", type).build();
        }
        return type;
    }

    @Test
    void allowsFiveThousandPropertiesAndNoMore() {
        assertDoesNotThrow(() -> check(wide(5000).build()));
        assertThrows(InvalidRequestException.class, () -> check(wide(5001).build()));
        SdsType base = wide(5000).build();
        assertThrows(
                InvalidRequestException.class,
                () -> check(
                        SdsType.object("D").baseType(base).property("Y", DOUBLE).build()));
    }

    private static SdsType.Builder wide(int properties) {
        SdsType.Builder type = SdsType.object("Wide");
        for (int i = 0; i < properties; i++) {
            type.property("X" + i, DOUBLE);
        }
        return type;
    }

    /** Two properties of one type, whose type has two properties of one type, and so on: 2^60 when written out. */
    @Test
    void refusesQuicklyWhatWouldBeHugeWhenWrittenOut() {
        SdsType type = SdsType.object("Level0").property("X", DOUBLE).build();
        for (int level = 1; level < 60; level++) {
            type = SdsType.object("Level" + level)
                    .property("A", type)
                    .property("B", type)
                    .build();
        }
        SdsType huge = type;
        InvalidRequestException refusal = Assertions.assertTimeout(
                Duration.ofSeconds(60), () -> assertThrows(InvalidRequestException.class, () -> check(huge)));
        assertTrue(refusal.reason().contains("100000"), refusal.reason());
    }

    @Test
    void namesTheTypeInTheParameters() {
        InvalidRequestException refusal = assertThrows(
                InvalidRequestException.class,
                () -> check(SdsType.object("Empty").build()));
        assertEquals("Empty", refusal.parameters().get("TypeId"));
    }
}
