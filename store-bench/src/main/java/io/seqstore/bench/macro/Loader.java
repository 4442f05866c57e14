package io.seqstore.bench.macro;

import io.seqstore.bench.data.Digest;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.data.EventFeed;
import io.seqstore.bench.data.Series;

/** Writes whole series and reads them back. */
final class Loader {
    private Loader() {}

    /** Appends a series. */
    static void load(EngineSession session, Series series, long events, int batch) {
        EventFeed feed = series.arrival(events);
        EventChunk chunk = new EventChunk(batch);
        while (feed.next(chunk)) {
            session.append(chunk);
        }
    }

    /** Reads all streams back, each in the order of its keys. */
    static Digest readBack(EngineSession session, int streams) {
        Digest digest = new Digest();
        session.scanStreams(streams, digest::add);
        return digest;
    }

    /** Complains when what came back is not what was written. */
    static void verify(Engine engine, Digest found, Digest expected) {
        if (!found.matches(expected)) {
            throw new WrongAnswerException(engine.name(), found, expected);
        }
    }
}
