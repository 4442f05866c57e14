package io.seqstore.cli.csv;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the text of a cell can be read as; the first that fits. */
enum CellKind {
    /** Nothing. */
    EMPTY,
    /** A word that stands for nothing: {@code NA}, {@code N/A} or {@code null} in any case. Just a word in a column of text. */
    MISSING,
    /** {@code true} or {@code false} in any case. */
    BOOLEAN,
    /** A whole number of 64 bits. */
    INTEGER,
    /** Any other number, NaN and infinities among them. */
    NUMBER,
    /** A point in time, see {@link Times}. */
    TIME,
    /** Anything else. */
    TEXT;

    private static final Set<String> MISSING_WORDS = Set.of("na", "n/a", "null");
    private static final int LONGEST_INTEGER = 20;

    /** The kind of a cell without blanks at its ends. */
    static CellKind of(String cell) {
        if (cell.isEmpty()) {
            return EMPTY;
        }
        char first = cell.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            return ofDigits(cell);
        }
        String word = cell.length() > LONGEST_INTEGER ? "" : cell.toLowerCase(Locale.ROOT);
        if (MISSING_WORDS.contains(word)) {
            return MISSING;
        }
        if (word.equals("true") || word.equals("false")) {
            return BOOLEAN;
        }
        return word.equals("nan") || word.equals("infinity") ? NUMBER : TEXT;
    }

    private static CellKind ofDigits(String cell) {
        if (integer(cell) != null) {
            return INTEGER;
        }
        if (looksLikeTime(cell)) {
            return Times.ticks(cell) == Times.NONE ? TEXT : TIME;
        }
        return number(cell) == null ? TEXT : NUMBER;
    }

    /** Told from the first look, since a text that is no number costs an exception. */
    private static boolean looksLikeTime(String cell) {
        if (cell.indexOf('/') > 0) {
            return true;
        }
        int digits = 0;
        while (digits < cell.length() && cell.charAt(digits) >= '0' && cell.charAt(digits) <= '9') {
            digits++;
        }
        return digits == Times.YEAR_DIGITS && digits < cell.length() && cell.charAt(digits) == '-';
    }

    /** Whether a cell of a column that is not text has no value. */
    static boolean isMissing(String cell) {
        CellKind kind = cell.length() > LONGEST_INTEGER ? TEXT : of(cell);
        return kind == EMPTY || kind == MISSING;
    }

    /** The whole number that a cell holds; null when it holds none of 64 bits. */
    static @Nullable Long integer(String cell) {
        if (cell.length() > LONGEST_INTEGER) {
            return null;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean isSign = i == 0 && cell.length() > 1 && (c == '-' || c == '+');
            if (!isSign && (c < '0' || c > '9')) {
                return null;
            }
        }
        try {
            return Long.valueOf(cell);
        } catch (NumberFormatException e) {
            // More than 64 bits.
            return null;
        }
    }

    /** The number that a cell holds, as spec 01, 6.1 writes numbers; null when it holds none. */
    static @Nullable Double number(String cell) {
        try {
            return (Double) ScalarText.parse(SdsTypeCode.DOUBLE, cell);
        } catch (InvalidRequestException e) {
            return null;
        }
    }
}
