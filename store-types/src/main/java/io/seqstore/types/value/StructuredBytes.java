package io.seqstore.types.value;

import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, collections, dictionaries and nested objects as bytes. Part of the file format. Each value begins with a byte that
 * says what it is:
 *
 * <pre>
 *  tag        then
 *    0        nothing: null
 *    1        object: count of properties, then the value of each in flattened order
 *    2        list: count of elements, then the value of each
 *   23        dictionary: count of entries, then for each the value of its key and its value
 *    3..22    scalar of this type code: its content
 *  203..222   array of this type code: count of elements, then the content of each
 * </pre>
 *
 * <p>The content of a scalar: Boolean, SByte and Byte are one byte; other integers, Char, DateTime and TimeSpan the variable
 * length form of {@link ScalarSlots}; DateTimeOffset two of these (ticks of the instant, minutes); Single and Double their
 * IEEE bits in 4 and 8 bytes, most significant first; String, Guid, Decimal and Version the bytes of {@link ScalarBytes}
 * after their count plus one, where zero stands for null. An enum is a scalar of its integer code. Counts are of variable
 * length.
 *
 * <p>Values are those of {@link TypedValues}. Stateless; safe for all threads.
 */
public final class StructuredBytes {
    private static final int NULL = 0;
    private static final int OBJECT = 1;
    private static final int LIST = 2;
    private static final int DICTIONARY = 23;

    /** Valid types have no more levels (spec 01, T-22). */
    private static final int MAX_DEPTH = 64;

    private StructuredBytes() {}

    /** The bytes of a value. */
    public static byte[] encode(SdsType type, @Nullable Object value) {
        ByteWriter out = new ByteWriter();
        write(type, value, out, 1);
        return out.toArray();
    }

    /**
     * The inverse of {@link #encode}, from a part of an array.
     *
     * @throws IllegalStateException when the bytes are not those of a value of this type
     */
    public static @Nullable Object decode(SdsType type, byte[] bytes, int from, int length) {
        ByteReader in = new ByteReader(bytes, from, length);
        Object value = read(type, in, 1);
        if (!in.isAtEnd()) {
            throw new IllegalStateException("A value of type " + type.typeCode().sdsName() + " has bytes left over");
        }
        return value;
    }

    private static void write(SdsType type, @Nullable Object value, ByteWriter out, int depth) {
        requireDepth(depth);
        SdsTypeCode code = type.typeCode();
        if (value == null) {
            out.put(NULL);
        } else if (code.isScalar()) {
            out.put(code.scalar().number());
            writeContent(code.scalar(), value, out);
        } else if (code.isArray()) {
            out.put(code.number());
            writeArray(code.scalar(), (List<?>) value, out);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(type, map, out, depth);
        } else {
            out.put(LIST);
            out.putVarint(((List<?>) value).size());
            for (Object element : (List<?>) value) {
                write(TypedValues.elementType(type), element, out, depth + 1);
            }
        }
    }

    private static void writeArray(SdsTypeCode scalar, List<?> values, ByteWriter out) {
        out.putVarint(values.size());
        for (Object value : values) {
            writeContent(scalar, value, out);
        }
    }

    private static void writeMap(SdsType type, Map<?, ?> map, ByteWriter out, int depth) {
        boolean isObject = type.typeCode() == SdsTypeCode.OBJECT;
        out.put(isObject ? OBJECT : DICTIONARY);
        out.putVarint(map.size());
        if (isObject) {
            for (SdsTypeProperty property : type.flattenedProperties()) {
                write(TypedValues.typeOf(property), map.get(property.id()), out, depth + 1);
            }
        } else {
            map.forEach((key, value) -> {
                write(type.genericArguments().get(0), key, out, depth + 1);
                write(type.genericArguments().get(1), value, out, depth + 1);
            });
        }
    }

    /** Only String and Version may be null here. */
    private static void writeContent(SdsTypeCode scalar, @Nullable Object value, ByteWriter out) {
        if (value == null) {
            out.putVarint(0);
            return;
        }
        switch (scalar) {
            case BOOLEAN, SBYTE, BYTE -> out.put((int) ScalarSlots.toLong(scalar, value));
            case SINGLE -> out.putFixed(Float.floatToRawIntBits((Float) value), Float.BYTES);
            case DOUBLE -> out.putFixed(Double.doubleToRawLongBits((Double) value), Double.BYTES);
            case STRING, GUID, DECIMAL, VERSION -> {
                byte[] bytes = ScalarBytes.encode(scalar, value);
                out.putVarint(bytes.length + 1L);
                out.put(bytes);
            }
            case DATE_TIME_OFFSET -> {
                out.putSigned(ScalarSlots.toLong(scalar, value));
                out.putSigned(Offsets.minutesOf((OffsetDateTime) value));
            }
            default -> out.putSigned(ScalarSlots.toLong(scalar, value));
        }
    }

    private static @Nullable Object read(SdsType type, ByteReader in, int depth) {
        requireDepth(depth);
        SdsTypeCode code = type.typeCode();
        int tag = in.get();
        if (tag == NULL) {
            return null;
        }
        requireTag(tag, type);
        if (code.isScalar()) {
            return readContent(code.scalar(), in);
        }
        if (code == SdsTypeCode.OBJECT) {
            return readObject(type, in, depth);
        }
        return code == SdsTypeCode.IDICTIONARY ? readDictionary(type, in, depth) : readList(type, in, depth);
    }

    private static List<@Nullable Object> readList(SdsType type, ByteReader in, int depth) {
        SdsTypeCode code = type.typeCode();
        int count = in.getCount();
        List<@Nullable Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(
                    code.isArray()
                            ? readContent(code.scalar(), in)
                            : read(TypedValues.elementType(type), in, depth + 1));
        }
        return Collections.unmodifiableList(values);
    }

    private static Map<String, @Nullable Object> readObject(SdsType type, ByteReader in, int depth) {
        List<SdsTypeProperty> properties = type.flattenedProperties();
        int count = in.getCount();
        if (count != properties.size()) {
            throw new IllegalStateException("An object of " + count + " properties, expected " + properties.size());
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (SdsTypeProperty property : properties) {
            values.put(property.id(), read(TypedValues.typeOf(property), in, depth + 1));
        }
        return Collections.unmodifiableMap(values);
    }

    private static Map<Object, @Nullable Object> readDictionary(SdsType type, ByteReader in, int depth) {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int count = in.getCount(); count > 0; count--) {
            Object key = read(type.genericArguments().get(0), in, depth + 1);
            if (key == null) {
                throw new IllegalStateException("A dictionary with a null key");
            }
            entries.put(key, read(type.genericArguments().get(1), in, depth + 1));
        }
        return Collections.unmodifiableMap(entries);
    }

    private static @Nullable Object readContent(SdsTypeCode scalar, ByteReader in) {
        return switch (scalar) {
            case BOOLEAN, BYTE -> ScalarSlots.fromLong(scalar, in.get());
            case SBYTE -> (byte) in.get();
            case SINGLE -> Float.intBitsToFloat((int) in.getFixed(Float.BYTES));
            case DOUBLE -> Double.longBitsToDouble(in.getFixed(Double.BYTES));
            case STRING, GUID, DECIMAL, VERSION -> {
                int length = (int) in.getVarint() - 1;
                yield length < 0 ? null : ScalarBytes.decode(scalar, in.get(length), 0, length);
            }
            case DATE_TIME_OFFSET -> Offsets.toOffsetDateTime(in.getSigned(), in.getSigned());
            default -> ScalarSlots.fromLong(scalar, in.getSigned());
        };
    }

    private static void requireTag(int tag, SdsType type) {
        SdsTypeCode code = type.typeCode();
        int expected =
                switch (code) {
                    case OBJECT -> OBJECT;
                    case IDICTIONARY -> DICTIONARY;
                    case ARRAY, ILIST, IENUMERABLE -> LIST;
                    default -> code.isArray() ? code.number() : code.scalar().number();
                };
        if (tag != expected) {
            throw new IllegalStateException(
                    "A value of type " + code.sdsName() + " has tag " + tag + ", expected " + expected);
        }
    }

    private static void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalStateException("A value of more than " + MAX_DEPTH + " levels");
        }
    }
}
