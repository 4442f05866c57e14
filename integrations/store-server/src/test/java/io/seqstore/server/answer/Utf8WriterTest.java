package io.seqstore.server.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in pieces of any length is what the JDK makes of the whole. */
class Utf8WriterTest {
    /** One or more of each length in bytes, borders among them, and halves of pairs. */
    private static final String ALPHABET = "\u0000aZ\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFF\uD800\uDBFF\uDC00\uDFFF";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyTextIsWhatTheJdkMakesOfIt(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(3000); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            assertEquals(expected(text.toString()), written(text.toString(), random), "seed " + seed + ": " + text);
        }
    }

    @ParameterizedTest
    @CsvSource({"\uD800, ?", "a\uDC00b, a?b", "\uD83D\uDE00, \uD83D\uDE00", "\uD800\uD83D\uDE00, ?\uD83D\uDE00"})
    void halvesBecomeQuestionMarksAndPairsStay(String text, String shown) throws IOException {
        assertEquals(shown, written(text, new Random(1)));
    }

    private static String expected(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String written(String text, Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Utf8Writer writer = new Utf8Writer(bytes)) {
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(1500));
                writer.write(text.toCharArray(), at, end - at);
                at = end;
            }
            writer.flush();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
