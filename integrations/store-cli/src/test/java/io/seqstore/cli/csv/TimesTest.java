package io.seqstore.cli.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.types.value.Ticks;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2013-12-02, 2013-12-02T00:00:00Z",
        "2013-12-02 21:15:00, 2013-12-02T21:15:00Z",
        "2013-12-02T21:15, 2013-12-02T21:15:00Z",
        "2013-12-02T21:15:00.25Z, 2013-12-02T21:15:00.250Z",
        "2013-12-02T21:15:00+02:00, 2013-12-02T19:15:00Z",
        "12/02/2013, 2013-12-02T00:00:00Z",
        "12/02/2013 21:15, 2013-12-02T21:15:00Z",
        "1/2/2013 9:05, 2013-01-02T09:05:00Z",
        "12/02/2013 21:15:07, 2013-12-02T21:15:07Z",
        "12/02/2013 21:15:07.5, 2013-12-02T21:15:07.500Z"
    })
    void readsPointsInTime(String text, Instant time) {
        assertEquals(Ticks.of(time), Times.ticks(text));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "2013",
                "2013-13-01",
                "2013-12-02 24:00",
                "13/02/2013 10:00",
                "02/30/2013",
                "12/02/13 10:00",
                "12/02/2013 25:00",
                "12/02/2013 10",
                "12-02-2013",
                "21:15:00"
            })
    void refusesWhatIsNone(String text) {
        assertEquals(Times.NONE, Times.ticks(text));
    }
}
