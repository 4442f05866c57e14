package io.seqstore.types.fulltext;

import io.seqstore.types.schema.IdOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The grams of a text: each three characters that follow one another, whatever their case, and the two at each end of a
 * token together with the sign of that end. A text that matches a pattern has all grams of the pattern.
 *
 * <p>A gram is a number below {@link #COUNT}. Different ones may share a number, so that numbers need no dictionary; an index
 * finds a little too much then. An object collects the grams of one pattern; not thread-safe.
 */
public final class Grams {
    /** All grams are below this. */
    static final int COUNT = 1 << Grams.BITS;

    private static final int BITS = 16;

    /** Stand in no text, and if they do, more is found. */
    private static final char START = '\uFFFF';

    private static final char END = '\uFFFE';
    private static final int LENGTH = 3;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final Set<Integer> required = new LinkedHashSet<>();

    /** Requires that a text stands somewhere. */
    public Grams inside(String part) {
        addInner(part, required::add);
        return this;
    }

    /** Requires that a text is the beginning of a token that has at least two characters. */
    public Grams atStartOfToken(String beginning) {
        if (beginning.length() >= LENGTH - 1) {
            required.add(gram(START, beginning.charAt(0), beginning.charAt(1)));
        }
        return inside(beginning);
    }

    /** Requires that a text is the end of a token that has at least two characters. */
    public Grams atEndOfToken(String ending) {
        int length = ending.length();
        if (length >= LENGTH - 1) {
            required.add(gram(ending.charAt(length - 2), ending.charAt(length - 1), END));
        }
        return inside(ending);
    }

    /** Requires that a text is a token. */
    public Grams token(String whole) {
        addEnds(whole, 0, whole.length(), required::add);
        return inside(whole);
    }

    /** What was required; empty when it is too short to have grams. */
    public List<Integer> required() {
        return List.copyOf(required);
    }

    /** All grams of a value, some of them perhaps more than once. */
    static void addAll(String value, IntConsumer out) {
        addInner(value, out);
        Tokens.visit(value, (start, end) -> {
            addEnds(value, start, end, out);
            return false;
        });
    }

    private static void addInner(String text, IntConsumer out) {
        for (int i = LENGTH; i <= text.length(); i++) {
            out.accept(gram(text.charAt(i - 3), text.charAt(i - 2), text.charAt(i - 1)));
        }
    }

    private static void addEnds(String text, int start, int end, IntConsumer out) {
        if (end - start == 1) {
            out.accept(gram(START, text.charAt(start), END));
        } else {
            out.accept(gram(START, text.charAt(start), text.charAt(start + 1)));
            out.accept(gram(text.charAt(end - 2), text.charAt(end - 1), END));
        }
    }

    private static int gram(char first, char second, char third) {
        long characters = IdOrder.fold(first);
        characters = (characters << Character.SIZE) | IdOrder.fold(second);
        characters = (characters << Character.SIZE) | IdOrder.fold(third);
        return (int) ((characters * MULTIPLIER) >>> (Long.SIZE - BITS));
    }
}
