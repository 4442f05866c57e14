package io.seqstore.bench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
    private static final int EVENTS = 200_000;
    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long TICKS_PER_MILLISECOND = 10_000;
    private static final long FIRST_SLOT = 638_712_864_000_000_000L;

    private record Reading(int stream, long key, int state, double measurement) {}

    private static List<Reading> read(EventFeed feed, int chunkSize) {
        List<Reading> all = new ArrayList<>();
        EventChunk chunk = new EventChunk(chunkSize);
        while (feed.next(chunk)) {
            for (int i = 0; i < chunk.count(); i++) {
                all.add(new Reading(chunk.streams()[i], chunk.keys()[i], chunk.states()[i], chunk.measurements()[i]));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0} is the same every time, whatever the size of the chunks")
    @EnumSource(Series.class)
    void isTheSameEveryTime(Series series) {
        assertEquals(read(series.arrival(20_000), 1000), read(series.arrival(20_000), 77));
    }

    @ParameterizedTest(name = "{0} has as many events as asked for")
    @EnumSource(Series.class)
    void hasAsManyEventsAsAskedFor(Series series) {
        long events = series.wholeEvents(12_345);
        assertEquals(events, read(series.arrival(events), 1000).size());
        assertEquals(events, series.digest(events).events());
    }

    @ParameterizedTest(name = "{0}: the streams one by one hold what arrives")
    @EnumSource(Series.class)
    void theStreamsHoldWhatArrives(Series series) {
        long events = 20_000;
        List<Reading> byStream = new ArrayList<>();
        for (int stream = 0; stream < series.streams(events); stream++) {
            byStream.addAll(read(series.stream(stream, events), 50));
        }
        List<Reading> arrived = read(series.arrival(events), 1000);
        arrived.sort(Comparator.comparingInt(Reading::stream).thenComparingLong(Reading::key));
        assertEquals(arrived, byStream);
    }

    @Test
    void s1LiesUpToFiveWholeMillisecondsOffItsSecond() {
        Set<Long> jitters = new HashSet<>();
        List<Reading> events = read(Series.S1.arrival(EVENTS), 1000);
        for (int i = 0; i < EVENTS; i++) {
            jitters.add(events.get(i).key() - FIRST_SLOT - i * TICKS_PER_SECOND);
        }
        Set<Long> expected = new HashSet<>();
        for (long milliseconds = -5; milliseconds <= 5; milliseconds++) {
            expected.add(milliseconds * TICKS_PER_MILLISECOND);
        }
        assertEquals(expected, jitters);
    }

    @Test
    void s1TicksLiesOffItsSecondInSingleTicks() {
        List<Reading> events = read(Series.S1_TICKS.arrival(EVENTS), 1000);
        int whole = 0;
        for (int i = 0; i < EVENTS; i++) {
            long jitter = events.get(i).key() - FIRST_SLOT - i * TICKS_PER_SECOND;
            assertTrue(Math.abs(jitter) <= 5 * TICKS_PER_MILLISECOND, "jitter " + jitter);
            whole += jitter % TICKS_PER_MILLISECOND == 0 ? 1 : 0;
        }
        assertTrue(whole < EVENTS / 1000, whole + " whole milliseconds");
    }

    @ParameterizedTest(name = "{0} measures in thousandths")
    @EnumSource(value = Series.class, names = "S1_REALS", mode = EnumSource.Mode.EXCLUDE)
    void measuresInThousandths(Series series) {
        for (Reading reading : read(series.arrival(20_000), 1000)) {
            double value = reading.measurement();
            assertEquals(value, Double.parseDouble(String.format(java.util.Locale.ROOT, "%.3f", value)));
        }
    }

    @Test
    void s1RealsMeasuresInFullPrecision() {
        long thousandths = read(Series.S1_REALS.arrival(20_000), 1000).stream()
                .filter(reading -> reading.measurement() == Math.rint(reading.measurement() * 1000) / 1000)
                .count();
        assertTrue(thousandths < 100, thousandths + " of 20,000 are thousandths");
    }

    @Test
    void theMeasurementWalksInStepsOfAFewThousandthsAndSwingsOverTheDay() {
        List<Reading> events = read(Series.S1.arrival(EVENTS), 1000);
        double squares = 0;
        for (int i = 1; i < EVENTS; i++) {
            double step = (events.get(i).measurement() - events.get(i - 1).measurement()) * 1000;
            squares += step * step;
        }
        assertEquals(4.6, Math.sqrt(squares / EVENTS), 0.1);
        double swing = events.get(86_400 / 4).measurement()
                - events.get(86_400 * 3 / 4).measurement();
        assertEquals(10.0, swing, 3.0);
    }

    @Test
    void theStateChangesAboutOnceInAThousandEvents() {
        List<Reading> events = read(Series.S1.arrival(EVENTS), 1000);
        Set<Integer> states = new HashSet<>();
        int changes = 0;
        for (int i = 1; i < EVENTS; i++) {
            changes += events.get(i).state() != events.get(i - 1).state() ? 1 : 0;
            states.add(events.get(i).state());
        }
        assertEquals(EVENTS / 1000.0, changes, 60);
        assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7), states);
    }

    @Test
    void s2GoesRoundItsStreamsAndAscendsOverAll() {
        List<Reading> events = read(Series.S2.arrival(20_000), 1000);
        int streams = Series.S2.streams(20_000);
        assertEquals(100, streams);
        for (int i = 0; i < events.size(); i++) {
            assertEquals(i % streams, events.get(i).stream());
            assertTrue(i == 0 || events.get(i).key() > events.get(i - 1).key(), "event " + i);
        }
        assertEquals(100_000, Series.S2.streams(20_000_000));
    }

    @Test
    void oneInTwentyOfS3ComesUpToAnHourLate() {
        long newest = Long.MIN_VALUE;
        long latest = 0;
        int late = 0;
        for (Reading reading : read(Series.S3.arrival(EVENTS), 1000)) {
            if (reading.key() < newest) {
                late++;
                latest = Math.max(latest, newest - reading.key());
            }
            newest = Math.max(newest, reading.key());
        }
        assertEquals(0.05, (double) late / EVENTS, 0.002);
        assertTrue(latest > 3500 * TICKS_PER_SECOND && latest < 3601 * TICKS_PER_SECOND, "latest by " + latest);
    }

    @Test
    void aDigestTellsValuesThatWereSwapped() {
        Digest straight = new Digest();
        straight.add(10, 1, 1.0);
        straight.add(20, 2, 2.0);
        Digest again = new Digest();
        again.add(10, 1, 1.0);
        again.add(20, 2, 2.0);
        Digest swapped = new Digest();
        swapped.add(10, 2, 1.0);
        swapped.add(20, 1, 2.0);
        assertTrue(straight.matches(again));
        assertFalse(straight.matches(swapped));
        assertNotEquals(straight.toString(), swapped.toString());
    }

    @Test
    void aDigestTellsAMissingEvent() {
        Digest all = Series.S1.digest(1000);
        assertFalse(all.matches(Series.S1.digest(999)));
    }

    @ParameterizedTest(name = "\"{0}\" is no series")
    @ValueSource(strings = {"", "s4", "S1_TICKS"})
    void refusesOtherNames(String id) {
        String message = assertThrows(IllegalArgumentException.class, () -> Series.of(id))
                .getMessage();
        assertTrue(message.contains("s1-ticks"), message);
    }
}
