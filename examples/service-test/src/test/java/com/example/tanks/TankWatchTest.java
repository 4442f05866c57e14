package com.example.tanks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.junit.SeqstoreTest;
import io.seqstore.junit.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every test has the plant of the resources to itself. */
@SeqstoreTest(seed = {"plant.json", "north.csv"})
class TankWatchTest {
    private static final Instant ELEVEN = Instant.parse("2026-03-01T11:00:00Z");

    @Test
    void callsWhenTheNewestReadingIsAboveTheLimit(Seqstore store, @StreamId("north") EventStream north) {
        TankWatch watch = new TankWatch(store, 4);
        assertTrue(watch.isTooHigh("north"));
        north.as(TankReading.class).insert(new TankReading(ELEVEN.plusSeconds(60), 3.9));
        assertFalse(watch.isTooHigh("north"));
    }

    @Test
    void isSilentAboutATankWithoutReadings(Seqstore store) {
        assertFalse(new TankWatch(store, 4).isTooHigh("south"));
    }

    @Test
    void listsTheAlarmsOfTheLastHours(Seqstore store) {
        List<TankReading> alarms = new TankWatch(store, 4).alarms("north", ELEVEN, Duration.ofHours(2));
        assertEquals(List.of(4.5, 5.0), alarms.stream().map(TankReading::level).toList());
    }

    @Test
    void weighsLevelsByTheirTime(Seqstore store) {
        double mean = new TankWatch(store, 4).meanLevel("north", ELEVEN.minus(Duration.ofHours(2)), ELEVEN);
        assertEquals((4.5 / 2 + 3.5 + 5.0 / 2) / 2, mean);
    }
}
