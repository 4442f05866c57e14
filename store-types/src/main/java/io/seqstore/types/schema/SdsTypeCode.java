package io.seqstore.types.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a type or property is (spec 01, section 5). The number is part of the wire form and of the file format;
 * it is never reused.
 *
 * <p>Families: n scalar, 100+n nullable scalar, 200+n array of scalar, 400..403 collections, 600+n enum over integer n,
 * 700+n nullable enum. The internal codes 501..512 of the original service are not user types and have no constant here.
 */
public enum SdsTypeCode {
    EMPTY(0, "Empty"),
    OBJECT(1, "Object"),
    DB_NULL(2, "DBNull"),
    BOOLEAN(3, "Boolean"),
    CHAR(4, "Char"),
    SBYTE(5, "SByte"),
    BYTE(6, "Byte"),
    INT16(7, "Int16"),
    UINT16(8, "UInt16"),
    INT32(9, "Int32"),
    UINT32(10, "UInt32"),
    INT64(11, "Int64"),
    UINT64(12, "UInt64"),
    SINGLE(13, "Single"),
    DOUBLE(14, "Double"),
    DECIMAL(15, "Decimal"),
    DATE_TIME(16, "DateTime"),
    STRING(18, "String"),
    GUID(19, "Guid"),
    DATE_TIME_OFFSET(20, "DateTimeOffset"),
    TIME_SPAN(21, "TimeSpan"),
    VERSION(22, "Version"),
    NULLABLE_BOOLEAN(103, "NullableBoolean"),
    NULLABLE_CHAR(104, "NullableChar"),
    NULLABLE_SBYTE(105, "NullableSByte"),
    NULLABLE_BYTE(106, "NullableByte"),
    NULLABLE_INT16(107, "NullableInt16"),
    NULLABLE_UINT16(108, "NullableUInt16"),
    NULLABLE_INT32(109, "NullableInt32"),
    NULLABLE_UINT32(110, "NullableUInt32"),
    NULLABLE_INT64(111, "NullableInt64"),
    NULLABLE_UINT64(112, "NullableUInt64"),
    NULLABLE_SINGLE(113, "NullableSingle"),
    NULLABLE_DOUBLE(114, "NullableDouble"),
    NULLABLE_DECIMAL(115, "NullableDecimal"),
    NULLABLE_DATE_TIME(116, "NullableDateTime"),
    NULLABLE_GUID(119, "NullableGuid"),
    NULLABLE_DATE_TIME_OFFSET(120, "NullableDateTimeOffset"),
    NULLABLE_TIME_SPAN(121, "NullableTimeSpan"),
    BOOLEAN_ARRAY(203, "BooleanArray"),
    CHAR_ARRAY(204, "CharArray"),
    SBYTE_ARRAY(205, "SByteArray"),
    BYTE_ARRAY(206, "ByteArray"),
    INT16_ARRAY(207, "Int16Array"),
    UINT16_ARRAY(208, "UInt16Array"),
    INT32_ARRAY(209, "Int32Array"),
    UINT32_ARRAY(210, "UInt32Array"),
    INT64_ARRAY(211, "Int64Array"),
    UINT64_ARRAY(212, "UInt64Array"),
    SINGLE_ARRAY(213, "SingleArray"),
    DOUBLE_ARRAY(214, "DoubleArray"),
    DECIMAL_ARRAY(215, "DecimalArray"),
    DATE_TIME_ARRAY(216, "DateTimeArray"),
    STRING_ARRAY(218, "StringArray"),
    GUID_ARRAY(219, "GuidArray"),
    DATE_TIME_OFFSET_ARRAY(220, "DateTimeOffsetArray"),
    TIME_SPAN_ARRAY(221, "TimeSpanArray"),
    VERSION_ARRAY(222, "VersionArray"),
    ARRAY(400, "Array"),
    ILIST(401, "IList"),
    IDICTIONARY(402, "IDictionary"),
    IENUMERABLE(403, "IEnumerable"),
    SBYTE_ENUM(605, "SByteEnum"),
    BYTE_ENUM(606, "ByteEnum"),
    INT16_ENUM(607, "Int16Enum"),
    UINT16_ENUM(608, "UInt16Enum"),
    INT32_ENUM(609, "Int32Enum"),
    UINT32_ENUM(610, "UInt32Enum"),
    INT64_ENUM(611, "Int64Enum"),
    UINT64_ENUM(612, "UInt64Enum"),
    NULLABLE_SBYTE_ENUM(705, "NullableSByteEnum"),
    NULLABLE_BYTE_ENUM(706, "NullableByteEnum"),
    NULLABLE_INT16_ENUM(707, "NullableInt16Enum"),
    NULLABLE_UINT16_ENUM(708, "NullableUInt16Enum"),
    NULLABLE_INT32_ENUM(709, "NullableInt32Enum"),
    NULLABLE_UINT32_ENUM(710, "NullableUInt32Enum"),
    NULLABLE_INT64_ENUM(711, "NullableInt64Enum"),
    NULLABLE_UINT64_ENUM(712, "NullableUInt64Enum");

    private static final int NULLABLE_FAMILY = 100;
    private static final int ARRAY_FAMILY = 200;
    private static final int COLLECTION_FAMILY = 400;
    private static final int ENUM_FAMILY = 600;
    private static final int NULLABLE_ENUM_FAMILY = 700;

    /** An array, since values are asked for the scalar of their code one by one. */
    private static final @Nullable SdsTypeCode[] BY_NUMBER = byNumber();

    private static final Map<String, SdsTypeCode> BY_NAME = byName();

    private static @Nullable SdsTypeCode[] byNumber() {
        @Nullable SdsTypeCode[] codes = new SdsTypeCode[NULLABLE_UINT64_ENUM.number + 1];
        for (SdsTypeCode code : values()) {
            codes[code.number] = code;
        }
        return codes;
    }

    private static Map<String, SdsTypeCode> byName() {
        Map<String, SdsTypeCode> codes = new HashMap<>();
        for (SdsTypeCode code : values()) {
            codes.put(code.sdsName.toLowerCase(Locale.ROOT), code);
        }
        return Collections.unmodifiableMap(codes);
    }

    private final int number;
    private final String sdsName;

    SdsTypeCode(int number, String sdsName) {
        this.number = number;
        this.sdsName = sdsName;
    }

    /** The code as it stands in JSON and in files. */
    public int number() {
        return number;
    }

    /** The code's name in the original service, for example {@code NullableInt32}. */
    public String sdsName() {
        return sdsName;
    }

    /** The code with this number, if there is one. */
    public static Optional<SdsTypeCode> ofNumber(int number) {
        return number < 0 || number >= BY_NUMBER.length ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
    }

    /** The code with this name ignoring case, if there is one. */
    public static Optional<SdsTypeCode> ofName(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** A plain, nullable or enum value: one that fits a single slot; not an array, collection, object, or nothing. */
    public boolean isScalar() {
        return isPlainScalar() || isNullableScalar() || isEnum();
    }

    /** Code 3..22. */
    public boolean isPlainScalar() {
        return number >= BOOLEAN.number && number <= VERSION.number;
    }

    /** Code 103..121. */
    public boolean isNullableScalar() {
        return number > NULLABLE_FAMILY && number < ARRAY_FAMILY;
    }

    /** Code 203..222: an array of a plain scalar. */
    public boolean isArray() {
        return number > ARRAY_FAMILY && number < COLLECTION_FAMILY;
    }

    /** Code 400..403: a collection that names its element types. */
    public boolean isCollection() {
        return number >= COLLECTION_FAMILY && number < ENUM_FAMILY;
    }

    /** Code 605..612 or 705..712. */
    public boolean isEnum() {
        return number > ENUM_FAMILY;
    }

    /** Fully described by its code: scalars, nullable scalars and 2xx arrays; not enums (spec 01, section 1). */
    public boolean isAtomic() {
        return isPlainScalar() || isNullableScalar() || isArray();
    }

    /** Object, enums and collections: kept as types of their own when they are nested (spec 01, section 1). */
    public boolean isReferenced() {
        return this == OBJECT || isCollection() || isEnum();
    }

    /** The non-null form: the plain scalar of a nullable scalar, the enum of a nullable enum, else the code itself. */
    public SdsTypeCode withoutNull() {
        return isNullableScalar() || number > NULLABLE_ENUM_FAMILY ? existing(number - NULLABLE_FAMILY) : this;
    }

    /** Whether null is a value: nullable scalars and enums, strings, versions, arrays, collections and objects. */
    public boolean acceptsNull() {
        return isNullableScalar()
                || number > NULLABLE_ENUM_FAMILY
                || isArray()
                || isCollection()
                || this == STRING
                || this == VERSION
                || this == OBJECT
                || this == DB_NULL;
    }

    /** Whether a property of this type may be a key or carry a secondary index (spec 01, 5.1). */
    public boolean isKeyCode() {
        return isPlainScalar() && this != VERSION;
    }

    /**
     * The plain scalar beneath: the element of an array, the non-null form of a nullable, the integer of an enum; a plain
     * scalar is its own.
     *
     * @throws IllegalStateException for objects, collections and the empty codes, which have none
     */
    public SdsTypeCode scalar() {
        if (isPlainScalar()) {
            return this;
        }
        if (isAtomic() || isEnum()) {
            return existing(number % NULLABLE_FAMILY);
        }
        throw new IllegalStateException(sdsName + " has no scalar beneath it");
    }

    private static SdsTypeCode existing(int number) {
        SdsTypeCode code = BY_NUMBER[number];
        assert code != null : number;
        return code;
    }
}
