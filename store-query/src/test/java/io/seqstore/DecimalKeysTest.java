package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.SearchMode;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.Event;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A Decimal key is read as every other, but nothing is calculated between two of them (docs/design.md, section 5). */
class DecimalKeysTest {
    private static final BigDecimal FROM = new BigDecimal("1.25");
    private static final BigDecimal TO = new BigDecimal("3");

    private final Seqstore store = Seqstore.inMemory();
    private EventStream pump;

    @BeforeEach
    void writeEvents() {
        store.getOrCreateType(SdsType.object("Reading")
                .key("K", SdsTypeCode.DECIMAL)
                .property("Level", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("pump", "Reading"));
        pump = store.stream("pump");
        // The last two are one double.
        for (String key : List.of("-2", "1.250", "2.5", "3.0000000000000000000000001", "3.0000000000000000000000002")) {
            pump.insert(pump.event().set("K", new BigDecimal(key)).build());
        }
        store.flush();
    }

    @AfterEach
    void close() {
        store.close();
    }

    static Stream<Arguments> readsThatCalculate() {
        return Stream.of(
                calculates("interpolated at keys", pump -> pump.interpolatedAt(FROM)),
                calculates("interpolated", pump -> pump.interpolated(FROM, TO, 3)),
                calculates("summaries", pump -> pump.summaries(FROM, TO, 1)),
                calculates("sampled", pump -> pump.sampled(FROM, TO, 1, "Level").events()),
                calculates("window", pump -> pump.window(FROM, TO)
                        .boundary(BoundaryType.EXACT_OR_CALCULATED)
                        .events()),
                calculates("page", pump -> pump.window(FROM, TO)
                        .boundary(BoundaryType.EXACT_OR_CALCULATED)
                        .page(1)),
                calculates("range", pump -> pump.range(FROM)
                        .boundary(BoundaryType.EXACT_OR_CALCULATED)
                        .events()),
                calculates(
                        "join", pump -> JoinRead.of(JoinMode.INTERPOLATED, pump.window(FROM, TO), pump.window(FROM, TO))
                                .rows()));
    }

    private static Arguments calculates(String name, Consumer<EventStream> read) {
        return arguments(name, read);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readsThatCalculate")
    void nothingIsCalculatedBetweenThem(String name, Consumer<EventStream> read) {
        InvalidRequestException refused = assertThrows(InvalidRequestException.class, () -> read.accept(pump));
        assertEquals(
                "Key property 'K' of type 'Reading' is a Decimal: nothing is calculated between Decimal keys in this version."
                        + " Use stored events, or a key of type Double or Int64.",
                refused.reason(),
                name);
    }

    private static String keys(List<Event> events) {
        return String.join(
                " ", events.stream().map(event -> event.key().toString()).toList());
    }

    @Test
    void theyAreReadByTheirExactValue() {
        assertEquals("1.250 2.5", keys(pump.window(FROM, TO).events()));
        assertEquals(
                "-2 1.250 2.5 3.0000000000000000000000001",
                keys(pump.window(FROM, TO).boundary(BoundaryType.OUTSIDE).events()));
        assertEquals(
                "3.0000000000000000000000002",
                pump.find("3.0000000000000000000000001", SearchMode.NEXT)
                        .orElseThrow()
                        .key()
                        .toString());
        assertEquals("2.5 1.250", keys(pump.range(TO).reversed().count(2).events()));
        assertEquals(
                1, pump.filtered("K gt 3.0000000000000000000000001m").events().size());
        assertEquals(
                5,
                JoinRead.of(JoinMode.OUTER, pump.window(-9, 9), pump.window(2, 9))
                        .rows()
                        .size());
        assertEquals(
                "3.0000000000000000000000002", pump.last().orElseThrow().key().toString());
    }
}
