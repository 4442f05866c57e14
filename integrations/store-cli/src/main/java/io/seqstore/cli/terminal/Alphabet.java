package io.seqstore.cli.terminal;

/** The characters that a screen can show. All text passes through here, so that a file cannot send commands to a terminal. */
public enum Alphabet {
    /** Lines, dots of Braille, degree signs. */
    UNICODE("\u2500", "\u2502", "\u2524", "\u2514", "\u252C", "\u2501", "\u2026") {
        @Override
        String visible(int codePoint) {
            return isControl(codePoint) ? "\uFFFD" : Character.toString(codePoint);
        }
    },
    /** Nothing but ASCII. */
    ASCII("-", "|", "+", "+", "+", "=", "...") {
        @Override
        String visible(int codePoint) {
            return switch (codePoint) {
                case '\u00B0' -> "deg ";
                case '\u00B5', '\u03BC' -> "u";
                case '\u03A9', '\u2126' -> "Ohm";
                case '\u00B2' -> "2";
                case '\u00B3' -> "3";
                case '\u00B7' -> "-";
                case '\u00D7' -> "x";
                case '\u2192' -> "->";
                case '\u2013', '\u2014', '\u2500' -> "-";
                case '\u2026' -> "...";
                default -> codePoint < ' ' || codePoint > '~' ? "?" : Character.toString(codePoint);
            };
        }
    };

    private final String rule;
    private final String bar;
    private final String tick;
    private final String corner;
    private final String branch;
    private final String done;
    private final String ellipsis;

    Alphabet(String rule, String bar, String tick, String corner, String branch, String done, String ellipsis) {
        this.rule = rule;
        this.bar = bar;
        this.tick = tick;
        this.corner = corner;
        this.branch = branch;
        this.done = done;
        this.ellipsis = ellipsis;
    }

    abstract String visible(int codePoint);

    /** The text as it can be shown: no control characters, and none that the screen does not have. */
    public String show(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> shown.append(visible(codePoint)));
        return shown.toString();
    }

    /** How many columns of the screen a text takes that {@link #show} returned. */
    static int width(String shown) {
        return shown.codePointCount(0, shown.length());
    }

    /** The text, or so much of its beginning that it takes this many columns with a mark of what is missing. */
    String fit(String shown, int columns) {
        if (width(shown) <= columns) {
            return shown;
        }
        int kept = Math.max(0, columns - width(ellipsis));
        return shown.substring(0, shown.offsetByCodePoints(0, kept)) + ellipsis;
    }

    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR;
    }

    /** A piece of a horizontal line. */
    String rule() {
        return rule;
    }

    /** A piece of a vertical line. */
    String bar() {
        return bar;
    }

    /** A vertical line with a mark to the left. */
    String tick() {
        return tick;
    }

    /** Where the axes of a plot meet. */
    String corner() {
        return corner;
    }

    /** A horizontal line with a mark below. */
    String branch() {
        return branch;
    }

    /** A piece of the part of a progress line that is done. */
    String done() {
        return done;
    }
}
