package io.seqstore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrappingTest {
    @ParameterizedTest(name = "\"{0}\" in lines of 10: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "short|short",
                "ten chars.|ten chars.",
                "two words here|two words;here",
                "exactly 10 and more|exactly 10;and more",
                "{\"a\":1,\"b\":2}|{\"a\":1,;\"b\":2}",
                "abcdefghijklmno|abcdefghij;klmno",
                "''|''"
            })
    void breaksBehindBlanksAndCommas(String text, String lines) {
        assertEquals(List.of(lines.split(";", -1)), Wrapping.lines(text, 10));
    }
}
