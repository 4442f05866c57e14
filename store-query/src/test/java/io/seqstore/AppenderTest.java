package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The writer of rows: defaults, ranges, wrong use. */
class AppenderTest {
    private static final SdsType TYPE = SdsType.object("All")
            .key("K", SdsTypeCode.DATE_TIME_OFFSET)
            .property("Small", SdsTypeCode.BYTE)
            .property("Flag", SdsTypeCode.BOOLEAN)
            .property("Single", SdsTypeCode.SINGLE)
            .property("Maybe", SdsTypeCode.NULLABLE_DOUBLE)
            .property("Guid", SdsTypeCode.GUID)
            .property("Money", SdsTypeCode.DECIMAL)
            .property("Text", SdsTypeCode.STRING)
            .property("When", SdsTypeCode.DATE_TIME_OFFSET)
            .build();

    private static EventStream stream(Seqstore store) {
        store.getOrCreateType(TYPE);
        store.getOrCreateStream(SdsStream.of("all", "All"));
        return store.stream("all");
    }

    @Test
    void givesDefaultsToWhatIsNotSet() {
        try (Seqstore store = Seqstore.inMemory()) {
            EventStream all = stream(store);
            try (Appender appender = all.appender()) {
                appender.row(0).set(appender.position("Text"), "first").set(appender.position("Maybe"), 1.5);
                appender.row(1);
            }
            Event second = all.last().orElseThrow();
            assertEquals(Event.builder(all.layout()).set("K", second.key()).build(), second);
            assertEquals(new UUID(0, 0), second.get("Guid"));
            assertEquals(BigDecimal.ZERO, second.get("Money"));
            assertEquals(1.5, all.first().orElseThrow().get("Maybe"));
        }
    }

    @Test
    void replacesNullByAValueOfTheSameRow() {
        try (Seqstore store = Seqstore.inMemory()) {
            EventStream all = stream(store);
            try (Appender appender = all.appender()) {
                int maybe = appender.position("Maybe");
                appender.row(0).set(maybe, (Object) null).set(maybe, 2.5);
            }
            assertEquals(2.5, all.first().orElseThrow().get("Maybe"));
        }
    }

    @Test
    void roundsToSingleAndRefusesWhatIsOutOfRange() {
        try (Seqstore store = Seqstore.inMemory()) {
            EventStream all = stream(store);
            try (Appender appender = all.appender()) {
                int small = appender.position("Small");
                appender.row(0).set(appender.position("Single"), 0.1).set(small, 255);
                InvalidRequestException refused =
                        assertThrows(InvalidRequestException.class, () -> appender.set(small, 256));
                assertEquals("Property 'Small': 256 is outside 0..255.", refused.reason());
                assertThrows(InvalidRequestException.class, () -> appender.set(appender.position("Flag"), 2));
                assertThrows(InvalidRequestException.class, () -> appender.position("Nope"));
            }
            Event event = all.first().orElseThrow();
            assertEquals(0.1f, event.get("Single"));
            assertEquals((short) 255, event.get("Small"));
        }
    }

    @Test
    void refusesValuesOfTheWrongKindAndRowsThatWereNotBegun() {
        try (Seqstore store = Seqstore.inMemory()) {
            EventStream all = stream(store);
            Appender appender = all.appender();
            assertThrows(IllegalStateException.class, () -> appender.set(appender.position("Small"), 1));
            appender.row(0);
            assertThrows(IllegalArgumentException.class, () -> appender.set(appender.position("Text"), 1.0));
            assertThrows(IllegalArgumentException.class, () -> appender.set(appender.position("Single"), 1L));
            assertThrows(IllegalArgumentException.class, () -> appender.set(appender.position("K"), 1L));
        }
    }
}
