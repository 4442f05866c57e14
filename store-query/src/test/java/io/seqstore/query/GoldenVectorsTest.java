package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.seqstore.query.calculate.Page;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.Statistic;
import io.seqstore.testing.Json;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every golden vector of the reads, each as a test of its own; those that cannot run here yet are named with the reason. */
class GoldenVectorsTest {
    private static final List<String> FILES = List.of(
            "reads-basic",
            "reads-interpolation",
            "summaries-basic",
            "summaries-large-and-sampled",
            "filters-expressions");
    private static final String HTTP = "a matter of the HTTP facade";

    /** What does not run here, and why. A vector that could run must not be on the list. */
    private static final Map<String, String> NOT_HERE = notHere();

    private static Map<String, String> notHere() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String id : List.of(
                "reads-last-unknown-stream",
                "reads-window-one-boundary-only",
                "reads-no-parameters",
                "summaries-bad-no-end")) {
            reasons.put(id, HTTP);
        }
        return reasons;
    }

    @TestFactory
    Stream<DynamicNode> everyVectorHolds() {
        return FILES.stream().map(file -> dynamicContainer(file, vectorsOf(file)));
    }

    private static List<DynamicNode> vectorsOf(String file) {
        Map<String, Object> content = Json.object(Json.resource("/vectors/" + file + ".json"));
        Map<String, Object> fixtures = Json.object(content.get("fixtures"));
        List<DynamicNode> tests = new ArrayList<>();
        for (Object item : Json.list(content.get("vectors"))) {
            Map<String, Object> vector = Json.object(item);
            String id = (String) vector.get("id");
            String fixture = (String)
                    Json.list(Json.object(vector.get("given")).get("fixtures")).get(0);
            assertEquals(
                    1,
                    Json.list(Json.object(vector.get("given")).get("fixtures")).size(),
                    id);
            Map<String, Object> given = Json.object(fixtures.get(fixture));
            tests.add(
                    NOT_HERE.containsKey(id)
                            ? dynamicTest(id + " (not here: " + NOT_HERE.get(id) + ")", () -> cannotRun(vector, given))
                            : dynamicTest(id, () -> run(vector, given)));
        }
        return tests;
    }

    @TestFactory
    Stream<DynamicNode> everyVectorNotHereExists() {
        List<String> ids = FILES.stream()
                .flatMap(file ->
                        Json.list(Json.object(Json.resource("/vectors/" + file + ".json"))
                                        .get("vectors"))
                                .stream())
                .map(vector -> (String) Json.object(vector).get("id"))
                .toList();
        return NOT_HERE.keySet().stream().map(id -> dynamicTest(id, () -> assertTrue(ids.contains(id))));
    }

    private static void cannotRun(Map<String, Object> vector, Map<String, Object> fixture) {
        // The adapter of this test must be what refuses it, so that the list is exact.
        assertThrows(VectorRequest.NotEmbedded.class, () -> {
            new VectorRequest(Json.object(vector.get("when")), VectorStream.of(fixture)).answer();
        });
    }

    private static void run(Map<String, Object> vector, Map<String, Object> fixture) {
        VectorStream stream = VectorStream.of(fixture);
        Map<String, Object> expect = Json.object(vector.get("expect"));
        Map<String, Object> when = Json.object(vector.get("when"));
        if (((BigDecimal) expect.get("status")).intValue() != 200) {
            SeqstoreException refused =
                    assertThrows(SeqstoreException.class, () -> new VectorRequest(when, stream).answer());
            assertEquals("The request is not valid.", refused.error());
            return;
        }
        VectorRequest request = new VectorRequest(when, stream);
        Object answer = request.answer();
        Object body = expect.get("body");
        boolean subset = "subset".equals(expect.get("match"));
        double tolerance = expect.containsKey("approx") ? ((BigDecimal) expect.get("approx")).doubleValue() : 0;
        if (answer instanceof Page page) {
            assertPage(Json.object(body), page);
        } else if (answer instanceof SummaryTable table) {
            assertSummaries(Json.list(body), table, tolerance);
        } else if (request.isSingleEvent()) {
            List<Object> one =
                    new ArrayList<>(Optional.ofNullable(body).stream().toList());
            Rows.assertRows(one, (ColumnBatch) answer, subset);
        } else {
            Rows.assertRows(Json.list(body), (ColumnBatch) answer, subset);
        }
    }

    private static void assertPage(Map<String, Object> expected, Page page) {
        Rows.assertRows(Json.list(expected.get("Results")), page.events(), false);
        String token = (String) expected.get("ContinuationToken");
        assertEquals(token != null, page.continuation().isPresent());
        if (token != null) {
            EventConverter converter = EventConverter.of(page.events().layout());
            assertEquals(converter.parseEventKey(token), page.continuation().orElseThrow());
            assertEquals(token, converter.keyToken(page.events(), page.events().count() - 1));
        }
    }

    private static void assertSummaries(List<Object> expected, SummaryTable table, double tolerance) {
        assertEquals(expected.size(), table.intervals());
        for (int i = 0; i < expected.size(); i++) {
            Map<String, Object> interval = Json.object(expected.get(i));
            Rows.assertRow(Json.object(interval.get("Start")), table.borders(), i, false);
            Rows.assertRow(Json.object(interval.get("End")), table.borders(), i + 1, false);
            assertStatistics(Json.object(interval.get("Summaries")), table, i, tolerance);
        }
    }

    private static void assertStatistics(
            Map<String, Object> expected, SummaryTable table, int interval, double tolerance) {
        assertEquals(Statistic.values().length, expected.size());
        for (Statistic statistic : Statistic.values()) {
            Map<String, Object> wanted = new HashMap<>(Json.object(expected.get(statistic.sdsName())));
            if (statistic == Statistic.COUNT) {
                Object keyCount = wanted.remove(table.borders().layout().key().id());
                assertEquals(((BigDecimal) keyCount).longValueExact(), table.keyCount(interval));
            }
            for (int p = 0; p < table.properties().size(); p++) {
                SummaryPlan.Property property = table.properties().get(p);
                double value = table.value(interval, p, statistic);
                double number = number(wanted.remove(property.property().id()));
                String what = statistic + " of " + property.property().id() + " in interval " + interval;
                assertEquals(number, value + 0.0, Double.isNaN(number) ? 0 : Math.abs(number) * tolerance, what);
            }
            assertTrue(wanted.isEmpty(), () -> statistic + " is missing for " + wanted.keySet());
        }
    }

    private static double number(Object json) {
        return json instanceof BigDecimal number ? number.doubleValue() : Double.parseDouble((String) json);
    }
}
