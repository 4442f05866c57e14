package io.seqstore.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
public final class Figures {
    private static final MathContext SEVEN_DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e12;

    private Figures() {}

    /** A count: {@code 22,695}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun: {@code 1 row}, {@code 22,695 rows}. */
    public static String count(long count, String noun) {
        return count(count) + " " + (count == 1 ? noun : noun + "s");
    }

    /** A size, by thousands: {@code 732 kB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return count(bytes, "byte");
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double size = bytes / 1e3;
        int unit = 0;
        while (size >= 999.5 && unit < units.length - 1) {
            size /= 1e3;
            unit++;
        }
        return threeDigits(size) + " " + units[unit];
    }

    /** A time that something took: {@code 4.2 ms}. */
    public static String duration(long nanos) {
        double seconds = nanos / 1e9;
        if (seconds >= 119.5) {
            return (long) (seconds / 60) + " min " + (long) (seconds % 60) + " s";
        }
        if (seconds >= 0.9995) {
            return threeDigits(seconds) + " s";
        }
        return nanos >= 999_500 ? threeDigits(nanos / 1e6) + " ms" : threeDigits(nanos / 1e3) + " \u00B5s";
    }

    /** How many a second, to three digits: {@code 73,200}. */
    public static String rate(long count, long nanos) {
        double perSecond = count * 1e9 / Math.max(1, nanos);
        return count(new BigDecimal(perSecond).round(new MathContext(3)).longValue());
    }

    /** A ratio to two digits behind the point: {@code 8.94}. */
    public static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** A measured or calculated value, rounded to seven digits; very large and very small ones with an exponent. */
    public static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        BigDecimal rounded = new BigDecimal(value).round(SEVEN_DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        if (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN) {
            int exponent = rounded.precision() - rounded.scale() - 1;
            return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
        }
        return rounded.toPlainString();
    }

    private static String threeDigits(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
