package io.seqstore.types.value;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of numbers (spec 01, 6.1). Stricter than the parsers of the JDK, which also know suffixes, blanks, digits of
 * other scripts and hexadecimal fractions.
 */
final class NumberText {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern PLAIN = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)");
    private static final Pattern NUMBER = Pattern.compile(PLAIN + "([eE][+-]?[0-9]+)?");

    /** Numbers with more characters are refused: no value needs them, and their cost grows with the square. */
    private static final int MAX_LENGTH = 1100;

    /** Exponents beyond are refused where a number must be written out. */
    private static final int MAX_EXPONENT = 400;

    private NumberText() {}

    /** Reads optional sign and digits. */
    static BigInteger integer(String text) {
        require(text, INTEGER, "an integer");
        return new BigInteger(text);
    }

    /** Reads any number that has no fraction, for example {@code 1.0} and {@code 1e3}. */
    static BigInteger integralNumber(String text) {
        BigDecimal number = number(text, "an integer");
        if (Math.abs((long) number.scale()) > MAX_EXPONENT && number.signum() != 0) {
            throw new IllegalArgumentException("expected an integer");
        }
        try {
            return number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected an integer", e);
        }
    }

    /** Reads digits with an optional fraction. */
    static BigDecimal plainDecimal(String text) {
        require(text, PLAIN, "a number without exponent");
        return new BigDecimal(text);
    }

    /** Reads any number. */
    static BigDecimal decimal(String text) {
        return number(text, "a number");
    }

    private static BigDecimal number(String text, String what) {
        require(text, NUMBER, what);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected an exponent of at most ten digits", e);
        }
    }

    /** Reads a double; a number too great for one is refused, not turned into infinity. */
    static double binary64(String text) {
        Double special = special(text);
        if (special != null) {
            return special;
        }
        require(text, NUMBER, "a number, NaN, Infinity or -Infinity");
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("expected a magnitude of at most " + Double.MAX_VALUE);
        }
        return value;
    }

    /** Reads a float; a number too great for one is refused, not turned into infinity. */
    static float binary32(String text) {
        Double special = special(text);
        if (special != null) {
            return special.floatValue();
        }
        require(text, NUMBER, "a number, NaN, Infinity or -Infinity");
        float value = Float.parseFloat(text);
        if (Float.isInfinite(value)) {
            throw new IllegalArgumentException("expected a magnitude of at most " + Float.MAX_VALUE);
        }
        return value;
    }

    private static @Nullable Double special(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity" -> Double.POSITIVE_INFINITY;
            case "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static void require(String text, Pattern form, String what) {
        if (text.length() > MAX_LENGTH || !form.matcher(text).matches()) {
            throw new IllegalArgumentException("expected " + what);
        }
    }

    /** The shortest text that reads back as the same double; that of the JDK is not always the shortest before Java 19. */
    static String print(double value) {
        return DoubleToDecimal.toString(value);
    }

    /** The shortest text that reads back as the same float. */
    static String print(float value) {
        return FloatToDecimal.toString(value);
    }
}
