package io.seqstore.server.request;

import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of a URL (spec 11, section 1): names match ignoring case, an empty value is as good as none, the same value
 * twice as good as once. Immutable.
 */
public final class Query {
    private static final int MAX_SHOWN = 100;

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Takes a query apart. Empty parts are ignored, and so is a part that has no value.
     *
     * @param raw what follows the question mark, as it was sent; empty when nothing does
     */
    public static Query parse(String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = PercentText.decodeQuery(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : PercentText.decodeQuery(part.substring(equals + 1));
            if (!name.isEmpty()) {
                values.computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                        .add(value);
            }
        }
        return new Query(values);
    }

    /** Parameters that did not come in a URL. */
    public static Query of(Map<String, String> parameters) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        parameters.forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        return new Query(values);
    }

    /** Whether the parameter stands there, be it empty. */
    public boolean isPresent(String name) {
        return values.containsKey(key(name));
    }

    /** Whether the parameter has a value. */
    public boolean has(String name) {
        return !all(name).isEmpty();
    }

    /** Whether one of the parameters has a value. */
    public boolean hasAny(String... names) {
        for (String name : names) {
            if (has(name)) {
                return true;
            }
        }
        return false;
    }

    /** The names of all parameters that have a value, in lower case. */
    public List<String> names() {
        return values.keySet().stream().filter(this::has).toList();
    }

    /** All values of a parameter that are not empty, in their order. */
    public List<String> all(String name) {
        return values.getOrDefault(key(name), List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /**
     * The value of a parameter that stands once.
     *
     * @throws ProblemException 400 when it has different values
     */
    public Optional<String> text(String name) {
        List<String> all = all(name);
        if (new HashSet<>(all).size() > 1) {
            throw Problems.invalid(
                    name + " is given more than once, with different values.", Map.of("Parameter", name));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** The value of a parameter that must be there. */
    public String required(String name) {
        return text(name).orElseThrow(() -> Problems.invalid(name + " is required.", Map.of("Parameter", name)));
    }

    /** A decimal integer with blanks around it or not. */
    public Optional<Long> integer(String name) {
        return text(name).map(text -> {
            try {
                return Long.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw wrong(name, text, "an integer");
            }
        });
    }

    /** An integer that is not negative. */
    public Optional<Long> natural(String name) {
        return integer(name).map(number -> {
            if (number < 0) {
                throw wrong(name, Long.toString(number), "0 or more");
            }
            return number;
        });
    }

    /** An integer within 32 bits that is at least so much. */
    public Optional<Integer> int32(String name, int least) {
        return integer(name).map(number -> {
            if (number < least || number > Integer.MAX_VALUE) {
                throw wrong(name, Long.toString(number), least + " to " + Integer.MAX_VALUE);
            }
            return number.intValue();
        });
    }

    /** True or false, ignoring case; false when absent. */
    public boolean flag(String name) {
        return flag(name, false);
    }

    /** True or false, ignoring case. */
    public boolean flag(String name, boolean otherwise) {
        return text(name)
                .map(text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, text, "true or false");
                })
                .orElse(otherwise);
    }

    /** One of some constants, by its name ignoring case or by its number. */
    public <E extends Enum<E>> Optional<E> constant(String name, E[] constants, Function<E, String> nameOf) {
        return text(name).map(text -> {
            for (int number = 0; number < constants.length; number++) {
                boolean same = nameOf.apply(constants[number]).equalsIgnoreCase(text.strip())
                        || Integer.toString(number).equals(text.strip());
                if (same) {
                    return constants[number];
                }
            }
            LinkedHashSet<String> names = new LinkedHashSet<>();
            for (E constant : constants) {
                names.add(nameOf.apply(constant));
            }
            throw wrong(name, text, "one of " + String.join(", ", names));
        });
    }

    /** The complaint that a value is not what it should be. */
    public static ProblemException wrong(String name, String found, String expected) {
        String shown = found.length() <= MAX_SHOWN ? found : found.substring(0, MAX_SHOWN) + "...";
        return Problems.invalid(name + " is '" + shown + "'; expected " + expected + ".", Map.of("Parameter", name));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
