package io.seqstore.types.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events whose properties are arrays, collections and objects, and layouts that cannot be. */
class StructuredEventsTest {
    private static final SdsType POINT = SdsType.object("Point")
            .property("X", SdsTypeCode.DOUBLE)
            .property("Tags", SdsTypeCode.STRING_ARRAY)
            .build();

    @Test
    void keepsArraysAndObjectsInOneColumnEach() {
        EventLayout layout = EventLayout.of(SdsType.object("Trace")
                .key("Time", SdsTypeCode.INT64)
                .property("Samples", SdsTypeCode.INT32_ARRAY)
                .property("At", POINT)
                .property("Nothing", SdsTypeCode.DB_NULL)
                .property("Level", SdsTypeCode.DOUBLE)
                .build());
        assertEquals(
                List.of(ColumnKind.BYTES, ColumnKind.BYTES, ColumnKind.BYTES, ColumnKind.DOUBLE), layout.columns());
        assertTrue(layout.property("at").isStructured());
        EventConverter converter = EventConverter.of(layout);
        ColumnBatch batch = new ColumnBatch(layout, 1);
        Event full = Event.of(
                layout,
                Map.of(
                        "Time",
                        1,
                        "Samples",
                        new int[] {1, 2},
                        "At",
                        Map.of("x", 2, "tags", List.of("a")),
                        "Level",
                        0.5));
        Event empty = Event.of(layout, Map.of("Time", 2));
        converter.append(full, batch);
        converter.append(empty, batch);
        converter.append(full, batch);
        assertEquals(full, converter.read(batch, 0));
        assertEquals(empty, converter.read(batch, 1));
        assertEquals(full, converter.read(batch, 2));
        assertEquals(
                "Trace{Time=1, Samples=[1, 2], At={X=2.0, Tags=[a]}, Nothing=null, Level=0.5}",
                converter.read(batch, 0).toString());
    }

    @Test
    void namesThePropertyWhoseStructureDoesNotFit() {
        EventLayout layout = EventLayout.of(SdsType.object("Trace")
                .key("Time", SdsTypeCode.INT64)
                .property("At", POINT)
                .build());
        InvalidRequestException refusal = assertThrows(
                InvalidRequestException.class, () -> Event.of(layout, Map.of("Time", 1, "At", Map.of("Y", 2))));
        assertTrue(refusal.reason().startsWith("Property 'At' of the event at index '1': "), refusal.reason());
    }

    @ParameterizedTest
    @EnumSource(
            value = SdsTypeCode.class,
            names = {"VERSION", "NULLABLE_INT32", "NULLABLE_GUID", "STRING_ARRAY", "INT32_ENUM", "OBJECT", "IDICTIONARY"
            })
    void refusesKeysOfTypesWithoutAnOrder(SdsTypeCode code) {
        SdsType.Builder valueType = SdsType.builder(code).property("A", SdsTypeCode.INT32);
        SdsTypeProperty key = SdsTypeProperty.key("K", valueType.build());
        refused("'K' is a key of type " + code.sdsName(), SdsType.object("P").property(key));
        refused(
                "'K' is a key of type " + code.sdsName(),
                SdsType.object("P").key("I", SdsTypeCode.INT32).property(key.asKey(1)));
    }

    @Test
    void refusesTypesThatAreOnlyNamedAndTooFewOrTooManyKeys() {
        SdsType.Builder keyed = SdsType.object("P").key("K", SdsTypeCode.INT32);
        refused("'X' refers to a type by id", keyed.property("X", SdsType.reference("Point")));
        refused(
                "'X' refers to a type by id",
                SdsType.object("P")
                        .key("K", SdsTypeCode.INT32)
                        .property(
                                "X",
                                SdsType.builder(SdsTypeCode.ILIST)
                                        .id("L")
                                        .genericArgument(SdsType.reference("Point"))
                                        .build()));
        refused(
                "refers to its base type by id",
                SdsType.object("P").key("K", SdsTypeCode.INT32).baseType(SdsType.reference("B")));
        refused("has 0 key properties", SdsType.object("P").property("X", SdsTypeCode.DOUBLE));
        refused(
                "has 4 key properties",
                SdsType.object("P")
                        .key("A", SdsTypeCode.INT32)
                        .key("B", SdsTypeCode.INT32)
                        .key("C", SdsTypeCode.INT32)
                        .key("D", SdsTypeCode.INT32));
        refused(
                "'E' refers",
                SdsType.object("P")
                        .property(new SdsTypeProperty("E", null, null, 0, true, 0, null, null, null, null, false)));
    }

    private static void refused(String reason, SdsType.Builder type) {
        InvalidRequestException refusal =
                assertThrows(InvalidRequestException.class, () -> EventLayout.of(type.build()));
        assertTrue(refusal.reason().contains(reason), refusal.reason());
    }
}
