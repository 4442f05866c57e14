package io.seqstore.query.shape;

import io.seqstore.types.InvalidRequestException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which form a result is written (spec 09, section 2). */
public enum ResultForm {
    /** An array of objects. */
    DEFAULT,
    /** An object with the columns and the values by row. */
    TABLE,
    /** As {@link #TABLE}, with the names of the columns as the first row. */
    TABLE_HEADERS,
    /** Comma-separated values. */
    CSV,
    /** As {@link #CSV}, with the names of the columns as the first line. */
    CSV_HEADERS;

    /**
     * The form that a parameter names, ignoring case, or by its number; {@link #DEFAULT} when it is null or empty.
     *
     * @throws InvalidRequestException when there is no such form
     */
    public static ResultForm of(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "default", "0" -> DEFAULT;
            case "table", "1" -> TABLE;
            case "tableh", "table-headers", "2" -> TABLE_HEADERS;
            case "csv", "3" -> CSV;
            case "csvh", "4" -> CSV_HEADERS;
            default ->
                throw new InvalidRequestException(
                        "form must be default, table, tableh, csv or csvh, found '" + text + "'.");
        };
    }

    /** Whether the result is text, not JSON. */
    public boolean isCsv() {
        return this == CSV || this == CSV_HEADERS;
    }

    /** Whether the names of the columns are written like a row. */
    public boolean hasHeaders() {
        return this == TABLE_HEADERS || this == CSV_HEADERS;
    }
}
