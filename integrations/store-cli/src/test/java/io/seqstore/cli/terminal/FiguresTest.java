package io.seqstore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "73.96732207, 73.96732",
        "74.93588199999998, 74.93588",
        "22695, 22695",
        "1234567.8, 1234568",
        "0.00012, 0.00012",
        "0.000012, 1.2e-5",
        "-9.22753, -9.22753",
        "999999999999, 1000000000000",
        "1e12, 1e12",
        "-1.5e300, -1.5e300",
        "4.9e-324, 4.940656e-324",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void roundsNumbersToSevenDigits(double value, String shown) {
        assertEquals(shown, Figures.number(value));
    }

    @ParameterizedTest(name = "{0} ns are {1}")
    @CsvSource({
        "0, 0.00 µs",
        "850, 0.85 µs",
        "12345, 12.3 µs",
        "999499, 999 µs",
        "999500, 1.00 ms",
        "4200000, 4.20 ms",
        "310000000, 310 ms",
        "999500000, 1.00 s",
        "12340000000, 12.3 s",
        "125000000000, 2 min 5 s"
    })
    void showsDurationsByTheirFirstThreeDigits(long nanos, String shown) {
        assertEquals(shown, Figures.duration(nanos));
    }

    @ParameterizedTest(name = "{0} bytes are {1}")
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.00 kB",
        "732223, 732 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "1073741824, 1.07 GB",
        "5000000000000, 5.00 TB",
        "5000000000000000, 5000 TB"
    })
    void showsSizesByThousands(long bytes, String shown) {
        assertEquals(shown, Figures.bytes(bytes));
    }

    @ParameterizedTest(name = "{0} in {1} ns are {2} a second")
    @CsvSource({"22695, 310000000, '73,200'", "5, 1000000000, 5", "0, 1000, 0", "1000000, 1000000000, '1,000,000'"})
    void showsRatesByTheirFirstThreeDigits(long count, long nanos, String shown) {
        assertEquals(shown, Figures.rate(count, nanos));
    }

    @ParameterizedTest(name = "{0} rows: {1}")
    @CsvSource({"0, 0 rows", "1, 1 row", "2, 2 rows", "22695, '22,695 rows'"})
    void putsNounsBehindCounts(long count, String shown) {
        assertEquals(shown, Figures.count(count, "row"));
    }
}
