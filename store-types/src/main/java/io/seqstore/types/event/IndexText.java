package io.seqstore.types.event;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Index strings of compound keys: the parts joined by bars (spec 03, 7.3). Inside a part a backslash makes a following bar
 * or backslash an ordinary character, and is one itself before anything else. Only text can hold either of them, so that no
 * part of another kind is ever changed.
 */
final class IndexText {
    private static final char BAR = '|';
    private static final char ESCAPE = '\\';

    private IndexText() {}

    static List<String> split(String index) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < index.length(); i++) {
            char unit = index.charAt(i);
            if (unit == BAR) {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            if (unit == ESCAPE && i + 1 < index.length() && isSpecial(index.charAt(i + 1))) {
                i++;
            }
            part.append(index.charAt(i));
        }
        parts.add(part.toString());
        return parts;
    }

    static String join(List<String> parts) {
        StringJoiner index = new StringJoiner(String.valueOf(BAR));
        for (String part : parts) {
            index.add(escape(part));
        }
        return index.toString();
    }

    private static String escape(String part) {
        StringBuilder escaped = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            if (isSpecial(part.charAt(i))) {
                escaped.append(ESCAPE);
            }
            escaped.append(part.charAt(i));
        }
        return escaped.toString();
    }

    private static boolean isSpecial(char unit) {
        return unit == BAR || unit == ESCAPE;
    }
}
