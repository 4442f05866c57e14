package io.seqstore.server.routing;

import java.util.List;

/**
 * A query parameter, as the description of the interface says it.
 *
 * @param name its name
 * @param type of its value in JSON schema: string, integer or boolean
 * @param values the names of an enumeration, whose numbers are understood as well; empty for free values
 * @param repeated whether it may stand more than once
 */
public record Parameter(String name, String type, List<String> values, boolean repeated) {
    /** Free text. */
    public static Parameter text(String name) {
        return new Parameter(name, "string", List.of(), false);
    }

    /** Free text, any number of times. */
    public static Parameter texts(String name) {
        return new Parameter(name, "string", List.of(), true);
    }

    /** An integer. */
    public static Parameter integer(String name) {
        return new Parameter(name, "integer", List.of(), false);
    }

    /** True or false. */
    public static Parameter flag(String name) {
        return new Parameter(name, "boolean", List.of(), false);
    }

    /** One of some names, or its number. */
    public static Parameter oneOf(String name, String... values) {
        return new Parameter(name, "string", List.of(values), false);
    }
}
