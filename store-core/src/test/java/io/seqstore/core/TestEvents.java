package io.seqstore.core;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** The events that the engine's tests write: one column of each kind, all but the state nullable. */
final class TestEvents {
    static final SdsType TYPE = SdsType.object("Pump")
            .key("Time", SdsTypeCode.INT64)
            .property("State", SdsTypeCode.INT32)
            .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
            .property("Note", SdsTypeCode.STRING)
            .build();

    private static final int STATE = 0;
    private static final int LEVEL = 1;
    private static final int NOTE = 2;

    private TestEvents() {}

    /** An event as the model keeps it. */
    record Row(long key, int state, Double level, String note) {
        static Row random(long key, SplittableRandom random) {
            return new Row(
                    key,
                    random.nextInt(4),
                    random.nextInt(8) == 0 ? null : random.nextInt(1_000_000) / 1000.0,
                    random.nextInt(4) == 0 ? null : "note " + random.nextInt(20));
        }
    }

    /** The values of an event, the key first. */
    static List<Object> values(Row row) {
        return Arrays.asList(row.key(), row.state(), row.level(), row.note());
    }

    /** Creates the type and a stream of it, or finds them. */
    static Stream stream(Store store, String id) {
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, TYPE);
        store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of(id, "Pump"));
        return store.stream(Registry.DEFAULT_NAMESPACE, id);
    }

    static ColumnBatch batch(EventLayout layout, Iterable<Row> rows) {
        ColumnBatch batch = new ColumnBatch(layout, 0);
        for (Row row : rows) {
            fill(batch, batch.addRow(row.key()), row);
        }
        return batch;
    }

    /** Sets the columns of a row. */
    static void fill(ColumnBatch batch, int at, Row row) {
        ((LongColumn) batch.column(STATE)).set(at, row.state());
        DoubleColumn level = (DoubleColumn) batch.column(LEVEL);
        if (row.level() == null) {
            level.setNull(at);
        } else {
            level.set(at, row.level());
        }
        BytesColumn note = batch.bytes(NOTE);
        if (row.note() == null) {
            note.setNull(at);
        } else {
            note.set(at, row.note().getBytes(StandardCharsets.UTF_8));
        }
    }

    static List<Row> read(EventSource source, KeyRange range, Direction direction) {
        List<Row> rows = new ArrayList<>();
        try (EventCursor cursor = source.events(range, direction, ColumnSet.ALL)) {
            while (cursor.next()) {
                rows.add(row(cursor.batch(), cursor.row()));
            }
        }
        return rows;
    }

    static List<Row> readAll(Stream stream) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            return read(snapshot, KeyRange.ALL, Direction.ASCENDING);
        }
    }

    /** The rows of a batch. */
    static List<Row> rows(ColumnBatch batch) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < batch.count(); row++) {
            rows.add(row(batch, row));
        }
        return rows;
    }

    private static Row row(ColumnBatch batch, int row) {
        boolean noLevel = batch.column(LEVEL).isNull(row);
        boolean noNote = batch.column(NOTE).isNull(row);
        return new Row(
                batch.key(row),
                (int) batch.longs(STATE)[row],
                noLevel ? null : batch.doubles(LEVEL)[row],
                noNote ? null : new String(batch.bytes(NOTE).get(row), StandardCharsets.UTF_8));
    }

    /** The first difference between what is there and what should be there, in words; null when there is none. */
    static String difference(List<Row> found, Iterable<Row> expected) {
        int i = 0;
        for (Row row : expected) {
            if (i >= found.size()) {
                return "missing " + row + " and all behind it";
            }
            if (!Objects.equals(found.get(i), row)) {
                return "at " + i + " found " + found.get(i) + ", expected " + row;
            }
            i++;
        }
        return i < found.size() ? "unexpected " + found.get(i) : null;
    }

    static Map<String, String> words(RuntimeException e) {
        return e instanceof io.seqstore.types.SeqstoreException known ? known.parameters() : Map.of();
    }
}
