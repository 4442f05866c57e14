package io.seqstore.bench.data;

/** The events of many sensors in turn, keys ascending over all of them. */
final class InterleavedFeed implements EventFeed {
    private final Sensors sensors;
    private final int streams;
    private final Clock clock;
    private final long firstSlot;
    private final long slotTicks;
    private final long roundTicks;
    private final long rounds;
    private long round;
    private int stream;

    /**
     * A feed of many streams.
     *
     * @param slotTicks ticks from stream to stream; more than the clock jitters
     * @param roundTicks ticks from an event to the next one of its stream
     * @param rounds events of each stream
     */
    InterleavedFeed(
            Sensors sensors, int streams, Clock clock, long firstSlot, long slotTicks, long roundTicks, long rounds) {
        this.sensors = sensors;
        this.streams = streams;
        this.clock = clock;
        this.firstSlot = firstSlot;
        this.slotTicks = slotTicks;
        this.roundTicks = roundTicks;
        this.rounds = rounds;
    }

    @Override
    public boolean next(EventChunk chunk) {
        chunk.clear();
        while (chunk.count() < chunk.capacity() && round < rounds) {
            long slot = firstSlot + round * roundTicks + stream * slotTicks;
            sensors.emit(stream, round, slot, clock, chunk);
            stream++;
            if (stream == streams) {
                stream = 0;
                round++;
                sensors.tick();
            }
        }
        return chunk.count() > 0;
    }
}
