package io.seqstore.cli.demo;

import io.seqstore.cli.terminal.Figures;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as they stand in tables: numbers rounded to seven digits, times without {@code T} and {@code Z}. */
final class Cells {
    /** What stands where there is no value. */
    static final String NOTHING = "\u00B7";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int DAYS_WITHOUT_TIME = 8;

    private Cells() {}

    /** Any value. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        if (value instanceof Double || value instanceof Float) {
            return Figures.number(((Number) value).doubleValue());
        }
        if (value instanceof Instant time) {
            String text = ScalarText.print(SdsTypeCode.DATE_TIME, time).replace('T', ' ');
            return text.substring(0, text.length() - 1);
        }
        return value.toString();
    }

    /** A key as a short label: of a time, what matters in a span of this length. */
    static String label(Object key, Object first, Object last) {
        if (!(key instanceof Instant time) || !(first instanceof Instant from) || !(last instanceof Instant to)) {
            return text(key);
        }
        Duration span = Duration.between(from, to);
        DateTimeFormatter format =
                span.toDays() >= DAYS_WITHOUT_TIME ? DATE : span.toMinutes() >= 10 ? DAY_AND_TIME : TIME;
        return format.format(time.atOffset(ZoneOffset.UTC));
    }
}
