package io.seqstore.types.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTest {
    private static final Instant NOON = Instant.parse("2017-11-23T12:00:00Z");
    private static final EventLayout PUMP = EventLayout.of(SdsType.object("Pump")
            .key("Time", SdsTypeCode.DATE_TIME)
            .property(
                    "State",
                    SdsType.enumeration("State")
                            .member("Ok", 0)
                            .member("Alarm", 2)
                            .build())
            .property("Level", SdsTypeCode.DOUBLE)
            .property("Note", SdsTypeCode.STRING)
            .property("Running", SdsTypeCode.BOOLEAN)
            .property("Price", SdsTypeCode.DECIMAL)
            .build());

    private static Event.Builder noon() {
        return Event.builder(PUMP).set("Time", NOON);
    }

    @Test
    void givesEachPropertyThatIsNotSetItsDefault() {
        Event event = noon().build();
        assertEquals(0, event.get("State"));
        assertEquals(0.0, event.get("Level"));
        assertNull(event.get("Note"));
        assertEquals(false, event.get("Running"));
        assertEquals(BigDecimal.ZERO, event.get("Price"));
    }

    @Test
    void findsPropertiesIgnoringCase() {
        Event event =
                Event.of(PUMP, Map.of("tIME", NOON, "LEVEL", 1.5, "state", "ALARM", "note", "x", "running", true));
        assertEquals(NOON, event.key());
        assertEquals(NOON, event.getInstant("time"));
        assertEquals(1.5, event.getDouble("level"));
        assertEquals(2, event.getLong("State"));
        assertEquals("x", event.getString("NOTE"));
        assertTrue(event.getBoolean("Running"));
        assertEquals(2, event.get("state", Integer.class));
        assertEquals(
                List.of("Time", "State", "Level", "Note", "Running", "Price"),
                List.copyOf(event.toMap().keySet()));
        assertEquals(event.values(), List.copyOf(event.toMap().values()));
        assertThrows(UnsupportedOperationException.class, () -> event.toMap().put("Level", 2.0));
        assertThrows(UnsupportedOperationException.class, () -> event.values().set(0, NOON));
    }

    @Test
    void readsLikeALine() {
        assertEquals(
                "Pump{Time=2017-11-23T12:00:00Z, State=2, Level=1.5, Note=null, Running=false, Price=1.50}",
                noon().set("State", 2)
                        .set("Level", 1.5)
                        .set("Price", new BigDecimal("1.50"))
                        .build()
                        .toString());
    }

    @Test
    void equalsEventsOfAnEqualTypeWithEqualValues() {
        EventLayout same = EventLayout.of(PUMP.type());
        Event event = noon().set("Level", 1).build();
        assertEquals(
                event, Event.builder(same).set("Time", NOON).set("level", 1.0).build());
        assertNotEquals(event, noon().set("Level", 2).build());
        assertNotEquals(
                noon().set("Level", 0.0).build(), noon().set("Level", -0.0).build());
        assertEquals(
                noon().set("Level", Double.NaN).build(),
                noon().set("Level", Double.NaN).build());
        EventLayout other =
                EventLayout.of(PUMP.type().toBuilder().description("other").build());
        assertNotEquals(
                event, Event.builder(other).set("Time", NOON).set("Level", 1.0).build());
        assertFalse(event.equals("event"));
    }

    @Test
    void namesWhatIsWrong() {
        refused("The event of type 'Pump' has no value for key property 'Time'.", Event.builder(PUMP));
        refused("no value for key property 'Time'", Event.builder(PUMP).set("Time", null));
        refused(
                "Key property 'Time' of type 'Pump': Integer 5 is not a value of type DateTime",
                Event.builder(PUMP).set("Time", 5));
        refused(
                "Property 'Level' of the event at index '2017-11-23T12:00:00Z': null is not a value of type Double",
                noon().set("Level", null));
        refused(
                "Property 'State' of the event at index '2017-11-23T12:00:00Z': 'Broken' is not a member of enum 'State'",
                noon().set("State", "Broken"));
        InvalidRequestException unknown = assertThrows(InvalidRequestException.class, () -> noon().set("Flow", 1));
        assertTrue(
                unknown.reason().startsWith("Type 'Pump' has no property 'Flow'; it has [Time, State"),
                unknown.reason());
    }

    private static void refused(String reason, Event.Builder event) {
        InvalidRequestException refusal = assertThrows(InvalidRequestException.class, event::build);
        assertTrue(refusal.reason().contains(reason), refusal.reason());
    }

    @Test
    void refusesToReadAValueAsAnotherClass() {
        Event event = noon().build();
        assertThrows(InvalidRequestException.class, () -> event.get("Flow"));
        assertThrows(InvalidRequestException.class, () -> event.getBoolean("Level"));
        assertThrows(InvalidRequestException.class, () -> event.getLong("Level"));
        assertThrows(InvalidRequestException.class, () -> event.getLong("Price"));
        assertThrows(InvalidRequestException.class, () -> event.getInstant("Level"));
        assertThrows(InvalidRequestException.class, () -> event.get("Note", String.class));
        assertNull(event.getString("Note"));
        assertEquals(0.0, event.getDouble("State"));
    }
}
