package io.seqstore.bench.macro;

import io.seqstore.bench.data.Digest;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;

/** Writes whole series and reads them back. */
final class Loader {
    private static final int PIECE = 1024;

    private Loader() {}

    /** Appends a series. */
    static void load(EngineSession session, Series series, long events, int batch) {
        EventFeed feed = series.arrival(events);
        EventChunk chunk = new EventChunk(batch);
        while (feed.next(chunk)) {
            session.append(chunk);
        }
    }

    /** What an engine must give back when it is asked for everything. */
    static Digest expected(Engine engine, Series series, long events) {
        if (engine.readOrder() == ReadOrder.KEYS) {
            return series.digest(events);
        }
        Digest digest = new Digest();
        EventFeed feed = series.arrival(events);
        EventChunk chunk = new EventChunk(PIECE);
        while (feed.next(chunk)) {
            digest.add(chunk);
        }
        return digest;
    }

    /** Reads everything back, in the order of the engine; event by event if it has none. */
    static Digest readBack(Engine engine, EngineSession session, Series series, long events) {
        Digest digest = new Digest();
        if (engine.readOrder() == ReadOrder.NONE) {
            lookUp(session, series, events, digest);
        } else {
            session.scanStreams(series.streams(events), digest::add);
        }
        return digest;
    }

    private static void lookUp(EngineSession session, Series series, long events, Digest digest) {
        EventFeed feed = series.arrival(events);
        EventChunk chunk = new EventChunk(PIECE);
        EventSlot slot = new EventSlot();
        while (feed.next(chunk)) {
            for (int i = 0; i < chunk.count(); i++) {
                if (session.find(chunk.streams()[i], chunk.keys()[i], slot)) {
                    digest.add(slot.key(), slot.state(), slot.measurement());
                }
            }
        }
    }

    /** Complains when what came back is not what was written. */
    static void verify(Engine engine, Digest found, Digest expected) {
        if (!found.matches(expected)) {
            throw new WrongAnswerException(engine.name(), found, expected);
        }
    }
}
