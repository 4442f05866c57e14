package io.seqstore.types.value;

/** Writes numbers with leading zeros. */
final class Digits {
    private Digits() {}

    /** Appends at least {@code width} digits of a number that is not negative. */
    static StringBuilder append(StringBuilder text, long number, int width) {
        String digits = Long.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }
}
