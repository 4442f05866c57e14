package io.seqstore.types.view;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types, batches and mappers as the tests here need them. */
final class Rows {
    private Rows() {}

    static SdsType code(String name) {
        return SdsType.of(SdsTypeCode.ofName(name).orElseThrow());
    }

    /** A type with an Int32 key and one property. */
    static SdsType holding(String typeId, SdsType value, String uom) {
        return SdsType.object(typeId)
                .key("Key", SdsTypeCode.INT32)
                .property(SdsTypeProperty.of("Value", value).withUom(uom))
                .build();
    }

    static RowMapper mapper(SdsType source, SdsType target, SdsStreamView.Property... listed) {
        SdsStreamView view = SdsStreamView.of("v", source.id(), target.id()).withProperties(List.of(listed));
        return RowMapper.of(StreamViewMap.of(view, source, target), EventLayout.of(source), EventLayout.of(target));
    }

    @SafeVarargs
    static ColumnBatch batch(EventLayout layout, Map<String, ?>... events) {
        ColumnBatch batch = new ColumnBatch(layout, 1);
        for (Map<String, ?> event : events) {
            EventConverter.of(layout).append(Event.of(layout, event), batch);
        }
        return batch;
    }

    /** The only event, mapped; both ways of mapping must give the same. */
    static Event map(RowMapper mapper, Map<String, ?> event) {
        return map(mapper, batch(mapper.source(), event), 0);
    }

    /** One event, mapped; both ways of mapping must give the same. */
    static Event map(RowMapper mapper, ColumnBatch from, int row) {
        ColumnBatch to = new ColumnBatch(mapper.target(), 1);
        int at = mapper.append(from, row, to);
        EventConverter converter = EventConverter.of(mapper.target());
        Event mapped = converter.read(to, at);
        if (!mapper.values(from, row).equals(mapped.values())) {
            throw new AssertionError(mapper.values(from, row) + " is not " + mapped.values());
        }
        return mapped;
    }

    /** What a value becomes between properties of two types, named alike and not keys. */
    static Object convert(SdsType from, String fromUom, SdsType to, String toUom, Object value) {
        RowMapper mapper = mapper(holding("S", from, fromUom), holding("T", to, toUom));
        Map<String, Object> event = new HashMap<>(Map.of("Key", 7));
        event.put("Value", value);
        return map(mapper, event).get("Value");
    }
}
