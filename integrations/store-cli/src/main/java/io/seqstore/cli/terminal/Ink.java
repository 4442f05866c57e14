package io.seqstore.cli.terminal;

/** How a piece of text stands out, on terminals that have colours. */
public enum Ink {
    /** Headings. */
    STRONG("1"),
    /** What explains, beside what matters. */
    FAINT("2"),
    /** Curves. */
    CURVE("36"),
    /** What went wrong. */
    ALARM("31");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text between the commands that switch this ink on and off. */
    String paint(String text) {
        return "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
