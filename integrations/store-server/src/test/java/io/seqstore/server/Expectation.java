package io.seqstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.testing.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Compares an answer with what a vector expects. */
final class Expectation {
    private Expectation() {}

    static void check(Map<String, Object> expect, Wire.Answer answer) {
        if (expect.containsKey("status")) {
            assertEquals(Json.number(expect.get("status")), answer.status(), answer::text);
        }
        if (expect.containsKey("statusIn")) {
            assertTrue(
                    Json.listOrEmpty(expect.get("statusIn")).contains(BigDecimal.valueOf(answer.status())),
                    answer::toString);
        }
        Json.objectOrEmpty(expect.get("headers"))
                .forEach((name, value) -> assertEquals(value, answer.header(name), name));
        Json.listOrEmpty(expect.get("headersPresent")).forEach(name -> assertNotNull(answer.header((String) name)));
        Json.listOrEmpty(expect.get("headersAbsent")).forEach(name -> assertNull(answer.header((String) name)));
        if (expect.containsKey("bodyLength")) {
            assertEquals(
                    Json.number(expect.get("bodyLength")),
                    Json.listOrEmpty(answer.json()).size());
        }
        double tolerance = expect.containsKey("approx") ? ((BigDecimal) expect.get("approx")).doubleValue() : 0;
        switch ((String) expect.get("match")) {
            case "equal" -> same("body", expect.get("body"), answer.json(), false, tolerance);
            case "subset" -> same("body", expect.get("body"), answer.json(), true, tolerance);
            case "contains" -> contains(Json.listOrEmpty(expect.get("body")), Json.listOrEmpty(answer.json()));
            case "members" ->
                assertTrue(
                        Json.objectOrEmpty(answer.json()).keySet().containsAll(Json.listOrEmpty(expect.get("members"))),
                        answer::text);
            case "text" -> assertEquals(expect.get("text"), answer.text());
            case "none" -> assertEquals("", answer.text());
            case "none-checked" -> {
                // The vector says so.
            }
            default -> fail("no such way to match: " + expect);
        }
    }

    static void contains(List<Object> expected, List<Object> actual) {
        for (Object one : expected) {
            assertTrue(actual.stream().anyMatch(other -> matches(one, other)), () -> one + " is not in " + actual);
        }
    }

    private static boolean matches(Object expected, Object actual) {
        try {
            same("", expected, actual, true, 0);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** Whole numbers compare exactly, others as doubles. */
    static void same(String where, Object expected, Object actual, boolean subset, double tolerance) {
        if (expected instanceof Map<?, ?> members && actual instanceof Map<?, ?> others) {
            if (!subset) {
                assertEquals(members.keySet(), others.keySet(), where);
            }
            members.forEach((name, value) -> {
                assertTrue(others.containsKey(name), () -> where + " has no " + name + ": " + others);
                same(where + "." + name, value, others.get(name), subset, tolerance);
            });
        } else if (expected instanceof List<?> items && actual instanceof List<?> others) {
            assertEquals(items.size(), others.size(), () -> where + ": " + others);
            for (int i = 0; i < items.size(); i++) {
                same(where + "[" + i + "]", items.get(i), others.get(i), subset, tolerance);
            }
        } else if (expected instanceof BigDecimal number && actual instanceof BigDecimal other) {
            boolean whole = number.stripTrailingZeros().scale() <= 0;
            if (tolerance == 0 && whole) {
                assertTrue(number.compareTo(other) == 0, () -> where + ": " + number + " and " + other);
            } else {
                double wanted = number.doubleValue();
                assertEquals(wanted, other.doubleValue(), Math.abs(wanted) * tolerance, where);
            }
        } else {
            assertEquals(expected, actual, where);
        }
    }
}
