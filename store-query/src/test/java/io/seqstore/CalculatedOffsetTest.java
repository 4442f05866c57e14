package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A calculated key that is a DateTimeOffset shows the offset of the event it continues, where that is a time at all. */
class CalculatedOffsetTest {
    @ParameterizedTest(name = "at {0}")
    @CsvSource({
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00+00:00",
        "0001-01-01T09:00:00Z, 0001-01-01T09:00:00+00:00",
        "0001-01-01T10:00:00Z, 0001-01-01T00:00:00-10:00",
        "2026-01-01T00:00:00Z, 2025-12-31T14:00:00-10:00",
        "9999-12-31T09:59:00Z, 9999-12-31T23:59:00+14:00",
        "9999-12-31T10:00:00Z, 9999-12-31T10:00:00+00:00"
    })
    void anOffsetThatWouldLeaveTheYearsIsZero(String index, String calculated) {
        try (Seqstore store = Seqstore.inMemory()) {
            store.getOrCreateType(SdsType.object("Moment")
                    .key("At", SdsTypeCode.DATE_TIME_OFFSET)
                    .property("Value", SdsTypeCode.DOUBLE)
                    .build());
            store.getOrCreateStream(SdsStream.of("moments", "Moment"));
            EventStream stream = store.stream("moments");
            for (String stored : List.of("0001-01-01T14:00:00-10:00", "9999-12-31T00:00:00+14:00")) {
                stream.insert(stream.event()
                        .set("At", OffsetDateTime.parse(stored))
                        .set("Value", 1.0)
                        .build());
            }
            Event event = stream.interpolatedAt(index).events().get(0);
            assertEquals(calculated, ScalarText.print(SdsTypeCode.DATE_TIME_OFFSET, event.key()));
        }
    }
}
