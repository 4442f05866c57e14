package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.testing.Json;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.Offsets;
import io.seqstore.types.value.ScalarBytes;
import io.seqstore.types.value.ScalarSlots;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.StructuredBytes;
import io.seqstore.types.value.TypedValues;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events as maps of Java values, in and out of batches, the plain way. */
final class Rows {
    private Rows() {}

    /** Appends an event given as in JSON; what is missing has its default value. */
    static void append(Map<String, Object> event, ColumnBatch out) {
        EventLayout layout = out.layout();
        Map<String, Object> values = new LinkedHashMap<>();
        for (PropertyLayout property : layout.properties()) {
            values.put(
                    property.id(),
                    event.containsKey(property.id())
                            ? value(property, event.get(property.id()))
                            : TypedValues.defaultValue(property.property().type()));
        }
        appendValues(values, out);
    }

    /** Appends an event given by the Java values of all its properties. */
    static void appendValues(Map<String, Object> values, ColumnBatch out) {
        EventLayout layout = out.layout();
        PropertyLayout key = layout.key();
        int row = out.addRow(layout.hasKeyTail() ? 0 : KeyForm.keyOf(key.code(), values.get(key.id())));
        for (PropertyLayout property : layout.properties()) {
            Object value = values.get(property.id());
            if (property.offsetColumn() != PropertyLayout.NONE) {
                out.longs(property.offsetColumn())[row] = value == null ? 0 : Offsets.minutesOf((OffsetDateTime) value);
            }
            if (property.column() != PropertyLayout.NONE) {
                set(property, value, out, row);
            }
        }
        EventConverter.of(layout).finishRow(out, row);
    }

    private static void set(PropertyLayout property, Object value, ColumnBatch out, int row) {
        int column = property.column();
        if (value == null) {
            out.column(column).setNull(row);
            return;
        }
        switch (out.column(column).kind()) {
            case LONG -> out.longs(column)[row] = ScalarSlots.toLong(property.code(), value);
            case DOUBLE -> out.doubles(column)[row] = ((Number) value).doubleValue();
            case BYTES ->
                out.bytes(column)
                        .set(
                                row,
                                property.isStructured()
                                        ? StructuredBytes.encode(
                                                property.property().type(), value)
                                        : ScalarBytes.encode(property.code(), value));
        }
    }

    /** The Java value of a property from its JSON form. */
    static Object value(PropertyLayout property, Object json) {
        if (json == null || json instanceof Boolean) {
            return json;
        }
        if (property.isStructured()) {
            return TypedValues.normalise(property.property().type(), json);
        }
        if (property.code().isEnum() && json instanceof String name) {
            return property.property().type().properties().stream()
                    .filter(member -> member.id().equalsIgnoreCase(name))
                    .map(SdsTypeProperty::value)
                    .map(number -> ScalarText.parseInput(property.code(), number.toString()))
                    .findFirst()
                    .orElseThrow();
        }
        return ScalarText.parseInput(property.code(), json.toString());
    }

    /** The Java values of a row by property id. */
    static Map<String, Object> read(ColumnBatch batch, int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (PropertyLayout property : batch.layout().properties()) {
            boolean isKey64 = property.column() == PropertyLayout.NONE;
            values.put(property.id(), isKey64 ? keyValue(batch, row) : columnValue(batch, row, property));
        }
        return values;
    }

    private static Object keyValue(ColumnBatch batch, int row) {
        PropertyLayout key = batch.layout().key();
        long bits = batch.key(row);
        return switch (batch.layout().keyForm()) {
            case FLOATING -> ScalarText.parseInput(key.code(), Double.toString(KeyForm.toDouble(bits)));
            case UNSIGNED -> ScalarSlots.fromLong(key.code(), KeyForm.ofUnsigned(bits));
            case INTEGRAL ->
                key.offsetColumn() == PropertyLayout.NONE
                        ? ScalarSlots.fromLong(key.code(), bits)
                        : Offsets.toOffsetDateTime(bits, (int) batch.longs(key.offsetColumn())[row]);
            case BYTES -> throw new IllegalArgumentException("the parts of longer keys are columns");
        };
    }

    private static Object columnValue(ColumnBatch batch, int row, PropertyLayout property) {
        int column = property.column();
        if (batch.column(column).isNull(row)) {
            return null;
        }
        if (property.isStructured()) {
            return EventConverter.of(batch.layout()).value(batch, row, property);
        }
        return switch (batch.column(column).kind()) {
            case LONG ->
                property.offsetColumn() == PropertyLayout.NONE
                        ? ScalarSlots.fromLong(property.code(), batch.longs(column)[row])
                        : Offsets.toOffsetDateTime(
                                batch.longs(column)[row], (int) batch.longs(property.offsetColumn())[row]);
            case DOUBLE -> ScalarText.parseInput(property.code(), Double.toString(batch.doubles(column)[row]));
            case BYTES ->
                ScalarBytes.decode(
                        property.code(),
                        batch.bytes(column).bytes(),
                        batch.bytes(column).start(row),
                        batch.bytes(column).length(row));
        };
    }

    /** All rows. */
    static List<Map<String, Object>> readAll(ColumnBatch batch) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.count(); row++) {
            rows.add(read(batch, row));
        }
        return rows;
    }

    /** Compares rows with events in JSON; of a subset only the listed members. */
    static void assertRows(List<Object> expected, ColumnBatch actual, boolean subset) {
        assertEquals(expected.size(), actual.count(), () -> "events: " + readAll(actual));
        for (int row = 0; row < actual.count(); row++) {
            assertRow(Json.object(expected.get(row)), actual, row, subset);
        }
    }

    static void assertRow(Map<String, Object> expected, ColumnBatch actual, int row, boolean subset) {
        Map<String, Object> values = read(actual, row);
        for (PropertyLayout property : actual.layout().properties()) {
            if (!subset || expected.containsKey(property.id())) {
                Object wanted = expected.containsKey(property.id())
                        ? value(property, expected.get(property.id()))
                        : TypedValues.defaultValue(property.property().type());
                assertEquals(wanted, values.get(property.id()), property.id() + " of event " + row);
            }
        }
    }
}
