package io.seqstore.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.retain.Retention;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long {@code seqstore serve --keep-for} keeps events. */
class KeepForTest {
    @Test
    void withoutTheOptionEventsAreKeptForEver() {
        assertTrue(KeepFor.rules(List.of()).isNone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7200s", "120m", "2h", "default=2h"})
    void eventsOfTheNamespaceThatAreOlderAreGoneAfterACompaction(String option) {
        assertEquals(3, left(KeepFor.rules(List.of(option))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "1w", "other=2h"})
    void youngerEventsAndThoseOfOtherNamespacesStay(String option) {
        assertEquals(6, left(KeepFor.rules(List.of(option))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "2", "2 h", "-2h", "2y", "=2h", "2.5h", "99999999d"})
    void anythingElseIsRefused(String option) {
        assertThrows(UserError.class, () -> KeepFor.rules(List.of(option)));
    }

    /** How many of six events, half of them two and a half hours and more old, are left. */
    private static int left(Retention rules) {
        try (Seqstore store = Seqstore.inMemory(StoreOptions.defaults().withRetention(rules))) {
            store.getOrCreateType(SdsType.object("Reading")
                    .key("Time", SdsTypeCode.DATE_TIME)
                    .property("Level", SdsTypeCode.DOUBLE)
                    .build());
            store.getOrCreateStream(SdsStream.of("tank", "Reading"));
            EventStream tank = store.stream("tank");
            Instant now = Instant.now();
            List<Event> old = new ArrayList<>();
            List<Event> recent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                old.add(event(tank, now.minus(Duration.ofMinutes(150 + i))));
                recent.add(event(tank, now.minus(Duration.ofMinutes(i))));
            }
            tank.insert(old);
            store.flush();
            tank.insert(recent);
            store.flush();
            store.compact();
            return tank.window(now.minus(Duration.ofDays(1)), now).events().size();
        }
    }

    private static Event event(EventStream stream, Instant time) {
        return stream.event().set("Time", time).set("Level", 1.0).build();
    }
}
