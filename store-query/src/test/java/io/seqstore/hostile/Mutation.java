package io.seqstore.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes bytes and texts that are nearly right. */
final class Mutation {
    private static final String[] PIECES = {
        "",
        " ",
        "0",
        "-",
        "+",
        ".",
        ":",
        ",",
        ";",
        "|",
        "\\",
        "/",
        "'",
        "\"",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "*",
        "\0",
        "\n",
        "\t",
        "\u00e9",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "\u0660",
        "null",
        "true",
        "NaN",
        "Infinity",
        "-0",
        "1e999999999",
        "1E-999999999",
        "99999999999999999999999999999999999999999",
        "9223372036854775807",
        "-9223372036854775808",
        "2147483648",
        "0.0000000000000000000000000000000000000001",
        "9999-12-31T23:59:59.9999999Z",
        "0000-00-00",
        "+14:00",
        "T",
        "Z",
        "P1D",
        "$",
        "%00",
        "[[[[[[[[[[[[[[[[",
        "((((((((((((((((",
        "not not not not ",
        "NOT NOT NOT "
    };
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        8,
        63,
        64,
        65,
        255,
        256,
        65_535,
        65_536,
        1 << 24,
        (1 << 24) + 1,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        9_999_999_999L,
        10_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 63
    };

    private Mutation() {}

    /** The bytes with one or a few changes from a place on; the length stays. */
    static byte[] of(byte[] bytes, int from, int to, SplittableRandom random) {
        byte[] changed = bytes.clone();
        for (int times = few(random); times > 0; times--) {
            change(changed, from + random.nextInt(Math.max(1, to - from)), random);
        }
        return changed;
    }

    /** The bytes with one or a few changes, perhaps cut or longer. */
    static byte[] of(byte[] bytes, SplittableRandom random) {
        byte[] changed = of(bytes, 0, bytes.length, random);
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(changed, random.nextInt(changed.length + 1));
            case 1 -> Arrays.copyOf(changed, changed.length + 1 + random.nextInt(64));
            default -> changed;
        };
    }

    private static int few(SplittableRandom random) {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    }

    private static void change(byte[] bytes, int at, SplittableRandom random) {
        if (bytes.length == 0) {
            return;
        }
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
            case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(24)), (byte) 0);
            case 4 -> {
                int length = Math.min(1 + random.nextInt(48), bytes.length - at);
                System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
            }
            default -> putNumber(bytes, at, random);
        }
    }

    /** A number that is at the end of something, in two, four or eight bytes. */
    private static void putNumber(byte[] bytes, int at, SplittableRandom random) {
        long number = random.nextInt(4) == 0 ? random.nextLong() >>> random.nextInt(Long.SIZE) : numberOf(random);
        int size = Short.BYTES << random.nextInt(3);
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >>> (i * Byte.SIZE));
        }
    }

    private static long numberOf(SplittableRandom random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    /** A text with one or a few changes; words of the language of the target are put in among others. */
    static String of(String text, List<String> words, SplittableRandom random) {
        StringBuilder changed = new StringBuilder(text);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            change(changed, words, random);
        }
        return changed.toString();
    }

    private static void change(StringBuilder text, List<String> words, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(6));
        switch (random.nextInt(8)) {
            case 0 -> text.delete(at, to);
            case 1 -> text.replace(at, to, PIECES[random.nextInt(PIECES.length)]);
            case 2 -> text.insert(at, text.substring(at, to).repeat(1 + random.nextInt(4)));
            case 3 -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
            case 4 -> {
                if (random.nextInt(20) == 0) {
                    text.insert(at, PIECES[random.nextInt(PIECES.length)].repeat(1 + random.nextInt(3_000)));
                }
            }
            case 5 -> text.insert(at, NUMBERS[random.nextInt(NUMBERS.length)]);
            default -> text.insert(at, words.isEmpty() ? " " : words.get(random.nextInt(words.size())));
        }
    }
}
