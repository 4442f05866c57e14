package io.seqstore.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Long text in several lines. */
final class Wrapping {
    private Wrapping() {}

    /**
     * Lines of at most a width, broken behind blanks and commas, or anywhere when there are none.
     *
     * @param text one line of text
     * @param width how many characters a line may have, at least one
     */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (text.length() - start > width) {
            int end = breakBefore(text, start, start + width);
            lines.add(text.substring(start, end).stripTrailing());
            start = end;
        }
        lines.add(text.substring(start));
        return lines;
    }

    private static int breakBefore(String text, int start, int limit) {
        // A blank may hang over the end of the line: it is not printed.
        if (text.charAt(limit) == ' ') {
            return limit + 1;
        }
        for (int end = limit; end > start; end--) {
            char before = text.charAt(end - 1);
            if (before == ' ' || before == ',') {
                return end;
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
