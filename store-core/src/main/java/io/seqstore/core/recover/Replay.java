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
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies the records of one log file as the writer that logged them did. A record of many rows is applied in parts, since a few
 * bytes can say as many rows as a batch may have; a record that is damaged is applied not at all.
 */
public final class Replay {
    /** Rows that are decoded at once, at most; fewer when they have many columns. */
    private static final int MOST_ROWS = 1 << 16;

    private static final int MOST_VALUES = 1 << 20;

    private final Catalog catalog;
    private final FileIdentity log;
    private final BlockCodec codec = new BlockCodec();

    /** Does something with rows {@code from..to-1} of a record. */
    private interface Part {
        void rows(int from, int to);
    }

    public Replay(Catalog catalog, FileIdentity log) {
        this.catalog = catalog;
        this.log = log;
    }

    /**
     * Applies one record.
     *
     * @param into gives the generation that takes some rows; asked before each part of them, so that one that has become large
     *     can be replaced
     * @throws DamagedStoreException when it does not fit what came before; nothing of it was applied then
     */
    public void apply(LogRecord record, Supplier<Generation> into) {
        switch (record.kind()) {
            case REGISTRY -> changeRegistry(record);
            case EVENTS -> layout(record).ifPresent(layout -> put(record, layout, into));
            case EVENTS_OF_STREAMS -> putAll(record, into);
            case KEYS_REMOVED ->
                layout(record)
                        .ifPresent(layout -> erase(record, layout, ErasedRanges.ofKeys(keys(record, layout)), into));
            case RANGE_REMOVED ->
                layout(record).ifPresent(layout -> erase(record, layout, ranges(record, layout), into));
            case END -> throw bad(record, "the end of a catalog file does not belong into a log", null);
        }
    }

    private static void erase(LogRecord record, EventLayout layout, ErasedRanges erased, Supplier<Generation> into) {
        into.get().forWriting(record.ordinal(), layout).erase(erased);
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

    private void put(LogRecord record, EventLayout layout, Supplier<Generation> into) {
        ColumnBatch part = new ColumnBatch(layout, 0);
        Part decode = (from, to) ->
                codec.decode(record.bytes(), record.from(), record.length(), from, to, part, column -> true);
        int rows = rows(record, () -> BlockCodec.rows(record.bytes(), record.from()));
        inParts(record, rows, layout, decode, (from, to) -> into.get()
                .forWriting(record.ordinal(), layout)
                .put(part));
    }

    private int rows(LogRecord record, IntSupplier reading) {
        try {
            return reading.getAsInt();
        } catch (MalformedBytesException e) {
            throw bad(record, String.valueOf(e.getMessage()), e);
        }
    }

    /** Decodes and applies rows part by part; when they are more than one, all are decoded first to see that they are right. */
    private void inParts(LogRecord record, int rows, EventLayout layout, Part decode, Part apply) {
        int most =
                Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / (layout.columns().size() + 1)));
        try {
            for (int from = 0; rows > most && from < rows; from += most) {
                decode.rows(from, Math.min(rows, from + most));
            }
            for (int from = 0; from == 0 || from < rows; from += most) {
                int to = Math.min(rows, from + most);
                decode.rows(from, to);
                apply.rows(from, to);
            }
        } catch (MalformedBytesException e) {
            throw bad(record, String.valueOf(e.getMessage()), e);
        }
    }

    /** Rows of streams whose deletion was flushed already are left out. */
    private void putAll(LogRecord record, Supplier<Generation> into) {
        int rows = rows(record, () -> StreamRowsCodec.rows(record.bytes(), record.from(), record.length()));
        EventLayout layout = layoutOfStreams(record, rows);
        if (layout == null) {
            return;
        }
        ColumnBatch part = new ColumnBatch(layout, 0);
        Part decode = (from, to) ->
                StreamRowsCodec.decodeRows(record.bytes(), record.from(), record.length(), from, to, part, codec);
        inParts(record, rows, layout, decode, (from, to) -> putLiving(ordinals(record, from, to), part, into.get()));
    }

    /** The layout that all streams of a record have; null when none of them is there any more. Looks at all rows. */
    private @Nullable EventLayout layoutOfStreams(LogRecord record, int rows) {
        EventLayout layout = null;
        for (int from = 0; from < rows; from += MOST_ROWS) {
            int[] ordinals = ordinals(record, from, Math.min(rows, from + MOST_ROWS));
            for (int i = 0; i < ordinals.length && layout == null; i++) {
                layout = catalog.findLayout(ordinals[i]);
            }
        }
        return layout;
    }

    private int[] ordinals(LogRecord record, int from, int to) {
        try {
            return StreamRowsCodec.decodeOrdinals(record.bytes(), record.from(), record.length(), from, to);
        } catch (MalformedBytesException e) {
            throw bad(record, String.valueOf(e.getMessage()), e);
        }
    }

    private void putLiving(int[] ordinals, ColumnBatch rows, Generation generation) {
        if (areLiving(ordinals)) {
            generation.putAll(ordinals, rows, rows.layout(), false);
            return;
        }
        ColumnBatch living = new ColumnBatch(rows.layout(), rows.count());
        int[] ofLiving = new int[rows.count()];
        for (int from = 0; from < rows.count(); ) {
            int to = Generation.endOfPart(ordinals, from, rows.count());
            if (catalog.findLayout(ordinals[from]) != null) {
                Arrays.fill(ofLiving, living.count(), living.count() + to - from, ordinals[from]);
                living.addCopies(rows, from, to);
            }
            from = to;
        }
        generation.putAll(ofLiving, living, rows.layout(), false);
    }

    private boolean areLiving(int[] ordinals) {
        for (int from = 0; from < ordinals.length; from = Generation.endOfPart(ordinals, from, ordinals.length)) {
            if (catalog.findLayout(ordinals[from]) == null) {
                return false;
            }
        }
        return true;
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
