package io.seqstore.cli.csv;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.Ticks;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as they stand in files: ISO 8601 with {@code T} or a blank before the time (spec 01, 6.2), and {@code
 * MM/dd/yyyy} with or without {@code HH:mm} and seconds. Without a zone they are UTC.
 */
final class Times {
    /** What no tick is. */
    static final long NONE = -1;

    /** Digits of a year, behind which ISO 8601 has a hyphen. */
    static final int YEAR_DIGITS = 4;

    private static final Pattern MONTH_FIRST =
            Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?:[ T]+(\\d{1,2})(:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?))?");

    private Times() {}

    /** The tick that a text names, or {@link #NONE}. */
    static long ticks(String text) {
        if (text.length() > YEAR_DIGITS && text.charAt(YEAR_DIGITS) == '-') {
            return isoTicks(text);
        }
        Matcher matcher = MONTH_FIRST.matcher(text);
        return matcher.matches() ? isoTicks(iso(matcher)) : NONE;
    }

    private static String iso(Matcher parts) {
        String date = parts.group(3) + "-" + twoDigits(parts.group(1)) + "-" + twoDigits(parts.group(2));
        return parts.group(4) == null ? date : date + "T" + twoDigits(parts.group(4)) + parts.group(5);
    }

    private static String twoDigits(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    private static long isoTicks(String text) {
        try {
            return Ticks.of((Instant) ScalarText.parse(SdsTypeCode.DATE_TIME, text));
        } catch (InvalidRequestException e) {
            return NONE;
        }
    }

    /** What a time may look like, for complaints. */
    static String expected() {
        return "2013-12-02T21:15:00Z, 2013-12-02 21:15:00 or 12/02/2013 21:15";
    }
}
