package io.seqstore.types.value;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a TimeSpan: {@code [-][d.]hh:mm:ss[.fffffff]} (spec 01, 6.1). */
final class TimeSpanText {
    private static final Pattern FORM =
            Pattern.compile("(-?)(?:([0-9]{1,8})\\.)?([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,7}))?");
    private static final int HOURS_PER_DAY = 24;
    private static final int SIXTY = 60;
    private static final int FRACTION_DIGITS = 7;

    private TimeSpanText() {}

    /**
     * Reads the form that {@link #print} writes, also with fewer digits in the fraction.
     *
     * @return ticks of 100 ns
     * @throws IllegalArgumentException when the text has another form or the span does not fit 64 bits
     */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected [-][d.]hh:mm:ss[.fffffff]");
        }
        long days = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
        long seconds = days * HOURS_PER_DAY + part(matcher.group(3), HOURS_PER_DAY);
        seconds = seconds * SIXTY + part(matcher.group(4), SIXTY);
        seconds = seconds * SIXTY + part(matcher.group(5), SIXTY);
        BigInteger magnitude = BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(Ticks.PER_SECOND))
                .add(BigInteger.valueOf(fraction(matcher.group(6))));
        BigInteger ticks = matcher.group(1).isEmpty() ? magnitude : magnitude.negate();
        if (ticks.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("expected " + print(Long.MIN_VALUE) + " .. " + print(Long.MAX_VALUE));
        }
        return ticks.longValue();
    }

    private static int part(String digits, int limit) {
        int value = Integer.parseInt(digits);
        if (value >= limit) {
            throw new IllegalArgumentException("expected hours below 24, minutes and seconds below 60");
        }
        return value;
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "0000000").substring(0, FRACTION_DIGITS));
    }

    /** Writes a count of ticks. */
    static String print(long ticks) {
        // The magnitude of the most negative count is right when its bits are taken as unsigned.
        long magnitude = ticks < 0 ? -ticks : ticks;
        long seconds = Long.divideUnsigned(magnitude, Ticks.PER_SECOND);
        long fraction = Long.remainderUnsigned(magnitude, Ticks.PER_SECOND);
        StringBuilder text = new StringBuilder(ticks < 0 ? "-" : "");
        long days = seconds / (HOURS_PER_DAY * SIXTY * SIXTY);
        if (days > 0) {
            text.append(days).append('.');
        }
        Digits.append(text, seconds / (SIXTY * SIXTY) % HOURS_PER_DAY, 2).append(':');
        Digits.append(text, seconds / SIXTY % SIXTY, 2).append(':');
        Digits.append(text, seconds % SIXTY, 2);
        if (fraction > 0) {
            Digits.append(text.append('.'), fraction, FRACTION_DIGITS);
        }
        return text.toString();
    }
}
