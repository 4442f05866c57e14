package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is calculated of a stream through a view or in other units is what is calculated of a second stream, in which the
 * converted events are stored (spec 05, section 4).
 */
class ConvertedCalculationsTest {
    private static final int KEYS = 300;
    private static final List<SdsTypeCode> CODES = List.of(
            SdsTypeCode.INT32,
            SdsTypeCode.DOUBLE,
            SdsTypeCode.DECIMAL,
            SdsTypeCode.NULLABLE_INT32,
            SdsTypeCode.NULLABLE_DOUBLE);
    /** Keys that are measured alike before and behind the view. */
    private static final List<SdsTypeCode> KEY_CODES = List.of(SdsTypeCode.INT32, SdsTypeCode.DECIMAL);

    private static final List<SdsInterpolationMode> MODES = Arrays.asList(SdsInterpolationMode.values());

    private Random random;
    private ReadableStream converted;
    private EventStream stored;

    @ParameterizedTest(name = "seed {0}, {1}")
    @CsvSource({
        "1,view", "2,view", "3,view", "4,view", "5,view", "6,view", "7,view", "8,view", "9,view", "10,view",
        "11,view", "12,view", "1,units", "2,units", "3,units", "4,units", "5,units", "6,units", "7,units", "8,units"
    })
    void calculatesAsIfTheConvertedEventsWereStored(long seed, String way) {
        random = new Random(seed);
        try (Seqstore store = Seqstore.inMemory()) {
            if (way.equals("view")) {
                throughAView(store);
            } else {
                inUnits(store);
            }
            store.flush();
            for (int i = 0; i < 60; i++) {
                compareOneRead();
            }
        }
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void throughAView(Seqstore store) {
        StreamNamespace plant = store.defaultNamespace();
        SdsTypeCode keyCode = any(KEY_CODES);
        SdsType source = SdsType.object("Source")
                .key("K", keyCode)
                .property("Gone", SdsTypeCode.DOUBLE)
                .property(SdsTypeProperty.of("Length", SdsType.of(any(CODES))).withUom("meter"))
                .property("Plain", SdsTypeCode.DOUBLE)
                .property("Text", SdsTypeCode.STRING)
                .interpolation(any(MODES))
                .extrapolation(any(List.of(SdsExtrapolationMode.values())))
                .build();
        SdsType.Builder target = SdsType.object("Target")
                .key("Key", keyCode == SdsTypeCode.INT32 ? SdsTypeCode.INT64 : keyCode)
                .property(
                        mode(SdsTypeProperty.of("Other", SdsType.of(any(CODES))).withUom("centimeter")))
                .property(mode(SdsTypeProperty.of("Same", SdsType.of(SdsTypeCode.DOUBLE))))
                .property(mode(SdsTypeProperty.of("Words", SdsType.of(SdsTypeCode.STRING))))
                .property("Added", SdsTypeCode.INT16);
        target.interpolation(any(MODES)).extrapolation(any(List.of(SdsExtrapolationMode.values())));
        SdsType type = target.build();
        if (type.interpolationMode() == SdsInterpolationMode.DISCRETE) {
            // A Discrete type allows its properties no mode of their own.
            type = type.toBuilder()
                    .properties(type.properties().stream()
                            .map(property -> property.withInterpolationMode(null))
                            .toList())
                    .build();
        }
        plant.types().getOrCreate(source);
        plant.types().getOrCreate(type);
        plant.streamViews()
                .getOrCreate(SdsStreamView.of("view", "Source", "Target")
                        .withProperties(List.of(
                                Property.of("K", "Key"),
                                Property.of("Length", "Other"),
                                Property.of("Plain", "Same"),
                                Property.of("Text", "Words"))));
        plant.streams().getOrCreate(SdsStream.of("source", "Source"));
        plant.streams().getOrCreate(SdsStream.of("target", "Target"));
        EventStream from = plant.stream("source");
        write(from, "K", "Length", "Plain", "Text");
        converted = from.throughView("view");
        stored = plant.stream("target");
        stored.insert(converted.window(0, KEYS).columns());
    }

    private SdsTypeProperty mode(SdsTypeProperty property) {
        return random.nextBoolean() ? property : property.withInterpolationMode(any(MODES));
    }

    private void inUnits(Seqstore store) {
        StreamNamespace plant = store.defaultNamespace();
        plant.types()
                .getOrCreate(SdsType.object("Source")
                        .key("K", any(KEY_CODES))
                        .property(SdsTypeProperty.of("Other", SdsType.of(any(CODES)))
                                .withUom("meter"))
                        .property("Same", SdsTypeCode.DOUBLE)
                        .property("Words", SdsTypeCode.STRING)
                        .build());
        SdsStream stream = SdsStream.of("source", "Source")
                .withPropertyOverrides(List.of(
                        new PropertyOverride("Other", null, any(MODES)),
                        new PropertyOverride("Same", null, any(MODES))));
        if (random.nextBoolean()) {
            stream = stream.withInterpolation(any(MODES));
        }
        stream = stream.withExtrapolation(any(List.of(SdsExtrapolationMode.values())));
        plant.streams().getOrCreate(stream);
        plant.streams()
                .getOrCreate(new SdsStream(
                        "target",
                        "Source",
                        null,
                        null,
                        List.of(),
                        stream.interpolationMode(),
                        stream.extrapolationMode(),
                        stream.propertyOverrides()));
        EventStream from = plant.stream("source");
        write(from, "K", "Other", "Same", "Words");
        converted = from.inUnit("Other", "centimeter");
        stored = plant.stream("target");
        stored.insert(converted.window(0, KEYS).columns());
    }

    private void write(EventStream stream, String key, String number, String plain, String text) {
        boolean isNullable = stream.layout().property(number).code().isNullableScalar();
        for (int k = 0; k < KEYS; k += 1 + random.nextInt(9)) {
            Event.Builder event = stream.event().set(key, k).set(plain, random.nextInt(9) / 4.0);
            if (!isNullable || random.nextInt(4) > 0) {
                event.set(number, random.nextInt(1000) - 500);
            }
            stream.insert(event.set(text, random.nextBoolean() ? null : "t" + k).build());
        }
    }

    private void compareOneRead() {
        int from = random.nextInt(KEYS + 40) - 20;
        int to = from + random.nextInt(KEYS);
        boolean filtered = random.nextInt(3) == 0;
        int number = 1 + random.nextInt(6);
        switch (random.nextInt(4)) {
            case 0 -> {
                Object[] keys = random.ints(number, -20, KEYS + 20).boxed().toArray();
                compare(stream -> stream.interpolatedAt(keys)
                        .filter(filter(stream, filtered))
                        .columns());
                compare(stream -> stream.interpolated(from, to, number * 7).columns());
            }
            case 1 ->
                compare(stream -> stream.window(from, to)
                        .boundary(BoundaryType.EXACT_OR_CALCULATED)
                        .filter(filter(stream, filtered))
                        .skip(number - 1)
                        .columns());
            case 2 ->
                compare(stream -> stream.sampled(from, to, number, "Other", "Same")
                        .boundary(BoundaryType.EXACT_OR_CALCULATED)
                        .filter(filter(stream, filtered))
                        .columns());
            default -> compareSummaries(from, to, number, filtered);
        }
    }

    /** The same condition, in the words of the stream that is read. */
    private static String filter(ReadableStream stream, boolean filtered) {
        boolean isViewed =
                stream instanceof ConvertedStream && stream.layout().find("Key").isPresent();
        return filtered ? (isViewed ? "Plain" : "Same") + " ge 1" : null;
    }

    private void compare(Function<ReadableStream, ColumnBatch> read) {
        assertEquals(text(read.apply(stored)), text(read.apply(converted)));
    }

    private void compareSummaries(int from, int to, int count, boolean filtered) {
        List<Summary> expected = stored.summaries(from, to, count, filter(stored, filtered));
        List<Summary> found = converted.summaries(from, to, count, filter(converted, filtered));
        for (int i = 0; i < count; i++) {
            assertEquals(expected.get(i).count(), found.get(i).count());
            assertEquals(expected.get(i).properties(), found.get(i).properties());
            assertEquals(
                    expected.get(i).start().values().toString(),
                    found.get(i).start().values().toString());
            for (String property : expected.get(i).properties()) {
                for (Statistic statistic : Statistic.values()) {
                    assertEquals(
                            expected.get(i).number(statistic, property),
                            found.get(i).number(statistic, property),
                            () -> statistic + " of " + property);
                }
            }
        }
    }

    private static String text(ColumnBatch rows) {
        EventConverter converter = EventConverter.of(rows.layout());
        List<String> events = new ArrayList<>();
        for (int row = 0; row < rows.count(); row++) {
            events.add(converter.read(rows, row).values().toString());
        }
        return String.join("\n", events);
    }
}
