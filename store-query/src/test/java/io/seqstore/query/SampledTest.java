package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.ScalarText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sampled reads (spec 08, section 9): which events of a part are kept, for every type that can be sampled by. */
class SampledTest {
    /** The values stand at the keys 0, 1, 2...; the answer is the keys of the events that are kept. */
    @ParameterizedTest(name = "{0}: {1} in {2} parts keeps {3}")
    @CsvSource({
        "DOUBLE, 5 1 9 2 7, 1, 0 1 2 4",
        "DOUBLE, 1 2 3 4 5, 1, 0 4",
        "DOUBLE, 4 4 4 4 4, 1, 0 4",
        "DOUBLE, 4 1 1 9 9 4, 1, 0 1 3 5",
        "DOUBLE, NaN NaN 3 1 2 NaN, 1, 0 2 3 5",
        "DOUBLE, NaN NaN NaN, 1, 0 2",
        "DOUBLE, 3 1 2 9 8 7 6 5 4, 2, 0 1 3 4 5 8",
        "DOUBLE, 1 2 3 4 5, 100, 0 1 2 3 4",
        "NULLABLE_DOUBLE, none 5 1 9 none 2 none, 1, 1 2 3 5",
        "NULLABLE_DOUBLE, none none none, 1, ''",
        "SINGLE, 5 1 9 2 7, 1, 0 1 2 4",
        "INT32, 5 -1 9 2 7, 1, 0 1 2 4",
        "UINT64, 5 18446744073709551615 0 7, 1, 0 1 2 3",
        "NULLABLE_INT64, none 5 none 1 9 2, 1, 1 3 4 5",
        "DECIMAL, 5 1.00 1.0 9.9 9.90 7, 1, 0 1 3 5",
        "BOOLEAN, true false true false, 1, 0 1 3",
        "CHAR, m a z n, 1, 0 1 2 3",
        "TIME_SPAN, 00:00:05 00:00:01 00:00:09 00:00:02, 1, 0 1 2 3",
        "DATE_TIME_OFFSET, 2020-01-01T00:00:00Z 2020-01-01T00:00:00+02:00 2020-01-01T00:00:00-02:00"
                + " 2020-01-01T00:00:00Z, 1, 0 1 2 3"
    })
    void keepsFirstSmallestGreatestAndLast(SdsTypeCode code, String values, int parts, String expected) {
        ColumnBatch events = events(code, values);
        SampledRequest request = new SampledRequest(Bounds.exact(0, events.count() - 1), parts, List.of("v"));
        assertEquals(expected, Pump.keys(queries(events, ReadLimits.DEFAULT).sampled(request)));
        for (long seed = 0; seed < 5; seed++) {
            ChunkedSource source = new ChunkedSource(events, 3, seed);
            Queries chunked = new Queries(source, SdsStream.of("s", "T"), ReadLimits.DEFAULT);
            assertEquals(expected, Pump.keys(chunked.sampled(request)), "seed " + seed);
            assertEquals(0, source.open());
        }
    }

    private static ColumnBatch events(SdsTypeCode code, String values) {
        SdsType type = SdsType.object("T")
                .key("K", SdsTypeCode.INT64)
                .property("V", code)
                .build();
        ColumnBatch events = new ColumnBatch(EventLayout.of(type), 4);
        String[] texts = values.split(" ");
        for (int i = 0; i < texts.length; i++) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("K", (long) i);
            event.put("V", texts[i].equals("none") ? null : ScalarText.parseInput(code, texts[i]));
            Rows.appendValues(event, events);
        }
        return events;
    }

    private static Queries queries(ColumnBatch events, ReadLimits limits) {
        return new Queries(new ArraySource(events), SdsStream.of("s", "T"), limits);
    }

    @ParameterizedTest(name = "{0} .. {1} {2}, {3} parts: {4}")
    @CsvSource({
        "15, 25, OUTSIDE, 2, 10 20 30",
        "15, 25, EXACT_OR_CALCULATED, 1, 15 25",
        "15, 25, EXACT_OR_CALCULATED, 5, 15 20 25",
        "10, 30, INSIDE, 1, 20",
        "20, 20, EXACT, 3, 20"
    })
    void samplesTheWindowThatTheBoundariesSelect(
            long start, long end, BoundaryType boundary, int parts, String expected) {
        SampledRequest request =
                new SampledRequest(new Bounds(start, end, boundary, boundary), parts, List.of("Level"));
        assertEquals(expected, Pump.keys(Pump.queries().sampled(request)));
    }

    @Test
    void samplesByTheKey() {
        SampledRequest request = new SampledRequest(Bounds.exact(0, 9), 2, List.of("K", "k"));
        assertEquals(
                "0 4 5 9",
                Pump.keys(queries(events(SdsTypeCode.DOUBLE, "9 8 7 6 5 4 3 2 1 0"), ReadLimits.DEFAULT)
                        .sampled(request)));
    }

    @Test
    void skipsMillionsOfEmptyPartsWithoutLookingAtEach() {
        SampledRequest request =
                new SampledRequest(Bounds.exact(Long.MIN_VALUE, Long.MAX_VALUE), Integer.MAX_VALUE, List.of("Level"));
        ColumnBatch events = Pump.events(new long[] {Long.MIN_VALUE, -5, 5, Long.MAX_VALUE}, 1, 2, 3, 4);
        assertEquals(
                "-9223372036854775808 -5 5 9223372036854775807",
                Pump.keys(Pump.queries(events, ReadLimits.DEFAULT).sampled(request)));
    }

    @Test
    void obeysTheLimits() {
        ColumnBatch events = events(SdsTypeCode.DOUBLE, "5 1 9 2 7");
        SampledRequest request = new SampledRequest(Bounds.exact(0, 4), 1, List.of("V"));
        assertEquals(4, queries(events, new ReadLimits(4, 5)).sampled(request).count());
        assertThrows(LimitExceededException.class, () -> queries(events, new ReadLimits(3, 5))
                .sampled(request));
        assertThrows(LimitExceededException.class, () -> queries(events, new ReadLimits(4, 4))
                .sampled(request));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"STRING, String", "GUID, Guid", "VERSION, Version"})
    void refusesWhatHasNoOrderOfACurve(SdsTypeCode code, String name) {
        SdsType type = SdsType.object("T")
                .key("K", SdsTypeCode.INT64)
                .property("V", code)
                .build();
        ColumnBatch events = new ColumnBatch(EventLayout.of(type), 1);
        SampledRequest request = new SampledRequest(Bounds.exact(0, 1), 1, List.of("V"));
        InvalidRequestException refused =
                assertThrows(InvalidRequestException.class, () -> queries(events, ReadLimits.DEFAULT)
                        .sampled(request));
        assertEquals("Property 'V' is a " + name + ", which cannot be sampled by.", refused.reason());
    }

    private static final EventLayout KINDS = EventLayout.of(SdsType.object("Kinds")
            .key("K", SdsTypeCode.INT64)
            .property(SdsTypeProperty.of(
                    "State", SdsType.enumeration("State").member("Ok", 0).build()))
            .property("Names", SdsTypeCode.STRING_ARRAY)
            .property("Bytes", SdsTypeCode.BYTE_ARRAY)
            .property(
                    "Inner",
                    SdsType.object("Inner").property("X", SdsTypeCode.DOUBLE).build())
            .property("Level", SdsTypeCode.DOUBLE)
            .build());

    @ParameterizedTest(name = "{0}")
    @CsvSource({"State", "Names", "Bytes", "Inner", "Nope", "''", "Inner/X"})
    void refusesEnumsStructuresAndWhatIsUnknown(String property) {
        Queries queries = queries(new ColumnBatch(KINDS, 1), ReadLimits.DEFAULT);
        SampledRequest request = new SampledRequest(Bounds.exact(0, 1), 1, List.of("level", property));
        assertThrows(InvalidRequestException.class, () -> queries.sampled(request));
    }

    /** Nothing is calculated between the events that are chosen, so that their modes do not matter (spec 08, section 9). */
    @Test
    void samplesByWhatIsDiscrete() {
        ColumnBatch events = events(SdsTypeCode.DOUBLE, "5 1 9 2 7");
        SdsStream plain = SdsStream.of("s", "T");
        List<SdsStream> discrete = List.of(
                plain.withInterpolation(SdsInterpolationMode.DISCRETE),
                plain.withPropertyOverrides(
                        List.of(new SdsStream.PropertyOverride("V", null, SdsInterpolationMode.DISCRETE))));
        SampledRequest request = new SampledRequest(Bounds.exact(0, 4), 1, List.of("V"));
        for (SdsStream stream : discrete) {
            Queries queries = new Queries(new ArraySource(events), stream, ReadLimits.DEFAULT);
            assertEquals("0 1 2 4", Pump.keys(queries.sampled(request)));
        }
    }
}
