package io.seqstore.types.value;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The text of scalar values (spec 01, 6.1 and 6.2): the same on every host, in every locale. Nullable codes are treated as
 * their plain scalar, enum codes as their integer.
 *
 * <p>Values are of the classes of {@link ScalarValues#javaClass}. Stateless; safe for all threads.
 */
public final class ScalarText {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern BARE_GUID = Pattern.compile("[0-9a-fA-F]{32}");

    private ScalarText() {}

    /** Which texts are read. */
    private enum Grammar {
        /** Index strings, as they stand in a URL. */
        INDEX,
        /** Strings in the JSON of events. */
        INPUT
    }

    /**
     * Reads an index string: the column "Index string" of the spec's table.
     *
     * @throws InvalidRequestException when the text is not a value of the code, saying what was expected
     */
    public static Object parse(SdsTypeCode code, String text) {
        return parse(code, text, Grammar.INDEX);
    }

    /**
     * Reads a string that stands for a value in the JSON of an event: all that {@link #parse} takes, and also integers with
     * an empty fraction or an exponent, decimals with an exponent, and time spans in the form {@code PnDTnHnMnS}.
     *
     * @throws InvalidRequestException when the text is not a value of the code, saying what was expected
     */
    public static Object parseInput(SdsTypeCode code, String text) {
        return parse(code, text, Grammar.INPUT);
    }

    private static Object parse(SdsTypeCode code, String text, Grammar grammar) {
        try {
            return parsed(code, text, grammar);
        } catch (IllegalArgumentException e) {
            throw ScalarValues.invalid(code, "'" + ScalarValues.shown(text) + "'", e);
        }
    }

    private static Object parsed(SdsTypeCode code, String text, Grammar grammar) {
        boolean index = grammar == Grammar.INDEX;
        return switch (code.scalar()) {
            case BOOLEAN -> bool(text);
            case CHAR -> character(text);
            case SBYTE, BYTE, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
                ScalarValues.ofInteger(code, index ? NumberText.integer(text) : NumberText.integralNumber(text));
            case SINGLE -> NumberText.binary32(text);
            case DOUBLE -> NumberText.binary64(text);
            case DECIMAL -> ScalarValues.ofDecimal(index ? NumberText.plainDecimal(text) : NumberText.decimal(text));
            case DATE_TIME -> Ticks.toInstant(DateTimeText.parse(text, index).ticks());
            case DATE_TIME_OFFSET -> offsetDateTime(DateTimeText.parse(text, index));
            case TIME_SPAN -> Ticks.toDuration(timeSpan(text, index));
            case STRING -> text;
            case GUID -> guid(text);
            case VERSION -> SdsVersion.parse(text);
            default -> throw new IllegalStateException(code.sdsName());
        };
    }

    /**
     * The text of a value as an index in errors and continuation tokens: as {@link #print}, but a DateTime with all seven
     * fraction digits (spec 06, section 2; spec 07, section 2.6).
     */
    public static String printRoundTrip(SdsTypeCode code, Object value) {
        return code == SdsTypeCode.DATE_TIME
                ? DateTimeText.printRoundTrip(Ticks.of((Instant) value))
                : print(code, value);
    }

    /**
     * The text of a value: that of the JSON output, without the quotes that some have there. {@link #parse} reads it back.
     *
     * @param value of the class that belongs to the code
     */
    public static String print(SdsTypeCode code, Object value) {
        return switch (code.scalar()) {
            case SINGLE -> NumberText.print((Float) value);
            case DOUBLE -> NumberText.print((Double) value);
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case DATE_TIME -> DateTimeText.print(Ticks.of((Instant) value));
            case DATE_TIME_OFFSET -> offsetText((OffsetDateTime) value);
            case TIME_SPAN -> TimeSpanText.print(Ticks.of((Duration) value));
            default -> value.toString();
        };
    }

    private static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("expected exactly one character");
        }
        return text.charAt(0);
    }

    private static OffsetDateTime offsetDateTime(DateTimeText.Moment moment) {
        return Offsets.toOffsetDateTime(moment.ticks(), moment.offsetMinutes());
    }

    private static String offsetText(OffsetDateTime value) {
        return DateTimeText.print(Ticks.of(value.toInstant()), Offsets.minutesOf(value));
    }

    private static long timeSpan(String text, boolean index) {
        boolean iso = text.regionMatches(true, 0, "P", 0, 1) || text.regionMatches(true, 0, "-P", 0, 2);
        if (index || !iso) {
            return TimeSpanText.parse(text);
        }
        try {
            return Ticks.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("expected PnDTnHnMnS", e);
        }
    }

    private static UUID guid(String text) {
        String inner = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        if (GUID.matcher(inner).matches()) {
            return UUID.fromString(inner);
        }
        if (BARE_GUID.matcher(text).matches()) {
            return new UUID(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
        }
        throw new IllegalArgumentException("expected 32 hexadecimal digits in the form 8-4-4-4-12");
    }
}
