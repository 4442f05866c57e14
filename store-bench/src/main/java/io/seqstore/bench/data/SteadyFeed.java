package io.seqstore.bench.data;

/** The events of one sensor, one a second, in key order. */
final class SteadyFeed implements EventFeed {
    private final Sensors sensor;
    private final Clock clock;
    private final long firstSlot;
    private final long spacing;
    private final long events;
    private long index;

    /**
     * A feed of one stream.
     *
     * @param firstSlot where the clock should stand at the first event, in ticks
     * @param spacing ticks from slot to slot
     */
    SteadyFeed(Sensors sensor, Clock clock, long firstSlot, long spacing, long events) {
        this.sensor = sensor;
        this.clock = clock;
        this.firstSlot = firstSlot;
        this.spacing = spacing;
        this.events = events;
    }

    @Override
    public boolean next(EventChunk chunk) {
        chunk.clear();
        int count = (int) Math.min(chunk.capacity(), events - index);
        for (int i = 0; i < count; i++) {
            sensor.emit(0, index, firstSlot + index * spacing, clock, chunk);
            sensor.tick();
            index++;
        }
        return count > 0;
    }
}
