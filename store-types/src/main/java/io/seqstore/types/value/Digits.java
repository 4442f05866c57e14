package io.seqstore.types.value;

/** Writes numbers with leading zeros. */
final class Digits {
    private Digits() {}

    /** Appends at least {@code width} digits of a number that is not negative. */
    static StringBuilder append(StringBuilder text, long number, int width) {
        long least = 1;
        for (int digits = 1; digits < width; digits++) {
            least *= 10;
        }
        for (; least > 1 && number < least; least /= 10) {
            text.append('0');
        }
        return text.append(number);
    }
}
