package io.seqstore.types.view;

import static io.seqstore.types.view.Rows.batch;
import static io.seqstore.types.view.Rows.mapper;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events whose keys are longer than 64 bits, before or after they are mapped. */
class LongKeysTest {
    private static final SdsType COMPOUND = SdsType.object("C")
            .key("Time", SdsTypeCode.INT32)
            .key("Name", SdsTypeCode.STRING)
            .property("Value", SdsTypeCode.DOUBLE)
            .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
            .build();

    private static RowMapper toThreeParts() {
        SdsType target = SdsType.object("T")
                .property("Amount", SdsTypeCode.INT32)
                .key("Number", SdsTypeCode.DECIMAL)
                .key("Name", SdsTypeCode.STRING)
                .key("Level", SdsTypeCode.DOUBLE)
                .build();
        return mapper(
                COMPOUND,
                target,
                Property.of("Time", "Number"),
                Property.of("Name", "Name"),
                Property.of("Value", "Amount"),
                Property.of("Level", "Level"));
    }

    @Test
    void aCompoundKeyIsMadeOfItsConvertedParts() {
        RowMapper mapper = toThreeParts();
        ColumnBatch from = batch(mapper.source(), Map.of("Time", 5, "Name", "a|b", "Value", 2.6, "Level", -0.0));
        ColumnBatch to = new ColumnBatch(mapper.target(), 1);
        mapper.append(from, 0, to);
        EventConverter converter = EventConverter.of(mapper.target());
        assertEquals(
                Event.of(mapper.target(), Map.of("Number", 5, "Name", "a|b", "Level", 0.0, "Amount", 3)),
                converter.read(to, 0));
        assertEquals(converter.eventKey(List.of(5, "a|b", 0.0)), to.eventKey(0));
    }

    @Test
    void nullAndNotANumberCannotBecomeAPartOfAKey() {
        RowMapper mapper = toThreeParts();
        ColumnBatch to = new ColumnBatch(mapper.target(), 1);
        for (Double level : Arrays.asList(null, Double.NaN)) {
            Map<String, Object> event = new HashMap<>(Map.of("Time", 5, "Name", "a|b"));
            event.put("Level", level);
            ColumnBatch from = batch(mapper.source(), event);
            InvalidRequestException refusal =
                    assertThrows(InvalidRequestException.class, () -> mapper.append(from, 0, to));
            assertEquals(Map.of("PropertyId", "Level", "Index", "5|a\\|b"), refusal.parameters());
            assertEquals(0, to.count());
        }
    }

    @Test
    void aPartOfAKeyMayBecomeTheWholeKey() {
        SdsType target = SdsType.object("T")
                .key("Time", SdsTypeCode.INT64)
                .property("Name", SdsTypeCode.STRING)
                .build();
        RowMapper mapper = mapper(COMPOUND, target);
        assertEquals(
                Event.of(mapper.target(), Map.of("Time", 5, "Name", "n")),
                Rows.map(mapper, Map.of("Time", 5, "Name", "n")));
    }

    @Test
    void aDecimalKeyIsShownInAnotherUnit() {
        EventLayout layout = EventLayout.of(SdsType.object("D")
                .property(SdsTypeProperty.key("Depth", SdsType.of(SdsTypeCode.DECIMAL))
                        .withUom("m"))
                .build());
        RowMapper mapper = RowMapper.toUnits(
                layout, EffectiveUnits.of(layout.type()), List.of(new PropertyOverride("Depth", "cm", null)));
        ColumnBatch to = new ColumnBatch(layout, 1);
        mapper.append(batch(layout, Map.of("Depth", new BigDecimal("1.5"))), 0, to);
        assertEquals(EventConverter.of(layout).eventKey(150), to.eventKey(0));
    }

    @Test
    void nullTextCannotBecomeAKey() {
        SdsType source = SdsType.object("S")
                .key("Number", SdsTypeCode.INT32)
                .property("Name", SdsTypeCode.STRING)
                .build();
        RowMapper mapper = mapper(
                source, SdsType.object("T").key("Name", SdsTypeCode.STRING).build());
        ColumnBatch to = new ColumnBatch(mapper.target(), 1);
        ColumnBatch from = batch(mapper.source(), Map.of("Number", 1), Map.of("Number", 2, "Name", "x"));
        assertThrows(InvalidRequestException.class, () -> mapper.append(from, 0, to));
        mapper.append(from, 1, to);
        assertEquals(EventConverter.of(mapper.target()).eventKey("x"), to.eventKey(0));
    }
}
