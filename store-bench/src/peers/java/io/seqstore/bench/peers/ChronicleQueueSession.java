package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.EventSlot;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/** An open queue: key (8), state (4), measurement (8), and the stream (4) if there are many. */
final class ChronicleQueueSession extends PeerSession {
    static {
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    /** A file grows by this much; by default by 64 MiB, which would be all that one sees of few events. */
    private static final long BLOCK_BYTES = 4L << 20;

    private final boolean manyStreams;
    private final boolean sync;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final ExcerptTailer tailer;
    private final EventSlot slot = new EventSlot();
    private int slotStream;
    private long firstIndex;
    private long events;

    ChronicleQueueSession(Path folder, boolean manyStreams, boolean sync) {
        this.manyStreams = manyStreams;
        this.sync = sync;
        queue = SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(LargeRollCycles.LARGE_DAILY)
                .blockSize(BLOCK_BYTES)
                .timeProvider(() -> 0)
                .syncMode(sync ? SyncMode.SYNC : SyncMode.NONE)
                .build();
        appender = queue.createAppender();
        tailer = queue.createTailer();
        if (queue.firstIndex() != Long.MAX_VALUE) {
            firstIndex = queue.firstIndex();
            events = queue.lastIndex() - firstIndex + 1;
        }
    }

    @Override
    public void append(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            try (DocumentContext message = appender.writingDocument()) {
                Bytes<?> bytes = bytes(message);
                bytes.writeLong(chunk.keys()[i]);
                bytes.writeInt(chunk.states()[i]);
                bytes.writeDouble(chunk.measurements()[i]);
                if (manyStreams) {
                    bytes.writeInt(chunk.streams()[i]);
                }
            }
        }
        if (sync) {
            appender.sync();
        }
        if (events == 0) {
            firstIndex = queue.firstIndex();
        }
        events += chunk.count();
    }

    private static Bytes<?> bytes(DocumentContext message) {
        if (message.wire() == null) {
            throw new IllegalStateException("the queue has no bytes of a message");
        }
        return message.wire().bytes();
    }

    /** Reads the message at hand and goes to the next one; false when there is none. */
    private boolean next() {
        try (DocumentContext message = tailer.readingDocument()) {
            if (!message.isPresent()) {
                return false;
            }
            Bytes<?> bytes = bytes(message);
            long key = bytes.readLong();
            int state = bytes.readInt();
            slot.set(key, state, bytes.readDouble());
            slotStream = manyStreams ? bytes.readInt() : 0;
            return true;
        }
    }

    private void moveTo(long event) {
        tailer.direction(TailerDirection.FORWARD);
        if (event < events && !tailer.moveToIndex(firstIndex + event)) {
            throw new IllegalStateException("the queue has no message " + event + " of " + events);
        }
    }

    /** Stands in front of the first event of the only stream at or after a key; behind the last one if there is none. */
    private long seek(long key) {
        long low = 0;
        long high = events;
        while (low < high) {
            long middle = (low + high) >>> 1;
            moveTo(middle);
            if (next() && slot.key() < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        moveTo(low);
        return low;
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        if (events == 0) {
            return false;
        }
        moveTo(events - 1);
        tailer.direction(TailerDirection.BACKWARD);
        for (long left = events; left > 0 && next(); left--) {
            if (slotStream == stream) {
                into.set(slot.key(), slot.state(), slot.measurement());
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        long at = manyStreams ? 0 : seek(key);
        moveTo(at);
        for (long event = at; event < events && next(); event++) {
            if (slotStream == stream && slot.key() >= key) {
                into.set(slot.key(), slot.state(), slot.measurement());
                return slot.key() == key;
            }
        }
        return false;
    }

    @Override
    public void window(int stream, long fromKey, int count, ColumnSink sink) {
        read(stream, fromKey, Long.MAX_VALUE, count, sink);
    }

    @Override
    void range(int stream, long from, long to, ColumnSink sink) {
        read(stream, from, to, Long.MAX_VALUE, sink);
    }

    private void read(int stream, long from, long to, long most, ColumnSink sink) {
        RowBuffer rows = new RowBuffer(sink);
        long at = manyStreams ? 0 : seek(from);
        moveTo(at);
        long left = most;
        for (long event = at; event < events && left > 0 && next(); event++) {
            if (slotStream == stream && slot.key() >= from) {
                if (slot.key() >= to) {
                    break;
                }
                rows.add(slot.key(), slot.state(), slot.measurement());
                left--;
            }
        }
        rows.deliver();
    }

    @Override
    public void scanStreams(int streams, ColumnSink sink) {
        RowBuffer rows = new RowBuffer(sink);
        moveTo(0);
        for (long event = 0; event < events && next(); event++) {
            rows.add(slot.key(), slot.state(), slot.measurement());
        }
        rows.deliver();
    }

    @Override
    public double sumOfMeasurements(int stream) {
        double sum = 0;
        moveTo(0);
        for (long event = 0; event < events && next(); event++) {
            sum += slotStream == stream ? slot.measurement() : 0;
        }
        return sum;
    }

    @Override
    public void close() {
        tailer.close();
        appender.close();
        queue.close();
    }
}
