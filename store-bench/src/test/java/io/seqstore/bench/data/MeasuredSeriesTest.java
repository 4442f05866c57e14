package io.seqstore.bench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.value.Ticks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredSeriesTest {
    @TempDir
    Path folder;

    private MeasuredSeries read(String... lines) throws IOException {
        return MeasuredSeries.read(Files.write(folder.resolve("pump.level.csv"), Arrays.asList(lines)));
    }

    private static EventChunk events(EventFeed feed) {
        EventChunk chunk = new EventChunk(100);
        assertTrue(feed.next(chunk));
        return chunk;
    }

    @ParameterizedTest(name = "{0} is at {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "2013-12-02 21:15:00,1.5; 2013-12-02T21:15:00Z",
                "2013-12-02T21:15:00.25,1.5; 2013-12-02T21:15:00.25Z",
                "2013-12-02,1.5; 2013-12-02T00:00:00Z",
                "12/02/2013,21:15,1.5,7; 2013-12-02T21:15:00Z"
            })
    void readsATimeAndTheNumberBehindIt(String line, String time) throws IOException {
        EventChunk events = events(read("timestamp,value", line, "2014-01-01,2").repeated(1));
        assertEquals(2, events.count());
        assertEquals(Ticks.of(Instant.parse(time)), events.keys()[0]);
        assertEquals(1.5, events.measurements()[0]);
        assertEquals(2, events.measurements()[1]);
    }

    @Test
    void passesOverWhatIsNoEventAndWhatIsNotLaterThanTheOneBefore() throws IOException {
        MeasuredSeries series =
                read("Date,Price", "2014-01-01,1", "2014-01-02,", "2014-01-02,NaN", "2014-01-01,2", "2014-01-03,3");
        assertEquals("pump.level", series.name());
        assertEquals(2, series.events());
        assertEquals(1, series.leftOut());
        assertArrayOf(series, 1, 3);
    }

    private static void assertArrayOf(MeasuredSeries series, double first, double second) {
        EventChunk events = events(series.repeated(1));
        assertEquals(first, events.measurements()[0]);
        assertEquals(second, events.measurements()[1]);
    }

    @Test
    void isRepeatedBehindItself() throws IOException {
        EventFeed feed = read("2014-01-01,1", "2014-01-02,2", "2014-01-03,3").repeated(2);
        EventChunk chunk = new EventChunk(4);
        assertTrue(feed.next(chunk));
        assertEquals(4, chunk.count());
        assertEquals(Ticks.of(Instant.parse("2014-01-04T00:00:00Z")), chunk.keys()[3]);
        assertEquals(1, chunk.measurements()[3]);
        assertTrue(feed.next(chunk));
        assertEquals(2, chunk.count());
        assertEquals(Ticks.of(Instant.parse("2014-01-06T00:00:00Z")), chunk.keys()[1]);
        assertFalse(feed.next(chunk));
    }

    @Test
    void knowsHowManyDecimalsItsMeasurementsNeed() throws IOException {
        assertEquals(0, read("2014-01-01,1", "2014-01-02,2").decimals(9));
        assertEquals(3, read("2014-01-01,0.125", "2014-01-02,21.4").decimals(9));
        assertEquals(-1, read("2014-01-01,0.1234", "2014-01-02,2").decimals(3));
    }

    @Test
    void refusesAFileWithoutASeries() {
        assertThrows(IllegalArgumentException.class, () -> read("a,b", "c,d"));
    }
}
