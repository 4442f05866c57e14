package io.seqstore.types.value;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The text of DateTime and DateTimeOffset (spec 01, 6.2):
 *
 * <pre>
 * datetime = date [ ("T" | "t" | " ") time [ zone ] ]
 * date     = 4DIGIT "-" 2DIGIT "-" 2DIGIT
 * time     = 2DIGIT ":" 2DIGIT [ ":" 2DIGIT [ ("." | ",") 1*DIGIT ] ]
 * zone     = "Z" | "z" | ("+" | "-") 2DIGIT [ [":"] 2DIGIT ]
 * </pre>
 */
final class DateTimeText {
    private static final long DAYS_BEFORE_1970 = 719_162;
    private static final int HOURS_PER_DAY = 24;
    private static final int SIXTY = 60;
    private static final int SECONDS_PER_DAY = HOURS_PER_DAY * SIXTY * SIXTY;
    private static final int FRACTION_DIGITS = 7;
    private static final long TICKS_PER_MINUTE = SIXTY * Ticks.PER_SECOND;

    /** A moment: its UTC ticks and the minutes by which its local time is ahead of UTC. */
    record Moment(long ticks, int offsetMinutes) {}

    private final String text;
    private final boolean spaceIsPlus;
    private int at;

    private DateTimeText(String text, boolean spaceIsPlus) {
        this.text = text;
        this.spaceIsPlus = spaceIsPlus;
    }

    /**
     * Reads a moment; without a zone it is UTC.
     *
     * @param text the text
     * @param spaceIsPlus whether a blank before the hours of a zone stands for a plus, as it does in query strings whose
     *     plus was taken for an encoded blank
     * @throws IllegalArgumentException when the text has another form, or the moment does not exist, or its UTC or local
     *     time is outside the years 1 to 9999
     */
    static Moment parse(String text, boolean spaceIsPlus) {
        return new DateTimeText(text, spaceIsPlus).moment();
    }

    private Moment moment() {
        long ticks = date() * SECONDS_PER_DAY * Ticks.PER_SECOND;
        int offset = 0;
        if (at < text.length()) {
            require(skipAnyOf("Tt "), "'T' after the date");
            ticks += time();
            offset = at < text.length() ? zone() : 0;
        }
        if (at < text.length()) {
            throw new IllegalArgumentException("expected the end of the text after " + text.substring(0, at));
        }
        return checked(ticks - offset * TICKS_PER_MINUTE, offset);
    }

    private static Moment checked(long ticks, int offset) {
        if (ticks < Ticks.MIN || ticks > Ticks.MAX) {
            throw new IllegalArgumentException("expected 0001-01-01T00:00:00Z .. 9999-12-31T23:59:59.9999999Z");
        }
        return new Moment(ticks, offset);
    }

    /** Days since 0001-01-01. */
    private long date() {
        int year = number(4);
        require(skipAnyOf("-"), "yyyy-MM-dd");
        int month = number(2);
        require(skipAnyOf("-"), "yyyy-MM-dd");
        int day = number(2);
        require(year > 0, "a year of 0001..9999");
        try {
            return LocalDate.of(year, month, day).toEpochDay() + DAYS_BEFORE_1970;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no such date", e);
        }
    }

    /** Ticks since midnight. */
    private long time() {
        int hours = numberBelow(HOURS_PER_DAY, "hours of 00..23");
        require(skipAnyOf(":"), "HH:mm");
        int minutes = numberBelow(SIXTY, "minutes of 00..59");
        long ticks = (hours * SIXTY + minutes) * TICKS_PER_MINUTE;
        if (skipAnyOf(":")) {
            ticks += numberBelow(SIXTY, "seconds of 00..59") * Ticks.PER_SECOND;
            if (skipAnyOf(".,")) {
                ticks += fraction();
            }
        }
        return ticks;
    }

    /** Digits finer than a tick are cut off. */
    private long fraction() {
        long ticks = 0;
        int digits = 0;
        for (; isDigit(); at++, digits++) {
            if (digits < FRACTION_DIGITS) {
                ticks = ticks * 10 + (text.charAt(at) - '0');
            }
        }
        require(digits > 0, "digits after the decimal sign");
        for (; digits < FRACTION_DIGITS; digits++) {
            ticks *= 10;
        }
        return ticks;
    }

    /** Minutes ahead of UTC. */
    private int zone() {
        if (skipAnyOf("Zz")) {
            return 0;
        }
        int sign = skipAnyOf("-") ? -1 : 1;
        require(sign < 0 || skipAnyOf(spaceIsPlus ? "+ " : "+"), "a zone such as Z or +02:00");
        int minutes = number(2) * SIXTY;
        boolean colon = skipAnyOf(":");
        if (colon || at < text.length()) {
            minutes += numberBelow(SIXTY, "minutes of 00..59 in the zone");
        }
        require(minutes <= Offsets.MAX_MINUTES, "a zone of at most 14:00");
        return sign * minutes;
    }

    private int number(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++, at++) {
            if (!isDigit()) {
                throw new IllegalArgumentException("expected " + digits + " digits at position " + (at - i));
            }
            value = value * 10 + (text.charAt(at) - '0');
        }
        return value;
    }

    private int numberBelow(int limit, String what) {
        int value = number(2);
        require(value < limit, what);
        return value;
    }

    private boolean isDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean skipAnyOf(String characters) {
        boolean found = at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
        at += found ? 1 : 0;
        return found;
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + expected);
        }
    }

    /** The same with all seven fraction digits: the form in which errors and continuation tokens name an index. */
    static String printRoundTrip(long ticks) {
        String text = print(ticks);
        int end = text.length() - 1;
        int point = text.indexOf('.');
        int digits = point < 0 ? 0 : end - point - 1;
        return text.substring(0, end) + (point < 0 ? "." : "") + "0".repeat(FRACTION_DIGITS - digits) + "Z";
    }

    /** Writes a DateTime: {@code yyyy-MM-ddTHH:mm:ss[.f]Z}, zeros at the end of the fraction dropped. */
    static String print(long ticks) {
        return local(ticks).append('Z').toString();
    }

    /** Writes a DateTimeOffset: local time, then {@code +HH:mm} or {@code -HH:mm}. */
    static String print(long ticks, int offsetMinutes) {
        StringBuilder out = local(ticks + offsetMinutes * TICKS_PER_MINUTE).append(offsetMinutes < 0 ? '-' : '+');
        int minutes = Math.abs(offsetMinutes);
        Digits.append(out, minutes / SIXTY, 2).append(':');
        return Digits.append(out, minutes % SIXTY, 2).toString();
    }

    private static StringBuilder local(long ticks) {
        long seconds = ticks / Ticks.PER_SECOND;
        LocalDate date = LocalDate.ofEpochDay(seconds / SECONDS_PER_DAY - DAYS_BEFORE_1970);
        StringBuilder out = new StringBuilder(34);
        Digits.append(out, date.getYear(), 4).append('-');
        Digits.append(out, date.getMonthValue(), 2).append('-');
        Digits.append(out, date.getDayOfMonth(), 2).append('T');
        Digits.append(out, seconds / (SIXTY * SIXTY) % HOURS_PER_DAY, 2).append(':');
        Digits.append(out, seconds / SIXTY % SIXTY, 2).append(':');
        Digits.append(out, seconds % SIXTY, 2);
        long fraction = ticks % Ticks.PER_SECOND;
        if (fraction > 0) {
            Digits.append(out.append('.'), fraction, FRACTION_DIGITS);
            while (out.charAt(out.length() - 1) == '0') {
                out.setLength(out.length() - 1);
            }
        }
        return out;
    }
}
