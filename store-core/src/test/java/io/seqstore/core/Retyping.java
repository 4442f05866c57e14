package io.seqstore.core;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Types that pumps are turned into, and how the test would do it: one event after the other, in plain Java. */
enum Retyping {
    /** The same key under another name, all values kept. */
    RENAMED(
            SdsType.object("Renamed")
                    .key("Moment", SdsTypeCode.INT64)
                    .property("Mode", SdsTypeCode.INT64)
                    .property("Height", SdsTypeCode.NULLABLE_DOUBLE)
                    .property("Text", SdsTypeCode.STRING)
                    .build(),
            List.of("Time", "Moment", "State", "Mode", "Level", "Height", "Note", "Text"),
            row -> Arrays.asList(row.key(), (long) row.state(), row.level(), row.note())),
    /** A key of fewer bits, in which not all have room; one value dropped, one rounded, one new. */
    NARROW(
            SdsType.object("Narrow")
                    .key("Time", SdsTypeCode.INT16)
                    .property("Level", SdsTypeCode.INT32)
                    .property("New", SdsTypeCode.DOUBLE)
                    .build(),
            List.of("Time", "Time", "Level", "Level"),
            row -> row.key() == (short) row.key()
                    ? Arrays.asList((short) row.key(), row.level() == null ? 0 : (int) Math.rint(row.level()), 0.0)
                    : null),
    /** A number that is no key yet. */
    BY_LEVEL(
            SdsType.object("ByLevel")
                    .key("Level", SdsTypeCode.DOUBLE)
                    .property("Time", SdsTypeCode.INT64)
                    .property("Note", SdsTypeCode.STRING)
                    .build(),
            List.of("Level", "Level", "Time", "Time", "Note", "Note"),
            row -> row.level() == null ? null : Arrays.asList(row.level(), row.key(), row.note())),
    /** A key of more than 64 bits. */
    BY_NOTE(
            SdsType.object("ByNote")
                    .key("Note", SdsTypeCode.STRING)
                    .property("Time", SdsTypeCode.INT64)
                    .build(),
            List.of("Note", "Note", "Time", "Time"),
            row -> row.note() == null ? null : Arrays.asList(row.note(), row.key())),
    /** A key of two properties. */
    BY_STATE_AND_TIME(
            SdsType.object("ByStateAndTime")
                    .property(SdsTypeProperty.of("State", SdsType.of(SdsTypeCode.INT32))
                            .asKey(0))
                    .property(SdsTypeProperty.of("Time", SdsType.of(SdsTypeCode.INT64))
                            .asKey(1))
                    .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
                    .build(),
            List.of("State", "State", "Time", "Time", "Level", "Level"),
            row -> Arrays.asList(row.state(), row.key(), row.level()));

    /** The view of every one has this id. */
    static final String VIEW = "view";

    final SdsType type;
    final SdsStreamView view;
    private final Function<Row, List<Object>> conversion;

    Retyping(SdsType type, List<String> pairs, Function<Row, List<Object>> conversion) {
        this.type = type;
        this.view = SdsStreamView.of(VIEW, TestEvents.TYPE.id(), type.id())
                .withProperties(IntStream.range(0, pairs.size() / 2)
                        .mapToObj(i -> Property.of(pairs.get(2 * i), pairs.get(2 * i + 1)))
                        .toList());
        this.conversion = conversion;
    }

    /** Registers type and view. */
    void define(Store store) {
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, TestEvents.TYPE);
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
        store.registry().streamViews().createOrUpdate(Registry.DEFAULT_NAMESPACE, view);
    }

    /** The values of the event that a pump's becomes; null when it cannot. */
    List<Object> convert(Row row) {
        return conversion.apply(row);
    }

    /** The values of the events that some become, in their order; null when one cannot be converted. */
    List<List<Object>> convertAll(Iterable<Row> rows) {
        List<List<Object>> converted = new ArrayList<>();
        for (Row row : rows) {
            List<Object> values = convert(row);
            if (values == null) {
                return null;
            }
            converted.add(values);
        }
        converted.sort(byKey());
        return converted;
    }

    /** Compares events by their keys. */
    Comparator<List<Object>> byKey() {
        int keys = type.keyProperties().size();
        Comparator<List<Object>> order = Comparator.comparing(values -> comparable(values.get(0)));
        return keys == 1 ? order : order.thenComparing(values -> comparable(values.get(1)));
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(Object value) {
        return (Comparable<Object>) value;
    }

    /** The values of all events of a stream, whatever its type. */
    static List<List<Object>> valuesOf(Stream stream) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            return valuesOf(snapshot);
        }
    }

    static List<List<Object>> valuesOf(EventSource source) {
        EventConverter converter = EventConverter.of(source.layout());
        List<List<Object>> all = new ArrayList<>();
        try (EventCursor cursor = source.events(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            while (cursor.next()) {
                List<Object> values = new ArrayList<>();
                for (PropertyLayout property : source.layout().properties()) {
                    values.add(converter.value(cursor.batch(), cursor.row(), property));
                }
                all.add(values);
            }
        }
        return all;
    }
}
