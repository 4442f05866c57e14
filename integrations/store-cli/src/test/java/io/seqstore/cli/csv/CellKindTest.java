package io.seqstore.cli.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellKindTest {
    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({
        "'', EMPTY",
        "NA, MISSING",
        "n/a, MISSING",
        "NULL, MISSING",
        "True, BOOLEAN",
        "FALSE, BOOLEAN",
        "0, INTEGER",
        "-12, INTEGER",
        "+7, INTEGER",
        "9223372036854775807, INTEGER",
        "9223372036854775808, NUMBER",
        "1.5, NUMBER",
        "-1e-5, NUMBER",
        "1.2e-3, NUMBER",
        "1234e-2, NUMBER",
        ".5, NUMBER",
        "NaN, NUMBER",
        "Infinity, NUMBER",
        "-Infinity, NUMBER",
        "2013-12-02, TIME",
        "2013-12-02 21:15:00, TIME",
        "12/02/2013 21:15, TIME",
        "2013-13-02, TEXT",
        "1/2, TEXT",
        "-, TEXT",
        "1.2.3, TEXT",
        "'1,5', TEXT",
        "0x1F, TEXT",
        "10 m, TEXT",
        "21:15, TEXT",
        "yes, TEXT",
        "naive, TEXT"
    })
    void tellsWhatACellIs(String cell, CellKind kind) {
        assertEquals(kind, CellKind.of(cell));
    }
}
