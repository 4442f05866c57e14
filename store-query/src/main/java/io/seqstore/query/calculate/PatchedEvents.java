package io.seqstore.query.calculate;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.EventKey;
import io.seqstore.types.event.Column;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.PropertyLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Changes single properties of stored events (spec 06, 1.3). */
public final class PatchedEvents {
    private PatchedEvents() {}

    /**
     * The stored events with their changes, each key once, in the order in which the changes name them first. A key that is
     * not stored has a row as well, for whoever writes the result to complain about.
     *
     * @param source the events as they are
     * @param changes the keys and the new values; several rows of one key are applied one after the other
     * @param selected the properties that a row changes
     */
    public static ColumnBatch of(EventSource source, ColumnBatch changes, IntFunction<List<PropertyLayout>> selected) {
        Map<EventKey, List<Integer>> rowsByKey = new LinkedHashMap<>();
        for (int row = 0; row < changes.count(); row++) {
            rowsByKey
                    .computeIfAbsent(changes.eventKey(row), key -> new ArrayList<>())
                    .add(row);
        }
        ColumnBatch out = new ColumnBatch(source.layout(), changes.count());
        rowsByKey.forEach((key, rows) -> {
            if (!source.find(key, Probe.AT, ColumnSet.ALL, out)) {
                out.addCopy(changes, rows.get(0));
            }
            for (int row : rows) {
                for (PropertyLayout property : selected.apply(row)) {
                    if (!property.isKey()) {
                        change(changes, row, out, property);
                    }
                }
            }
        });
        return out;
    }

    /** Changes the last row, the only one whose values of variable length may still change. */
    private static void change(ColumnBatch changes, int row, ColumnBatch out, PropertyLayout property) {
        copy(changes, row, out, property.column());
        if (property.offsetColumn() != PropertyLayout.NONE) {
            copy(changes, row, out, property.offsetColumn());
        }
    }

    private static void copy(ColumnBatch changes, int row, ColumnBatch out, int column) {
        Column target = out.column(column);
        target.clearNull(out.count() - 1);
        target.copyRow(changes.column(column), row, out.count() - 1);
    }
}
