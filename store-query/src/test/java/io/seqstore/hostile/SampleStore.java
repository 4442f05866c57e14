package io.seqstore.hostile;

import io.seqstore.Appender;
import io.seqstore.EventStream;
import io.seqstore.MultiStreamAppender;
import io.seqstore.Seqstore;
import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.SdsVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/** A store with something of everything: all kinds of keys, columns, records, changes and files. */
final class SampleStore {
    static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    static final SdsType INNER = SdsType.object("Inner")
            .property("Depth", SdsTypeCode.DOUBLE)
            .property("Name", SdsTypeCode.STRING)
            .build();
    static final SdsType ALL = all();
    static final SdsType LONG_KEY = SdsType.object("LongKey")
            .key("Name", SdsTypeCode.STRING)
            .key("Price", SdsTypeCode.DECIMAL)
            .property("Value", SdsTypeCode.INT32)
            .build();
    static final SdsType SERIES = SdsType.object("Series")
            .key("Time", SdsTypeCode.DATE_TIME)
            .property("Value", SdsTypeCode.DOUBLE)
            .build();

    private SampleStore() {}

    private static SdsType all() {
        SdsType.Builder type = SdsType.object("All").key("Key", SdsTypeCode.DATE_TIME_OFFSET);
        for (SdsTypeCode code : SdsTypeCode.values()) {
            if (code.isScalar() && !code.isEnum()) {
                type.property("P" + code.number(), code);
            }
        }
        return type.property("Inner", INNER)
                .property(
                        "List",
                        SdsType.builder(SdsTypeCode.ILIST)
                                .id("Inners")
                                .genericArgument(INNER)
                                .build())
                .property(
                        "Map",
                        SdsType.builder(SdsTypeCode.IDICTIONARY)
                                .id("Map")
                                .genericArgument(SdsType.of(SdsTypeCode.STRING))
                                .genericArgument(SdsType.of(SdsTypeCode.INT64))
                                .build())
                .property("Bytes", SdsTypeCode.BYTE_ARRAY)
                .build();
    }

    /** Makes the store and returns its files as a process that was killed leaves them. */
    static Map<String, byte[]> write(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (Seqstore store = Seqstore.open(folder, OPTIONS)) {
            define(store);
            for (EventStream stream : List.of(store.stream("all"), store.stream("long"))) {
                stream.insert(events(stream, 150, random));
            }
            series(store.stream("series"), 0, 18_000);
            store.flush();
            series(store.stream("series"), 9_000, 9_100);
            store.stream("series")
                    .removeWindow(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("0001-01-01T00:00:01Z"));
            store.stream("long").removeWindow(List.of("", 0), List.of("c", 0));
            store.defaultNamespace().streams().setTags("all", List.of("a", "b"));
            store.flush();
            afterwards(store, random);
            store.sync();
            return read(folder);
        }
    }

    private static void define(Seqstore store) {
        for (SdsType type : List.of(ALL, LONG_KEY, SERIES)) {
            store.getOrCreateType(type);
        }
        store.getOrCreateStream(SdsStream.of("all", "All"));
        store.getOrCreateStream(SdsStream.of("long", "LongKey"));
        store.getOrCreateStream(SdsStream.of("series", "Series")
                .withPropertyOverrides(List.of(
                        new PropertyOverride("Value", null, SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING))));
        for (int i = 0; i < 20; i++) {
            store.getOrCreateStream(SdsStream.of("other " + i, "Series"));
        }
    }

    /** What stands in the log only. */
    private static void afterwards(Seqstore store, SplittableRandom random) {
        store.stream("all").insert(events(store.stream("all"), 20, random));
        try (MultiStreamAppender appender =
                store.defaultNamespace().multiStreamAppender(store.stream("other 1"), failure -> {})) {
            for (int i = 0; i < 30; i++) {
                appender.row(store.stream("other " + i % 5), i * 1_000L).set(appender.position("Value"), (double) i);
            }
        }
        store.stream("series")
                .removeWindow(Instant.parse("0001-01-01T00:00:02Z"), Instant.parse("0001-01-01T00:00:04Z"));
        store.stream("other 1").remove(Instant.parse("0001-01-01T00:00:00.0001Z"));
        store.defaultNamespace().streams().setMetadata("series", Map.of("k", "v", "key", "\u00e9"));
        store.getOrCreateNamespace(Namespace.of("plant"));
        store.namespace("plant").getOrCreateType(SERIES);
        store.namespace("plant").getOrCreateStream(SdsStream.of("series", "Series"));
        store.defaultNamespace()
                .streamViews()
                .getOrCreate(SdsStreamView.of("view", "Series", "LongKey")
                        .withProperties(List.of(new Property("Value", "Value", null))));
        store.getOrCreateStream(SdsStream.of("gone", "Series"));
        store.deleteStream("gone");
    }

    static List<Event> events(EventStream stream, int count, SplittableRandom random) {
        return events(stream.layout(), count, random);
    }

    static List<Event> events(EventLayout layout, int count, SplittableRandom random) {
        TreeMap<String, Event> byKey = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> values = new HashMap<>();
            layout.properties()
                    .forEach(property ->
                            values.put(property.id(), value(property.property().type(), property.isKey(), random)));
            Event event = Event.of(layout, values);
            byKey.put(String.valueOf(event.key()), event);
        }
        return List.copyOf(byKey.values());
    }

    private static Object value(SdsType type, boolean isKey, SplittableRandom random) {
        SdsTypeCode code = type.typeCode();
        if (!isKey && (code.acceptsNull() || !code.isScalar()) && random.nextInt(4) == 0) {
            return null;
        }
        int number = random.nextInt(100);
        String text = "abc\u00e9\ud83d\ude00xyz".substring(number % 4, 4 + 2 * (number % 2));
        return switch (code) {
            case BYTE_ARRAY -> new byte[] {1, 2, (byte) number};
            case IDICTIONARY -> Map.of(text, (long) number, "other", 1L);
            case ILIST -> List.of(Map.of("Depth", 1.5, "Name", text), Map.of("Name", "n"));
            case OBJECT -> Map.of("Depth", (double) number, "Name", text);
            default -> scalar(code.scalar(), number, text, random);
        };
    }

    private static Object scalar(SdsTypeCode code, int number, String text, SplittableRandom random) {
        Instant time = Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextInt(1_000_000_000));
        return switch (code) {
            case BOOLEAN -> number % 2 == 0;
            case CHAR -> (char) ('a' + number % 26);
            case DECIMAL -> BigDecimal.valueOf(number, 2);
            case DATE_TIME -> time;
            case DATE_TIME_OFFSET -> time.atOffset(ZoneOffset.ofHours(number % 5 - 2));
            case TIME_SPAN -> Duration.ofMillis(number);
            case STRING -> text;
            case GUID -> new UUID(random.nextLong(), random.nextLong());
            case VERSION -> SdsVersion.of(number, 1);
            case SINGLE -> number / 4f;
            case DOUBLE -> random.nextBoolean() ? number / 10.0 : random.nextDouble();
            default -> number;
        };
    }

    private static void series(EventStream stream, int from, int to) {
        try (Appender appender = stream.appender()) {
            for (int i = from; i < to; i++) {
                appender.row(i * 10_000L).set(appender.position("Value"), i % 100 / 4.0 + from);
            }
        }
    }

    /** The files of a folder but for the lock. */
    static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var names = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path file : names) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
