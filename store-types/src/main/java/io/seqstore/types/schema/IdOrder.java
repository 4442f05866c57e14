package io.seqstore.types.schema;

import java.util.Comparator;

/**
 * The order of ids and of sorted listings: ordinal on upper-cased text, so that ids that are equal ignoring case compare as
 * equal (spec 01, section 7, and spec 02, section 8). Character by character, no locale. Stateless, safe for all threads.
 */
public final class IdOrder implements Comparator<String> {
    /** The only instance. */
    public static final IdOrder INSTANCE = new IdOrder();

    private static final int FIRST_NON_ASCII = 0x80;
    private static final int UPPER_FROM_LOWER = 'a' - 'A';

    private IdOrder() {}

    @Override
    public int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                int order = Character.compare(fold(left), fold(right));
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Whether two ids name the same object. */
    public static boolean same(String a, String b) {
        return a.length() == b.length() && INSTANCE.compare(a, b) == 0;
    }

    /** Whether {@code text} begins with {@code prefix}, ignoring case. */
    public static boolean startsWith(String text, String prefix) {
        if (text.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (fold(text.charAt(i)) != fold(prefix.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text that is the same for all texts that are equal ignoring case. */
    public static String folded(String text) {
        char[] units = text.toCharArray();
        for (int i = 0; i < units.length; i++) {
            units[i] = fold(units[i]);
        }
        return new String(units);
    }

    /** The character that stands for this one and for all that are equal to it ignoring case. */
    public static char fold(char c) {
        if (c < FIRST_NON_ASCII) {
            return c >= 'a' && c <= 'z' ? (char) (c - UPPER_FROM_LOWER) : c;
        }
        // Upper, lower, upper: only so do the few characters meet whose upper cases differ but whose lower cases do
        // not.
        return Character.toUpperCase(Character.toLowerCase(Character.toUpperCase(c)));
    }
}
