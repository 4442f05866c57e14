package io.seqstore.query.calculate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Four events with the keys 0 to 3 in the order of a secondary index (spec 07, 2.4). */
class IndexOrderTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "DOUBLE, 2.5 -1.0 0.0 -0.0, 1 2 3 0",
        "INT32, 3 1 2 1, 1 3 2 0",
        "UINT64, 18446744073709551615 1 9223372036854775808 0, 3 1 2 0",
        "DECIMAL, 1.10 1.1 -3 10, 2 0 1 3",
        "STRING, b a B a, 2 1 3 0",
        "DATE_TIME, 2020-01-02 2020-01-01 2020-01-03 2020-01-01, 1 3 0 2",
        "DATE_TIME_OFFSET, 2020-01-01T01:00:00+02:00 2020-01-01T00:00:00Z 2019-12-31T23:00:00Z 2019-12-31, 3 0 2 1",
        "BOOLEAN, true false true false, 1 3 0 2",
        "GUID, f0000000-0000-0000-0000-000000000000 00000000-0000-0000-0000-000000000001"
                + " 7fffffff-0000-0000-0000-000000000000 00000000-0000-0000-0000-000000000000, 3 1 2 0",
    })
    void putsEqualValuesInKeyOrder(SdsTypeCode code, String values, String expected) {
        EventLayout layout = EventLayout.of(SdsType.object("Indexed")
                .key("K", SdsTypeCode.INT64)
                .property("V", code)
                .build());
        ColumnBatch batch = new ColumnBatch(layout, 4);
        String[] texts = values.split(" ");
        for (int i = 0; i < texts.length; i++) {
            Event event = Event.builder(layout)
                    .set("K", i)
                    .set("V", ScalarText.parse(code, texts[i]))
                    .build();
            EventConverter.of(layout).append(event, batch);
        }
        ColumnBatch sorted = IndexOrder.sorted(batch, layout.property("V"));
        StringJoiner keys = new StringJoiner(" ");
        for (int row = 0; row < sorted.count(); row++) {
            keys.add("" + sorted.key(row));
        }
        assertEquals(expected, keys.toString());
    }

    /** The first events of many, which are more than are held at once. */
    @ParameterizedTest(name = "the first {0}")
    @ValueSource(ints = {0, 1, 2, 600, 1500, 5000, 6000})
    void theFirstOnesAreThoseOfTheWholeOrder(int wanted) {
        EventLayout layout = EventLayout.of(SdsType.object("Indexed")
                .key("K", SdsTypeCode.INT64)
                .property("V", SdsTypeCode.INT32)
                .build());
        ColumnBatch batch = new ColumnBatch(layout, 5000);
        Random random = new Random(wanted);
        for (int i = 0; i < 5000; i++) {
            int row = batch.addRow(i);
            batch.longs(0)[row] = random.nextInt(700);
        }
        PropertyLayout property = layout.property("V");
        ColumnBatch all = IndexOrder.sorted(batch, property);
        BatchCursor events = new ArraySource(batch).scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
        ColumnBatch first = IndexOrder.first(events, layout, property, wanted);
        assertEquals(Math.min(wanted, 5000), first.count());
        for (int row = 0; row < first.count(); row++) {
            assertEquals(all.key(row), first.key(row));
        }
    }
}
