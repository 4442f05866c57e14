package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a definition from a {@link JsonParser}, leniently: JSON null is the same as an absent member,
 * numbers may stand in quotes, member names match ignoring case. What does not fit becomes an
 * {@link InvalidRequestException} that names the member by its path.
 *
 * <p>Every reading method expects the parser on the first token of a value and leaves it on the last token of that value.
 */
final class JsonInput {
    /** Longer numbers are refused before their digits are looked at. */
    private static final int MAX_DIGITS = 40;

    private final JsonParser parser;

    JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one value. */
    @FunctionalInterface
    interface ValueReader<T> {
        T read() throws IOException;
    }

    /** Is offered each member of an object, the parser on its value, and either reads the value or leaves it. */
    @FunctionalInterface
    interface MemberReader {
        void member(String foldedName) throws IOException;
    }

    /** Reads an object; members that the reader leaves are skipped. */
    void object(String what, MemberReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw expected("an object that describes " + what);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = IdRule.fold(parser.currentName());
            JsonToken value = parser.nextToken();
            reader.member(name);
            if (parser.currentToken() == value) {
                parser.skipChildren();
            }
        }
    }

    /** Reads an array; null is an empty one. */
    <T> List<T> list(ValueReader<T> element) throws IOException {
        List<T> elements = new ArrayList<>();
        if (isNull()) {
            return elements;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw expected("an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.read());
        }
        return elements;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    @Nullable
    String text() throws IOException {
        if (isNull()) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw expected("a string");
        }
        return parser.getText();
    }

    boolean flag() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw expected("true or false");
        };
    }

    int int32() throws IOException {
        if (isNull()) {
            return 0;
        }
        BigInteger number = integer();
        if (number.bitLength() >= Integer.SIZE) {
            throw expected("a 32-bit integer");
        }
        return number.intValue();
    }

    /** An integral number, as a number or in quotes. */
    BigInteger integer() throws IOException {
        boolean isNumber = parser.currentToken().isNumeric() || parser.currentToken() == JsonToken.VALUE_STRING;
        if (!isNumber || parser.getTextLength() > MAX_DIGITS) {
            throw expected("an integer");
        }
        try {
            BigDecimal number = new BigDecimal(parser.getText());
            if (Math.abs((long) number.scale()) > MAX_DIGITS) {
                throw expected("an integer");
            }
            return number.toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw expected("an integer");
        }
    }

    /** A constant given by its number or its name. */
    <E> E constant(String what, IntFunction<Optional<E>> byNumber, Function<String, Optional<E>> byName)
            throws IOException {
        Optional<E> constant = Optional.empty();
        if (parser.currentToken() == JsonToken.VALUE_STRING && !looksNumeric(parser.getText())) {
            constant = byName.apply(parser.getText());
        } else if (parser.currentToken().isNumeric() || parser.currentToken() == JsonToken.VALUE_STRING) {
            BigInteger number = integer();
            constant = number.bitLength() < Integer.SIZE ? byNumber.apply(number.intValue()) : constant;
        }
        if (constant.isEmpty()) {
            throw expected("the number or name of " + what);
        }
        return constant.get();
    }

    private static boolean looksNumeric(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The complaint that the present value is not what it should be. */
    InvalidRequestException expected(String expected) {
        return JsonErrors.unexpected(parser, expected);
    }
}
