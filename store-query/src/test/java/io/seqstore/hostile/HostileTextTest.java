package io.seqstore.hostile;

import io.seqstore.EventStream;
import io.seqstore.ListRequest;
import io.seqstore.Seqstore;
import io.seqstore.query.filter.Filter;
import io.seqstore.types.csv.CsvReader;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.StreamViewJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.search.SearchQuery;
import io.seqstore.types.value.ScalarText;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts that are nearly right, in every language that a caller can speak: understood, or refused in words. */
class HostileTextTest {
    private static final int MODEST = 1_500;
    private static final EventLayout LAYOUT = EventLayout.of(SampleStore.ALL);
    private static final List<SdsTypeCode> SCALARS = Arrays.stream(SdsTypeCode.values())
            .filter(code -> code.isScalar() && !code.isEnum())
            .toList();
    private static final List<String> VALUES = List.of(
            "0",
            "-1.5",
            "1e5",
            "79228162514264337593543950335",
            "2026-02-28T12:30:00.1234567Z",
            "2026-01-01T00:00:00+14:00",
            "2024-02-29",
            "1.02:03:04.5",
            "-10675199.02:48:05.4775808",
            "P1DT2H3M4.5S",
            "1.2.3.4",
            "true",
            "x",
            "{12345678-1234-1234-1234-123456789abc}",
            "12345678123412341234123456789abc",
            "NaN",
            "-Infinity");
    private static final List<String> FILTERS = List.of(
            "P14 gt 10 and P18 eq 'Ok'",
            "not (P8 lt 5 or P10 ge -3) and P16 ge 2026-01-01T00:00:00Z",
            "contains(P18,'a') and length(P18) add 1 mul 2 mod 3 eq 1",
            "year(P16) eq 2026 and startswith(tolower(P18),'x')",
            "P19 eq 12345678-1234-1234-1234-123456789abc or [P15] eq 1.5m or P22 lt time'01:00:00'",
            "round(P14) div 0 eq 1 or P9 div 0 eq 1");
    private static final List<String> FILTER_WORDS = List.of(
            " and ",
            " or ",
            " not ",
            "(",
            ")",
            "'",
            " eq ",
            " ne null ",
            "P8",
            "P14",
            "P15",
            "P16",
            "P17",
            "P18",
            "P20",
            "P22",
            " div 0",
            " mod 0",
            " mul 9223372036854775807",
            " sub ",
            "-",
            "concat(P18,P18)",
            "substring(P18,-1)",
            "indexof(P18,'')",
            "Inner/Depth",
            "floor(",
            "ceiling(",
            " has ",
            "second(P20)",
            "trim(",
            "datetime'",
            "true");
    private static final List<String> SEARCHES = List.of(
            "id:pump* AND (name:\"a b\" OR NOT description:x)",
            "*",
            "pump\\:1 OR *x*",
            "metadata:a* \"q\\\"uote\"*",
            "tags:(a b)",
            "typeid:Series other");
    private static final List<String> SEARCH_WORDS =
            List.of(" AND ", " OR ", " NOT ", "(", ")", "\"", "*", ":", "\\", "id:", "name:", "**", " ");

    private static Seqstore store;
    private static ListedStore listed;

    /** What searches and filters of definitions look at. */
    private record ListedStore(EventStream stream, List<Event> events) {}

    @BeforeAll
    static void fill() {
        store = Seqstore.inMemory();
        store.getOrCreateType(SampleStore.SERIES);
        store.getOrCreateType(SampleStore.LONG_KEY);
        store.getOrCreateType(SampleStore.ALL);
        for (String id : List.of("pump", "pump 2", "other")) {
            store.getOrCreateStream(new SdsStream(id, "Series", "a b", null, List.of(), null, null, List.of()));
        }
        store.getOrCreateStream(SdsStream.of("all", "All"));
        store.getOrCreateStream(SdsStream.of("long", "LongKey"));
        EventStream stream = store.stream("all");
        List<Event> events = SampleStore.events(stream, 40, new SplittableRandom(2));
        stream.insert(events);
        store.stream("long").insert(SampleStore.events(store.stream("long"), 40, new SplittableRandom(3)));
        listed = new ListedStore(stream, events);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void valuesOfEveryType() {
        Rounds.run("values", 10 * MODEST, random -> {
            SdsTypeCode code = anyOf(SCALARS, random);
            String text = Mutation.of(anyOf(VALUES, random), VALUES, random);
            Object value = random.nextBoolean() ? ScalarText.parse(code, text) : ScalarText.parseInput(code, text);
            // What was understood can be written, and means the same then.
            String printed = ScalarText.print(code, value);
            if (!ScalarText.parse(code, printed).equals(value)) {
                throw new AssertionError(code + " '" + text + "' became " + value + " and then '" + printed + "'");
            }
        });
    }

    @Test
    void keysAndContinuationTokens() {
        List<String> streams = List.of("all", "long", "pump");
        List<String> words = List.of("|", "\\|", "\\", "abc|1.5", "2026-01-01T00:00:00.0000000Z");
        Rounds.run("continuation tokens", MODEST, random -> {
            EventStream stream = store.stream(anyOf(streams, random));
            EventConverter converter = EventConverter.of(stream.layout());
            String from = converter.keyText(converter.parseEventKey(anyOf(keys(stream), random)));
            String token = Mutation.of(anyOf(keys(stream), random), words, random);
            stream.window(from, from).pageColumns(random.nextInt(5), token);
        });
    }

    private static List<String> keys(EventStream stream) {
        return switch (stream.definition().id()) {
            case "long" -> List.of("a|1.5", "\\\\\\|x|0", "|-3");
            case "all" -> List.of("2026-01-01T00:00:00.0000000+02:00", "2026-01-05T00:00:00Z");
            default -> List.of("2026-01-01T00:00:00.0000000Z", "0001-01-01");
        };
    }

    @Test
    void filtersOfEvents() {
        Rounds.run("filters", 2 * MODEST, random -> {
            String filter = Mutation.of(anyOf(FILTERS, random), FILTER_WORDS, random);
            if (Filter.parse(filter, LAYOUT).isPresent()) {
                listed.stream().filtered(filter).events();
            }
        });
    }

    @Test
    void filtersOfDefinitions() {
        List<String> filters = List.of(
                "Id eq 'pump' and startswith(Name,'a')",
                "TypeId ne null or InterpolationMode eq 'Discrete' or CreatedDate gt 2026-01-01");
        Rounds.run("filters of definitions", MODEST, random -> {
            String filter = Mutation.of(anyOf(filters, random), FILTER_WORDS, random);
            store.defaultNamespace().streams().list(ListRequest.all().where(filter));
        });
    }

    @Test
    void searches() {
        // Two kilobytes a character, and the searches are up to 100,000 long.
        Rounds.run("searches", 2 * MODEST, 256L << 20, random -> {
            String query = Mutation.of(anyOf(SEARCHES, random), SEARCH_WORDS, random);
            SearchQuery.parse(query);
            store.defaultNamespace().streams().list(ListRequest.all().matching(query));
        });
    }

    @Test
    void jsonOfDefinitions() {
        SdsStream stream = new SdsStream("s", "Series", "d", null, List.of(), null, null, List.of());
        SdsStreamView view = SdsStreamView.of("v", "Series", "LongKey")
                .withProperties(List.of(new SdsStreamView.Property("Value", "Value", null)));
        List<String> words =
                List.of("{", "}", "[", "]", "\"", ",", ":", "null", "\"Id\":", "\"SdsTypeCode\":1,", "1e400");
        Rounds.run("definitions in JSON", MODEST, random -> {
            Verbosity verbosity = random.nextBoolean() ? Verbosity.VERBOSE : Verbosity.COMPACT;
            Registry registry = new Registry(RegistryJournal.none());
            switch (random.nextInt(3)) {
                case 0 -> {
                    String json = Mutation.of(JsonText.writeType(SampleStore.ALL, verbosity), words, random);
                    SdsType type = JsonText.readType(json);
                    registry.getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
                    EventLayout.of(type);
                }
                case 1 -> {
                    registry.getOrCreateType(Registry.DEFAULT_NAMESPACE, SampleStore.SERIES);
                    String json = Mutation.of(JsonText.writeStream(stream, verbosity), words, random);
                    registry.getOrCreateStream(Registry.DEFAULT_NAMESPACE, JsonText.readStream(json));
                }
                default -> {
                    String json = JsonText.write(out -> StreamViewJson.write(view, verbosity, out));
                    String changed = Mutation.of(json, words, random);
                    registry.getOrCreateType(Registry.DEFAULT_NAMESPACE, SampleStore.SERIES);
                    registry.getOrCreateType(Registry.DEFAULT_NAMESPACE, SampleStore.LONG_KEY);
                    registry.streamViews()
                            .createOrUpdate(Registry.DEFAULT_NAMESPACE, JsonText.read(changed, StreamViewJson::read));
                }
            }
        });
    }

    @Test
    void jsonOfEvents() {
        EventConverter converter = EventConverter.of(LAYOUT);
        List<String> words =
                List.of("{", "}", "[", "]", "\"", ",", ":", "null", "\"Key\":", "\"P14\":1e400,", "\\ud800");
        List<String> bodies = new ArrayList<>();
        for (Event event : listed.events()) {
            var batch = new io.seqstore.types.event.ColumnBatch(LAYOUT, 1);
            converter.append(event, batch);
            bodies.add(JsonText.writeEvents(batch, Verbosity.VERBOSE));
            bodies.add(JsonText.writeEvents(batch, Verbosity.COMPACT));
        }
        Rounds.run("events in JSON", 2 * MODEST, random -> {
            var batch = new io.seqstore.types.event.ColumnBatch(LAYOUT, 0);
            JsonText.readEvents(Mutation.of(anyOf(bodies, random), words, random), batch);
            // What was understood can be written.
            JsonText.writeEvents(batch, Verbosity.VERBOSE);
            for (int row = 0; row < batch.count(); row++) {
                converter.read(batch, row);
            }
        });
    }

    @Test
    void csv() {
        List<String> words = List.of(",", "\"", "\r\n", "\n", "\r", "\"\"", "\ufeff", ";");
        Rounds.run("CSV", 2 * MODEST, random -> {
            String text = Mutation.of("Time,Value\r\n2026-01-01,\"1,5\"\n\n\"a\"\"b\",\r", words, random);
            CsvReader reader = new CsvReader(new StringReader(text), random.nextBoolean() ? ',' : ';');
            long last = 0;
            while (reader.next()) {
                if (reader.line() <= last) {
                    throw new AssertionError("line " + reader.line() + " after " + last);
                }
                last = reader.line();
            }
        });
    }

    @Test
    void metadataAndTags() {
        Rounds.run("metadata and tags", MODEST, random -> {
            String text = Mutation.of(anyOf(VALUES, random), VALUES, random);
            store.defaultNamespace().streams().setTags("pump", List.of(text, "b"));
            store.defaultNamespace().streams().setMetadata("pump", Map.of(text, text));
        });
    }

    private static <T> T anyOf(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
