package com.example.tanks;

import io.seqstore.Seqstore;
import io.seqstore.TypedStream;
import io.seqstore.query.request.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Says which tanks are about to run over, and how full they have been. */
public final class TankWatch {
    private final Seqstore store;
    private final double limit;

    /**
     * A watch over the tanks of a store.
     *
     * @param store where the readings are
     * @param limit the level, in metres, at which somebody must be called
     */
    public TankWatch(Seqstore store, double limit) {
        this.store = store;
        this.limit = limit;
    }

    private TypedStream<TankReading> readings(String tank) {
        return store.stream(tank).as(TankReading.class);
    }

    /** Whether the newest reading of a tank is above the limit; a tank without readings is not. */
    public boolean isTooHigh(String tank) {
        return readings(tank).last().filter(reading -> reading.level() > limit).isPresent();
    }

    /** The readings above the limit in the hours before a moment, in the order of time. */
    public List<TankReading> alarms(String tank, Instant until, Duration hours) {
        return store.stream(tank)
                .window(until.minus(hours), until)
                .filter("level gt " + limit)
                .records(TankReading.class);
    }

    /** The mean level over a stretch of time, in which each reading counts for as long as it lasted. */
    public double meanLevel(String tank, Instant from, Instant until) {
        return store.stream(tank).summary(from, until).number(Statistic.WEIGHTED_MEAN, "level");
    }
}
