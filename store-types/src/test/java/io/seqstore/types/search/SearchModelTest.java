package io.seqstore.types.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.registry.Listing;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against a naive one, which knows the spec and no code of the search, and against texts that are no queries. */
class SearchModelTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final Listing ALL = Listing.of(0, Integer.MAX_VALUE);
    private static final String PUNCTUATION = "[^\\p{L}\\p{Nd}\\p{M}_]";

    /** What a naive search knows of a stream. */
    private record Naive(Map<String, List<String>> members, Map<String, String> metadata) {
        List<String> everything() {
            List<String> all = new ArrayList<>();
            members.values().forEach(all::addAll);
            all.addAll(metadata.values());
            return all;
        }
    }

    /** A query as text, and what it means. */
    private record Query(String text, Predicate<Naive> meaning) {}

    private static List<String> tokens(String value) {
        return Arrays.stream(value.split("[\\s\u00a0]+"))
                .map(piece -> piece.replaceAll(PUNCTUATION + "+$", "").replaceAll("^" + PUNCTUATION + "+", ""))
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    private static boolean matches(String regex, String text) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .matcher(text)
                .matches();
    }

    /** Makes queries of the few letters of which the streams are made, so that they meet. */
    private static final class Queries {
        private static final String[] UNITS = {
            "a", "b", "A", "é", "_", ".", "!", "-", "\ud83d\ude00", "\ud835\udcb3", "1"
        };

        private final Random random;

        Queries(Random random) {
            this.random = random;
        }

        String text(int most) {
            StringBuilder text = new StringBuilder();
            for (int i = 1 + random.nextInt(most); i > 0; i--) {
                text.append(UNITS[random.nextInt(UNITS.length)]);
            }
            return text.toString();
        }

        String value() {
            StringBuilder value = new StringBuilder(text(3));
            for (int i = random.nextInt(3); i > 0; i--) {
                value.append(random.nextInt(5) == 0 ? "\u00a0" : " ").append(text(3));
            }
            return value.toString();
        }

        Query query(int depth) {
            int kind = depth > 3 ? 0 : random.nextInt(7);
            return switch (kind) {
                case 1 -> {
                    Query part = query(depth + 1);
                    yield new Query("NOT " + inside(part), part.meaning.negate());
                }
                case 2 -> {
                    Query a = query(depth + 1);
                    Query b = query(depth + 1);
                    yield new Query(inside(a) + " AND " + inside(b), a.meaning.and(b.meaning));
                }
                case 3 -> {
                    Query a = query(depth + 1);
                    Query b = query(depth + 1);
                    String or = random.nextBoolean() ? " OR " : " ";
                    yield new Query(inside(a) + or + inside(b), a.meaning.or(b.meaning));
                }
                default -> clause();
            };
        }

        private static String inside(Query query) {
            return query.text.contains(" ") ? "(" + query.text + ")" : query.text;
        }

        private Query clause() {
            Query value = random.nextInt(3) == 0 ? phrase() : word();
            return random.nextInt(3) == 0 ? inField(value) : value;
        }

        /** A word of up to two parts with stars; the meaning is that of spec 04, section 4. */
        private Query word() {
            int shape = random.nextInt(6);
            if (shape == 5) {
                return new Query("*", naive -> true);
            }
            StringBuilder head = new StringBuilder();
            String headRegex = part(head, true, shape == 0 || shape == 1);
            StringBuilder tail = new StringBuilder();
            return switch (shape) {
                case 0 -> token(head.toString(), headRegex);
                case 1 -> token(head + "*", headRegex.isEmpty() ? "" : headRegex + ".*");
                case 2 -> {
                    String tailRegex = part(tail, false, true);
                    yield token("*" + tail, tailRegex.isEmpty() ? "" : ".*" + tailRegex);
                }
                case 3 -> {
                    String insideRegex = part(tail, false, true);
                    yield token("*" + tail + "*", insideRegex.isEmpty() ? "" : ".*" + insideRegex + ".*");
                }
                default -> {
                    String tailRegex = part(tail, false, true);
                    // What ends in punctuation alone is a prefix whose own punctuation is dropped as well: not made
                    // here.
                    yield tailRegex.isEmpty() || headRegex.isEmpty()
                            ? new Query("*", naive -> true)
                            : token(head + "*" + tail, headRegex + ".*" + tailRegex);
                }
            };
        }

        private static Query token(String text, String regex) {
            return new Query(text, naive -> naive.everything().stream()
                    .flatMap(value -> tokens(value).stream())
                    .anyMatch(token -> !regex.isEmpty() && matches(regex, token)));
        }

        /** Letters and punctuation, some escaped; punctuation that is not escaped is dropped at the sides that are trimmed. */
        private String part(StringBuilder text, boolean trimsStart, boolean trimsEnd) {
            List<String> units = new ArrayList<>();
            List<Boolean> kept = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                String unit = UNITS[random.nextInt(UNITS.length)];
                boolean escaped = random.nextInt(4) == 0;
                units.add(unit);
                kept.add(escaped || !matches(PUNCTUATION, unit));
                text.append(escaped ? "\\" : "").append(unit);
            }
            int from = 0;
            int to = units.size();
            while (trimsEnd && to > 0 && !kept.get(to - 1)) {
                to--;
            }
            while (trimsStart && from < to && !kept.get(from)) {
                from++;
            }
            String rest = String.join("", units.subList(from, to));
            return rest.isEmpty() ? "" : Pattern.quote(rest);
        }

        private Query phrase() {
            String value = value();
            String quoted = "\"" + value.replace("!", "\\!") + "\"";
            String regex = Pattern.quote(value);
            return switch (random.nextInt(4)) {
                case 0 -> whole(quoted, regex);
                case 1 -> whole(quoted + "*", regex + ".*");
                case 2 -> whole("*" + quoted, ".*" + regex);
                default -> whole("*" + quoted + "*", ".*" + regex + ".*");
            };
        }

        private static Query whole(String text, String regex) {
            return new Query(text, naive -> naive.everything().stream().anyMatch(value -> matches(regex, value)));
        }

        /** The same, looking only at one field: at a member, and at metadata of that name. */
        private Query inField(Query value) {
            String name = List.of(
                            "Id", "name", "DESCRIPTION", "typeid", "Tags", "a", "B.1", "none", "a*", "*1", "*", "I*")
                    .get(random.nextInt(12));
            boolean anything = value.text.equals("*");
            return new Query(name + ":" + value.text, naive -> {
                Map<String, List<String>> members = new LinkedHashMap<>();
                if (!name.contains("*")) {
                    naive.members.forEach((member, values) -> {
                        if (member.equalsIgnoreCase(name)) {
                            members.put(
                                    member,
                                    values.stream()
                                            .filter(one -> !anything || !one.isEmpty())
                                            .toList());
                        }
                    });
                }
                Map<String, String> metadata = new LinkedHashMap<>();
                naive.metadata.forEach((key, one) -> {
                    if (matches(name.replace(".", "\\.").replace("*", ".*"), key)) {
                        metadata.put(key, one);
                    }
                });
                Naive part = new Naive(members, metadata);
                return anything
                        ? !metadata.isEmpty() || members.values().stream().anyMatch(values -> !values.isEmpty())
                        : value.meaning.test(part);
            });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsWhatANaiveSearchFinds(long seed) {
        Random random = new Random(seed);
        Queries queries = new Queries(random);
        Registry registry = new Registry(RegistryJournal.none());
        registry.getOrCreateType(
                NS, SdsType.object("T").key("k", SdsTypeCode.INT32).build());
        Map<String, Naive> streams = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < 60; i++) {
            create(registry, queries, random, streams);
        }
        int hits = 0;
        for (int i = 0; i < 600; i++) {
            Query query = queries.query(0);
            List<String> expected = streams.entrySet().stream()
                    .filter(stream -> query.meaning.test(stream.getValue()))
                    .map(stream -> stream.getKey().toUpperCase(Locale.ROOT))
                    .sorted()
                    .toList();
            List<String> found = new Search(registry)
                    .streams(NS, SearchQuery.parse(query.text), ALL).stream()
                            .map(stream -> stream.id().toUpperCase(Locale.ROOT))
                            .sorted()
                            .toList();
            assertEquals(expected, found, query.text);
            hits += expected.isEmpty() || expected.size() == streams.size() ? 0 : 1;
        }
        assertTrue(hits > 120, "queries that find some and not all: " + hits);
    }

    private static void create(Registry registry, Queries queries, Random random, Map<String, Naive> streams) {
        String id = queries.text(4);
        if (streams.containsKey(id)) {
            return;
        }
        String name = random.nextBoolean() ? queries.value() : null;
        String description = random.nextBoolean() ? queries.value() : random.nextBoolean() ? "" : null;
        registry.getOrCreateStream(NS, new SdsStream(id, "T", name, description, List.of(), null, null, List.of()));
        List<String> tags = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add(queries.value());
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : List.of("a", "b.1", "id", "ab1")) {
            if (random.nextInt(4) == 0) {
                metadata.put(key, random.nextInt(4) == 0 ? "" : queries.value());
            }
        }
        registry.streamLabels().setTags(NS, id, tags);
        registry.streamLabels().setMetadata(NS, id, metadata);
        Map<String, List<String>> members = new LinkedHashMap<>();
        members.put("Id", List.of(id));
        members.put("TypeId", List.of("T"));
        members.put("Name", name == null ? List.of() : List.of(name));
        members.put("Description", description == null ? List.of() : List.of(description));
        members.put("Tags", tags);
        streams.put(id, new Naive(members, metadata));
    }

    // What is no query

    private static final String[] SOUP = {
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        "\"",
        "*",
        "\\",
        ":",
        " ",
        "a",
        "b*",
        "|",
        "/",
        "\t",
        "\u0000",
        "\u00a0",
        "\u2028",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "e\u0301",
        "name",
        "!",
        "and",
        "\\\"",
        "\"\"",
        "**",
        "\r\n",
        "\uffff",
        "ß",
        "İ"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyTextIsAQueryOrRefusedInWords(long seed) {
        Random random = new Random(seed);
        Registry registry = new Registry(RegistryJournal.none());
        registry.getOrCreateType(
                NS, SdsType.object("T").key("k", SdsTypeCode.INT32).build());
        registry.getOrCreateStream(
                NS, new SdsStream("a \ud800", "T", "b! name", "\u0000e\u0301", List.of(), null, null, List.of()));
        registry.streamLabels().setMetadata(NS, "a \ud800", Map.of("name", "\ud83d\ude00 and"));
        int understood = 0;
        for (int i = 0; i < 3_000; i++) {
            StringBuilder soup = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                soup.append(
                        random.nextInt(12) == 0
                                ? String.valueOf((char) random.nextInt(0x10000))
                                : SOUP[random.nextInt(SOUP.length)]);
                soup.append(random.nextInt(3) == 0 ? " " : "");
            }
            String text = soup.toString();
            try {
                SearchQuery query = SearchQuery.parse(text);
                Search search = new Search(registry);
                search.streams(NS, query, ALL);
                search.types(NS, query, ALL);
                understood++;
            } catch (InvalidRequestException refused) {
                assertEquals(text, refused.parameters().get("query"));
                assertTrue(refused.reason().contains("character "), refused::reason);
            }
        }
        assertTrue(understood > 300 && understood < 2_700, "queries that were understood: " + understood);
    }

    /** Each would take hours if reading a query took time with the square of its length. */
    @Test
    @Timeout(60)
    void longQueriesAreReadInOneGo() {
        int length = 100_000;
        Registry registry = new Registry(RegistryJournal.none());
        for (String unit : List.of(
                "a ",
                "a AND ",
                "a OR ",
                "(a) ",
                "\"a\" ",
                "name:a ",
                "\\a",
                "a",
                "!",
                "NOT a ",
                "a* ",
                "\\\\",
                "\ud83d\ude00")) {
            SearchQuery query = SearchQuery.parse(unit.repeat(length) + "a");
            assertFalse(query.idBeginning().length() > 1, unit);
            assertEquals(List.of(), new Search(registry).streams(NS, query, ALL));
        }
        for (String unit : List.of("(", ")", "NOT ", "*", ":", "\"", "a:", "AND ", "\\", "(a AND ")) {
            String text = "x " + unit.repeat(length) + "\\";
            try {
                SearchQuery.parse(text);
                assertTrue(unit.startsWith("x"), unit);
            } catch (InvalidRequestException refused) {
                assertTrue(refused.reason().contains("is not understood"), unit);
            }
        }
    }
}
