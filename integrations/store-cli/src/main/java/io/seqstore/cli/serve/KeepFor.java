package io.seqstore.cli.serve;

import io.seqstore.cli.terminal.UserError;
import io.seqstore.core.retain.Retention;
import io.seqstore.types.registry.Registry;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --keep-for} says: {@code 30d}, or {@code plant=36h} for a namespace. */
final class KeepFor {
    private static final Pattern FORM = Pattern.compile("(?:([^=]+)=)?([1-9]\\d{0,5})([smhdw])");
    private static final int DAYS_OF_A_WEEK = 7;

    private KeepFor() {}

    /** The rules of all options; no rules when there are none. */
    static Retention rules(List<String> options) {
        Retention rules = Retention.none();
        for (String option : options) {
            Matcher parts = FORM.matcher(option);
            if (!parts.matches()) {
                throw UserError.usage(
                        "--keep-for is not understood.",
                        "'" + option + "' is no time with a unit.",
                        "Write 45m, 36h, 30d or 52w, and NAMESPACE= before it for a namespace other than default.");
            }
            String namespace = parts.group(1) == null ? Registry.DEFAULT_NAMESPACE : parts.group(1);
            rules = rules.keepNamespace(namespace, duration(Long.parseLong(parts.group(2)), parts.group(3)));
        }
        return rules;
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(DAYS_OF_A_WEEK * count);
        };
    }
}
