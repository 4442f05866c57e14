package io.seqstore.reference;

import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/**
 * A random filter: its text, and what it says of an event, true, false or, as null, unknown (spec 09, section 1).
 *
 * @param text the expression
 * @param test three-valued
 */
record Filter(String text, Function<Event, Boolean> test) {
    private static final String[] OPERATORS = {"eq", "ne", "gt", "ge", "lt", "le"};

    boolean matches(Event event) {
        return Boolean.TRUE.equals(test.apply(event));
    }

    /** A filter of some events' properties, with literals that occur among them. */
    static Filter random(EventLayout layout, List<Event> events, Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            Filter a = random(layout, events, random, depth - 1);
            if (random.nextInt(4) == 0) {
                return new Filter("not (" + a.text + ")", event -> not(a.test.apply(event)));
            }
            Filter b = random(layout, events, random, depth - 1);
            return random.nextBoolean()
                    ? new Filter(
                            "(" + a.text + ") and (" + b.text + ")",
                            event -> and(a.test.apply(event), b.test.apply(event)))
                    : new Filter(
                            "(" + a.text + ") or (" + b.text + ")",
                            event -> not(and(not(a.test.apply(event)), not(b.test.apply(event)))));
        }
        List<Filter> possible = new ArrayList<>();
        while (possible.isEmpty()) {
            List<PropertyLayout> properties = layout.properties();
            PropertyLayout property = properties.get(random.nextInt(properties.size()));
            Object literal = events.isEmpty()
                    ? null
                    : events.get(random.nextInt(events.size())).get(property.id());
            addTerms(property, literal, random, possible);
        }
        return possible.get(random.nextInt(possible.size()));
    }

    private static Boolean not(Boolean a) {
        return a == null ? null : !a;
    }

    private static Boolean and(Boolean a, Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return a == null || b == null ? null : true;
    }

    private static void addTerms(PropertyLayout property, Object seen, Random random, List<Filter> out) {
        String id = property.id();
        SdsTypeCode code = property.code();
        String operator = OPERATORS[random.nextInt(OPERATORS.length)];
        out.add(new Filter(id + " " + operator + " null", event -> null));
        switch (code.scalar()) {
            case BOOLEAN -> {
                String plain = operator.equals("eq") || operator.equals("ne") ? operator : "eq";
                out.add(new Filter(id, event -> (Boolean) event.get(id)));
                out.add(comparison(id, plain, "true", event -> order(event.get(id), true)));
            }
            case STRING -> {
                String literal = seen == null ? "m" : (String) seen;
                out.add(comparison(id, operator, quoted(literal), event -> order(event.get(id), literal)));
                out.add(comparison(
                        "length(" + id + ")",
                        operator,
                        "2",
                        event -> event.get(id) == null ? null : Integer.compare(((String) event.get(id)).length(), 2)));
                out.add(new Filter(
                        "contains(" + id + ", 'a')",
                        event -> event.get(id) == null ? null : ((String) event.get(id)).contains("a")));
            }
            case CHAR -> {
                char literal = seen == null ? 'm' : (Character) seen;
                out.add(comparison(
                        id, operator, quoted(String.valueOf(literal)), event -> order(event.get(id), literal)));
            }
            case GUID -> {
                UUID literal = seen == null ? new UUID(0, 0) : (UUID) seen;
                out.add(comparison(
                        id,
                        operator,
                        "guid'" + literal + "'",
                        event -> event.get(id) == null
                                ? null
                                : event.get(id).toString().compareTo(literal.toString())));
            }
            case DATE_TIME -> {
                Instant literal = seen == null ? Instant.EPOCH : (Instant) seen;
                out.add(comparison(id, operator, text(literal), event -> order(event.get(id), literal)));
                out.add(comparison(
                        "second(" + id + ")",
                        operator,
                        "30",
                        event -> event.get(id) == null
                                ? null
                                : Integer.compare(
                                        ((Instant) event.get(id))
                                                .atOffset(ZoneOffset.UTC)
                                                .getSecond(),
                                        30)));
            }
            case DATE_TIME_OFFSET -> {
                Instant literal = seen == null ? Instant.EPOCH : ((OffsetDateTime) seen).toInstant();
                out.add(comparison(
                        id,
                        operator,
                        text(literal),
                        event -> event.get(id) == null
                                ? null
                                : ((OffsetDateTime) event.get(id)).toInstant().compareTo(literal)));
            }
            case TIME_SPAN -> {
                long ticks = seen == null ? 0 : Ticks.of((Duration) seen);
                long seconds = Math.floorDiv(ticks, Ticks.PER_SECOND);
                Duration literal = Duration.ofSeconds(Math.abs(seconds) % 60);
                String text = "'00:00:" + (literal.getSeconds() < 10 ? "0" : "") + literal.getSeconds() + "'";
                out.add(comparison(id, operator, text, event -> order(event.get(id), literal)));
            }
            case SINGLE, DOUBLE -> addFloating(id, operator, seen, out);
            case DECIMAL, SBYTE, BYTE, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
                addExact(id, code.scalar() == SdsTypeCode.DECIMAL, operator, seen, out);
            default -> {
                // The null term is all there is.
            }
        }
    }

    private static void addFloating(String id, String operator, Object seen, List<Filter> out) {
        double literal =
                seen == null || !Double.isFinite(((Number) seen).doubleValue()) ? 2.5 : ((Number) seen).doubleValue();
        out.add(floating(id, operator, literal, x -> x));
        out.add(floating(id + " mul 2.0", operator, literal, x -> x * 2));
        out.add(floating("floor(" + id + ")", operator, Math.floor(literal), Math::floor));
    }

    private static Filter floating(
            String expression, String operator, double literal, Function<Double, Double> calculation) {
        String id = expression.replaceAll("floor\\(|\\)| .*", "");
        return new Filter(expression + " " + operator + " " + new BigDecimal(literal).toPlainString() + "d", event -> {
            if (event.get(id) == null) {
                return null;
            }
            double x = calculation.apply(((Number) event.get(id)).doubleValue());
            return switch (operator) {
                case "eq" -> x == literal;
                case "ne" -> x != literal;
                case "gt" -> x > literal;
                case "ge" -> x >= literal;
                case "lt" -> x < literal;
                default -> x <= literal;
            };
        });
    }

    private static void addExact(String id, boolean isDecimal, String operator, Object seen, List<Filter> out) {
        BigDecimal literal = seen == null ? BigDecimal.valueOf(2) : new BigDecimal(seen.toString());
        String text = literal.toPlainString() + (isDecimal ? "m" : "");
        out.add(comparison(id, operator, text, event -> orderExact(event.get(id), literal)));
        out.add(comparison(
                "(" + id + " add 1" + (isDecimal ? "m" : "") + ")",
                operator,
                text,
                event -> event.get(id) == null
                        ? null
                        : new BigDecimal(event.get(id).toString())
                                .add(BigDecimal.ONE)
                                .compareTo(literal)));
        if (!isDecimal) {
            BigInteger three = BigInteger.valueOf(3);
            out.add(comparison(
                    id + " mod 3",
                    operator,
                    "1",
                    event -> event.get(id) == null
                            ? null
                            : new BigInteger(event.get(id).toString())
                                    .remainder(three)
                                    .compareTo(BigInteger.ONE)));
        }
    }

    private static Integer orderExact(Object value, BigDecimal literal) {
        return value == null ? null : (Integer) new BigDecimal(value.toString()).compareTo(literal);
    }

    @SuppressWarnings("unchecked")
    private static <T> Integer order(Object value, Comparable<T> literal) {
        return value == null ? null : (Integer) Integer.signum(-literal.compareTo((T) value));
    }

    /** With at most seven digits of a second, as the grammar has it. */
    private static String text(Instant instant) {
        return instant.toString().replaceAll("(\\.\\d{7})\\d*Z", "$1Z");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Filter comparison(String left, String operator, String right, Function<Event, Integer> comparison) {
        return new Filter(left + " " + operator + " " + right, event -> {
            Integer order = comparison.apply(event);
            if (order == null) {
                return null;
            }
            return switch (operator) {
                case "eq" -> order == 0;
                case "ne" -> order != 0;
                case "gt" -> order > 0;
                case "ge" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
            };
        });
    }
}
