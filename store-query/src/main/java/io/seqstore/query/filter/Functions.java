package io.seqstore.query.filter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The functions of filters by name (spec 09, 1.3). */
final class Functions {
    private static final Map<String, Function> BY_NAME = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Functions() {}

    /**
     * A function: which arguments it takes and what it makes of them.
     *
     * @param required the kinds of the arguments it must have; {@link Kind#DOUBLE} stands for numbers of every kind
     * @param optional how many of the last ones may be absent
     * @param isCondition whether the result is a condition, which can stand alone
     * @param maker makes the operand
     */
    record Function(List<Kind> required, int optional, boolean isCondition, Maker maker) {
        String inWords(String name) {
            List<String> words = required.stream().map(Kind::inWords).toList();
            String all = name + "(" + String.join(", ", words) + ")";
            return optional == 0 ? all : all + ", the last of which may be left out";
        }
    }

    /** Makes an operand of arguments that fit. */
    @FunctionalInterface
    interface Maker {
        Operand make(List<Operand> arguments);
    }

    static {
        add("round", Kind.DOUBLE, Rounding.NEAREST::of);
        add("floor", Kind.DOUBLE, Rounding.DOWN::of);
        add("ceiling", Kind.DOUBLE, Rounding.UP::of);
        for (TextFunctions.Test test : TextFunctions.Test.values()) {
            addTest(test.name(), test::of);
        }
        addTest("startwith", TextFunctions.Test.STARTSWITH::of);
        addTest(
                "substringof",
                arguments -> TextFunctions.Test.CONTAINS.of(List.of(arguments.get(1), arguments.get(0))));
        add("length", List.of(Kind.STRING), 0, TextFunctions::length);
        add("indexof", List.of(Kind.STRING, Kind.STRING), 0, TextFunctions::indexOf);
        add("substring", List.of(Kind.STRING, Kind.INTEGER, Kind.INTEGER), 1, TextFunctions::substring);
        add("tolower", List.of(Kind.STRING), 0, TextFunctions.changed(1, texts -> texts[0].toLowerCase(Locale.ROOT)));
        add("toupper", List.of(Kind.STRING), 0, TextFunctions.changed(1, texts -> texts[0].toUpperCase(Locale.ROOT)));
        add("trim", List.of(Kind.STRING), 0, TextFunctions.changed(1, texts -> texts[0].strip()));
        add("concat", List.of(Kind.STRING, Kind.STRING), 0, TextFunctions.changed(2, texts -> texts[0] + texts[1]));
        add(
                "replace",
                List.of(Kind.STRING, Kind.STRING, Kind.STRING),
                0,
                TextFunctions.changed(3, texts -> texts[1].isEmpty() ? null : texts[0].replace(texts[1], texts[2])));
        for (TimePart part : TimePart.values()) {
            add(part.name(), part.isOfPoint() ? Kind.DATE_TIME : Kind.TIME_SPAN, part::of);
        }
    }

    private static void add(String name, Kind argument, java.util.function.Function<Operand, Operand> maker) {
        add(name, List.of(argument), 0, arguments -> maker.apply(arguments.get(0)));
    }

    private static void add(String name, List<Kind> required, int optional, Maker maker) {
        BY_NAME.put(name, new Function(required, optional, false, maker));
    }

    private static void addTest(String name, Maker maker) {
        BY_NAME.put(name, new Function(List.of(Kind.STRING, Kind.STRING), 0, true, maker));
    }

    /** Whether a function does nothing but change the case of a text. */
    static boolean changesCase(String name) {
        return name.equalsIgnoreCase("tolower") || name.equalsIgnoreCase("toupper");
    }

    /** The functions by name, ignoring case. */
    static Map<String, Function> byName() {
        return BY_NAME;
    }
}
