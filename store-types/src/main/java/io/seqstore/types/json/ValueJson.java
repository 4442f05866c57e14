package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.ScalarValues;
import io.seqstore.types.value.TypedValues;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values in the JSON of events (spec 01, section 6): each the value of a type, as {@link TypedValues} has it.
 *
 * <p>Every reading method expects the parser on the first token of a value and leaves it on the last. Complaints say what
 * was found and what was expected, but not where.
 */
final class ValueJson {
    private static final int SURROGATE_DIGITS = 4;

    /** Integers with no more characters fit 64 bits. */
    private static final int LONG_DIGITS = 18;

    private ValueJson() {}

    /** Reads a value of a type, of the class that belongs to it. */
    static @Nullable Object read(JsonParser parser, SdsType type) throws IOException {
        SdsTypeCode code = type.typeCode();
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return code.isScalar() ? ScalarValues.normalise(code, null) : null;
        }
        if (code.isScalar()) {
            return scalar(parser, type);
        }
        return switch (code) {
            case BYTE_ARRAY -> bytes(parser, type);
            case OBJECT -> TypedValues.normalise(type, object(parser, type));
            case IDICTIONARY -> TypedValues.normalise(type, dictionary(parser, type));
            case DB_NULL -> throw refused(parser, code, "null");
            default -> TypedValues.normalise(type, list(parser, type));
        };
    }

    private static Object scalar(JsonParser parser, SdsType type) throws IOException {
        SdsTypeCode code = type.typeCode();
        return switch (parser.currentToken()) {
            case VALUE_STRING -> fromText(type, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> flag(parser, code);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, code);
            default -> throw refused(parser, code, "a single value");
        };
    }

    private static Object fromText(SdsType type, String text) {
        if (type.typeCode().isEnum()) {
            return ofEnum(type, text);
        }
        return ScalarText.parseInput(type.typeCode(), text);
    }

    private static Object ofEnum(SdsType type, String text) {
        Optional<BigInteger> value = TypedValues.memberValue(type, text);
        if (value.isPresent()) {
            return ScalarText.parse(type.typeCode(), value.get().toString());
        }
        boolean isNumber = !text.isEmpty() && text.chars().noneMatch(Character::isLetter);
        if (!isNumber) {
            throw TypedValues.noSuchMember(type, text);
        }
        return ScalarText.parseInput(type.typeCode(), text);
    }

    private static Object flag(JsonParser parser, SdsTypeCode code) throws IOException {
        if (code.scalar() != SdsTypeCode.BOOLEAN) {
            throw refused(parser, code, "another kind of value");
        }
        return parser.getBooleanValue();
    }

    private static Object number(JsonParser parser, SdsTypeCode code) throws IOException {
        SdsTypeCode scalar = code.scalar();
        boolean isNumber =
                scalar.number() >= SdsTypeCode.SBYTE.number() && scalar.number() <= SdsTypeCode.DECIMAL.number();
        if (!isNumber) {
            throw refused(parser, code, "another kind of value");
        }
        if (scalar == SdsTypeCode.DOUBLE && parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = parser.getDoubleValue();
            if (Double.isFinite(value)) {
                return value;
            }
        }
        boolean isInteger = scalar.number() <= SdsTypeCode.UINT64.number();
        if (isInteger && parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= LONG_DIGITS) {
            return ScalarValues.integer(code, parser.getLongValue());
        }
        // All else by its text, which has -0, exact decimals and numbers of any size.
        return ScalarText.parseInput(code, parser.getText());
    }

    private static @Nullable Object bytes(JsonParser parser, SdsType type) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return TypedValues.normalise(type, list(parser, type));
        }
        try {
            return TypedValues.normalise(type, Base64.getDecoder().decode(parser.getText()));
        } catch (IllegalArgumentException e) {
            throw refused(parser, type.typeCode(), "base64 text");
        }
    }

    private static List<@Nullable Object> list(JsonParser parser, SdsType type) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw refused(parser, type.typeCode(), "an array");
        }
        SdsType elementType = TypedValues.elementType(type);
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser, elementType));
        }
        return elements;
    }

    private static Map<Object, @Nullable Object> dictionary(JsonParser parser, SdsType type) throws IOException {
        requireObject(parser, type);
        SdsTypeCode keyCode = type.genericArguments().get(0).typeCode();
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Object key = ScalarText.parse(keyCode, parser.currentName());
            parser.nextToken();
            entries.put(key, read(parser, type.genericArguments().get(1)));
        }
        return entries;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, SdsType type) throws IOException {
        requireObject(parser, type);
        List<SdsTypeProperty> properties = type.flattenedProperties();
        PropertyNames names =
                new PropertyNames(properties.stream().map(SdsTypeProperty::id).toList());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int position = names.accept(parser.currentName());
            parser.nextToken();
            if (position < 0) {
                parser.skipChildren();
            } else {
                SdsTypeProperty property = properties.get(position);
                values.put(property.id(), read(parser, TypedValues.typeOf(property)));
            }
        }
        return values;
    }

    private static void requireObject(JsonParser parser, SdsType type) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refused(parser, type.typeCode(), "an object");
        }
    }

    private static InvalidRequestException refused(JsonParser parser, SdsTypeCode code, String expected) {
        return new InvalidRequestException(JsonErrors.found(parser) + " is not a value of type " + code.sdsName()
                + ": expected " + expected + ".");
    }

    /** Writes a value of a type. */
    static void write(JsonGenerator generator, SdsType type, @Nullable Object value, Verbosity verbosity)
            throws IOException {
        SdsTypeCode code = type.typeCode();
        if (value == null) {
            generator.writeNull();
        } else if (code.isScalar()) {
            writeScalar(generator, code, value);
        } else if (code == SdsTypeCode.BYTE_ARRAY) {
            generator.writeString(Base64.getEncoder().encodeToString(toBytes((List<?>) value)));
        } else if (value instanceof Map<?, ?> map) {
            writeMap(generator, type, map, verbosity);
        } else {
            writeList(generator, TypedValues.elementType(type), (List<?>) value, verbosity);
        }
    }

    private static void writeScalar(JsonGenerator generator, SdsTypeCode code, Object value) throws IOException {
        switch (code.scalar()) {
            case BOOLEAN -> generator.writeBoolean((Boolean) value);
            case SBYTE, BYTE, INT16, UINT16, INT32, UINT32, INT64 ->
                generator.writeNumber(((Number) value).longValue());
            case UINT64 -> generator.writeNumber((BigInteger) value);
            case SINGLE, DOUBLE -> writeFloating(generator, code, (Number) value);
            case DECIMAL -> generator.writeNumber(ScalarText.print(code, value));
            case STRING -> writeText(generator, (String) value);
            case CHAR -> writeText(generator, value.toString());
            default -> generator.writeString(ScalarText.print(code, value));
        }
    }

    private static void writeFloating(JsonGenerator generator, SdsTypeCode code, Number value) throws IOException {
        String text = ScalarText.print(code, value);
        if (Double.isFinite(value.doubleValue())) {
            generator.writeNumber(text);
        } else {
            generator.writeString(text);
        }
    }

    /** Halves of surrogate pairs that stand alone cannot be encoded, so they are escaped. */
    private static void writeText(JsonGenerator generator, String text) throws IOException {
        if (text.codePoints().noneMatch(ValueJson::isSurrogate)) {
            generator.writeString(text);
            return;
        }
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean plain = unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\';
            escaped.append(plain ? String.valueOf(unit) : escape(unit));
        }
        generator.writeRawValue(escaped.append('"').toString());
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static String escape(char unit) {
        String digits = Integer.toHexString(unit);
        return "\\u" + "0".repeat(SURROGATE_DIGITS - digits.length()) + digits;
    }

    private static byte[] toBytes(List<?> values) {
        byte[] bytes = new byte[values.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ((Number) values.get(i)).byteValue();
        }
        return bytes;
    }

    private static void writeList(JsonGenerator generator, SdsType elementType, List<?> values, Verbosity verbosity)
            throws IOException {
        generator.writeStartArray();
        for (Object value : values) {
            write(generator, elementType, value, verbosity);
        }
        generator.writeEndArray();
    }

    private static void writeMap(JsonGenerator generator, SdsType type, Map<?, ?> map, Verbosity verbosity)
            throws IOException {
        generator.writeStartObject();
        if (type.typeCode() == SdsTypeCode.OBJECT) {
            for (SdsTypeProperty property : type.flattenedProperties()) {
                Object value = map.get(property.id());
                SdsType propertyType = TypedValues.typeOf(property);
                if (verbosity == Verbosity.VERBOSE || !TypedValues.isDefault(propertyType, value)) {
                    generator.writeFieldName(property.id());
                    write(generator, propertyType, value, verbosity);
                }
            }
        } else {
            SdsTypeCode keyCode = type.genericArguments().get(0).typeCode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(ScalarText.print(keyCode, entry.getKey()));
                write(generator, type.genericArguments().get(1), entry.getValue(), verbosity);
            }
        }
        generator.writeEndObject();
    }
}
