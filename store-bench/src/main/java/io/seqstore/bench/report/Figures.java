package io.seqstore.bench.report;

import java.util.Locale;

/** Numbers as people read them: three digits and a suffix. */
public final class Figures {
    private static final double THOUSAND = 1000.0;
    private static final String[] SUFFIXES = {"", " k", " M", " G", " T"};

    private Figures() {}

    /** At least three significant digits; 1,234,567 is {@code 1.23 M}, whole numbers below a thousand stay whole. */
    public static String human(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double scaled = Math.abs(value);
        int suffix = 0;
        while (scaled >= 999.5 && suffix < SUFFIXES.length - 1) {
            scaled /= THOUSAND;
            suffix++;
        }
        String digits = suffix == 0 && scaled == Math.rint(scaled)
                ? String.format(Locale.ROOT, "%.0f", scaled)
                : String.format(Locale.ROOT, "%." + decimals(scaled) + "f", scaled);
        return (value < 0 ? "-" : "") + digits + SUFFIXES[suffix];
    }

    private static int decimals(double scaled) {
        if (scaled >= 99.95) {
            return 0;
        }
        if (scaled >= 9.995) {
            return 1;
        }
        return scaled >= 0.1 ? 2 : 4;
    }
}
