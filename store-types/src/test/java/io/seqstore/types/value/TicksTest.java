package io.seqstore.types.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
    @ParameterizedTest(name = "{0} is tick {1}")
    @CsvSource({
        "0001-01-01T00:00:00Z, 0",
        "0001-01-01T00:00:00.0000001Z, 1",
        "1970-01-01T00:00:00Z, 621355968000000000",
        "1969-12-31T23:59:59.9999999Z, 621355967999999999",
        "2017-08-17T17:21:36.3494129Z, 636385872963494129",
        "9999-12-31T23:59:59.9999999Z, 3155378975999999999"
    })
    void countsInstants(Instant instant, long ticks) {
        assertEquals(ticks, Ticks.of(instant));
        assertEquals(instant, Ticks.toInstant(ticks));
    }

    @ParameterizedTest
    @CsvSource({
        "1969-12-31T23:59:59.999999999Z, 621355967999999999",
        "1970-01-01T00:00:00.000000199Z, 621355968000000001",
        "9999-12-31T23:59:59.999999999Z, 3155378975999999999"
    })
    void cutsInstantsOffDownward(Instant instant, long ticks) {
        assertEquals(ticks, Ticks.of(instant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z"})
    void refusesInstantsOutsideTheRange(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ticks.of(Instant.parse(text)));
    }

    @Test
    void refusesTheExtremeInstants() {
        assertThrows(IllegalArgumentException.class, () -> Ticks.of(Instant.MIN));
        assertThrows(IllegalArgumentException.class, () -> Ticks.of(Instant.MAX));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                9_999_999,
                -9_999_999,
                10_000_000,
                -10_000_000,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE - 1,
                Long.MIN_VALUE + 1,
                Long.MIN_VALUE + 4_775_807,
                Long.MIN_VALUE + 4_775_808
            })
    void roundTripsDurations(long ticks) {
        assertEquals(ticks, Ticks.of(Ticks.toDuration(ticks)));
    }

    @ParameterizedTest(name = "{0} ns are {1} ticks")
    @CsvSource({"99, 0", "100, 1", "-1, -1", "-100, -1", "-101, -2", "-1000000001, -10000001"})
    void cutsDurationsOffDownward(long nanos, long ticks) {
        assertEquals(ticks, Ticks.of(Duration.ofNanos(nanos)));
    }

    @Test
    void refusesDurationsBeyondSixtyFourBits() {
        Duration greatest = Ticks.toDuration(Long.MAX_VALUE);
        Duration least = Ticks.toDuration(Long.MIN_VALUE);
        assertEquals(Long.MAX_VALUE, Ticks.of(greatest.plusNanos(99)));
        assertThrows(IllegalArgumentException.class, () -> Ticks.of(greatest.plusNanos(100)));
        assertThrows(IllegalArgumentException.class, () -> Ticks.of(least.minusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> Ticks.of(Duration.ofSeconds(Long.MIN_VALUE)));
        assertThrows(IllegalArgumentException.class, () -> Ticks.of(Duration.ofSeconds(Long.MAX_VALUE)));
    }
}
