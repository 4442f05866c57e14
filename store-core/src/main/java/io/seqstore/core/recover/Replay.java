package io.seqstore.core.recover;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.CatalogFile;
import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.KeyCodec;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.log.LogRecord;
import io.seqstore.core.memtable.Generation;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies the records of one log file as the writer that logged them did. */
public final class Replay {
    private final Catalog catalog;
    private final FileIdentity log;
    private final BlockCodec codec = new BlockCodec();

    public Replay(Catalog catalog, FileIdentity log) {
        this.catalog = catalog;
        this.log = log;
    }

    /**
     * Applies one record.
     *
     * @throws DamagedStoreException when it does not fit what came before
     */
    public void apply(LogRecord record, Generation generation) {
        switch (record.kind()) {
            case REGISTRY -> changeRegistry(record);
            case EVENTS ->
                layout(record)
                        .ifPresent(layout ->
                                generation.forWriting(record.ordinal(), layout).put(decode(record, layout)));
            case EVENTS_OF_STREAMS -> putAll(record, generation);
            case KEYS_REMOVED ->
                layout(record).ifPresent(layout -> generation
                        .forWriting(record.ordinal(), layout)
                        .erase(ErasedRanges.ofKeys(keys(record, layout))));
            case RANGE_REMOVED ->
                layout(record)
                        .ifPresent(layout ->
                                generation.forWriting(record.ordinal(), layout).erase(ranges(record, layout)));
            case END -> throw bad(record, "the end of a catalog file does not belong into a log", null);
        }
    }

    private void changeRegistry(LogRecord record) {
        try {
            catalog.replayLogged(CatalogFile.decode(log, Recovery.body(record)));
        } catch (IllegalArgumentException e) {
            throw bad(record, "the change of the registry does not fit: " + e.getMessage(), e);
        }
    }

    /** The layout of the record's stream; none when the stream's deletion was flushed already. */
    private Optional<EventLayout> layout(LogRecord record) {
        return catalog.layout(record.ordinal());
    }

    private ColumnBatch decode(LogRecord record, EventLayout layout) {
        ColumnBatch batch = new ColumnBatch(layout, 0);
        try {
            codec.decode(record.bytes(), record.from(), record.length(), batch, column -> true);
        } catch (MalformedBytesException e) {
            throw bad(record, String.valueOf(e.getMessage()), e);
        }
        return batch;
    }

    /** Rows of streams whose deletion was flushed already are left out. */
    private void putAll(LogRecord record, Generation generation) {
        try {
            int[] ordinals = StreamRowsCodec.decodeOrdinals(record.bytes(), record.from(), record.length());
            EventLayout layout = null;
            for (int i = 0; i < ordinals.length && layout == null; i++) {
                layout = catalog.layout(ordinals[i]).orElse(null);
            }
            if (layout == null) {
                return;
            }
            ColumnBatch rows = new ColumnBatch(layout, 0);
            StreamRowsCodec.decodeRows(record.bytes(), record.from(), record.length(), rows, codec);
            putLiving(ordinals, rows, generation);
        } catch (MalformedBytesException e) {
            throw bad(record, String.valueOf(e.getMessage()), e);
        }
    }

    private void putLiving(int[] ordinals, ColumnBatch rows, Generation generation) {
        ColumnBatch living = new ColumnBatch(rows.layout(), rows.count());
        int[] ofLiving = new int[rows.count()];
        for (int from = 0; from < rows.count(); ) {
            int to = Generation.endOfPart(ordinals, from, rows.count());
            if (catalog.layout(ordinals[from]).isPresent()) {
                Arrays.fill(ofLiving, living.count(), living.count() + to - from, ordinals[from]);
                living.addCopies(rows, from, to);
            }
            from = to;
        }
        generation.putAll(ofLiving, living, rows.layout(), row -> false);
    }

    private List<EventKey> keys(LogRecord record, EventLayout layout) {
        try {
            return KeyCodec.keys(record.bytes(), record.from(), record.length(), !layout.hasKeyTail());
        } catch (MalformedBytesException e) {
            throw bad(record, String.valueOf(e.getMessage()), e);
        }
    }

    private ErasedRanges ranges(LogRecord record, EventLayout layout) {
        try {
            return KeyCodec.ranges(record.bytes(), record.from(), record.length(), !layout.hasKeyTail());
        } catch (MalformedBytesException e) {
            throw bad(record, String.valueOf(e.getMessage()), e);
        }
    }

    private DamagedStoreException bad(LogRecord record, String what, @Nullable Throwable cause) {
        return Damage.at(log.fileName(), 0, "record " + record.sequence() + ": " + what, cause);
    }
}
