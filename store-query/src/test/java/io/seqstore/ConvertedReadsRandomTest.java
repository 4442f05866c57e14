package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.query.request.BoundaryType;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.view.EffectiveUnits;
import io.seqstore.types.view.RowMapper;
import io.seqstore.types.view.StreamViewMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read of stored events through a view, units or both is the plain read, each event of it converted on its own. */
class ConvertedReadsRandomTest {
    private static final List<SdsTypeCode> NUMBERS = List.of(
            SdsTypeCode.SBYTE,
            SdsTypeCode.INT32,
            SdsTypeCode.UINT64,
            SdsTypeCode.SINGLE,
            SdsTypeCode.DOUBLE,
            SdsTypeCode.DECIMAL,
            SdsTypeCode.NULLABLE_INT16,
            SdsTypeCode.NULLABLE_DOUBLE);
    private static final List<String> LENGTHS = List.of("meter", "centimeter", "foot");
    private static final int PROPERTIES = 4;
    private static final int KEYS = 400;

    @TempDir
    Path folder;

    private Random random;
    private Seqstore store;
    private EventStream plain;
    private ConvertedStream converted;
    private List<RowMapper> mappers;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void isThePlainReadConvertedEventByEvent(long seed) {
        random = new Random(seed);
        Backing backing = Backing.values()[(int) (seed % Backing.values().length)];
        store = backing.open(folder);
        try {
            define();
            write();
            store = backing.settle(store, folder);
            open();
            for (int i = 0; i < 60; i++) {
                compareOneRead();
            }
        } finally {
            store.close();
        }
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void define() {
        StreamNamespace plant = store.defaultNamespace();
        SdsTypeCode key = any(List.of(SdsTypeCode.INT32, SdsTypeCode.INT64, SdsTypeCode.DOUBLE));
        SdsTypeCode otherKey = any(List.of(SdsTypeCode.INT32, SdsTypeCode.INT64, SdsTypeCode.DOUBLE));
        plant.types().getOrCreate(type("Source", "K", key, "P"));
        plant.types().getOrCreate(type("Target", "Key", otherKey, "Q"));
        List<Integer> positions = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(positions, random);
        List<Property> pairs = new ArrayList<>(List.of(Property.of("K", "Key")));
        for (int i = 0; i < PROPERTIES - 1; i++) {
            pairs.add(Property.of("P" + i, "Q" + positions.get(i)));
        }
        plant.streamViews()
                .getOrCreate(SdsStreamView.of("view", "Source", "Target").withProperties(pairs));
        SdsStream stream = SdsStream.of("s", "Source");
        plant.streams()
                .getOrCreate(
                        random.nextBoolean()
                                ? stream
                                : stream.withPropertyOverrides(List.of(new PropertyOverride("P0", "mile", null))));
    }

    private SdsType type(String id, String keyId, SdsTypeCode key, String prefix) {
        SdsType.Builder type = SdsType.object(id).key(keyId, key);
        for (int i = 0; i < PROPERTIES; i++) {
            SdsTypeProperty property = SdsTypeProperty.of(prefix + i, SdsType.of(any(NUMBERS)));
            type.property(i < 2 || random.nextBoolean() ? property.withUom(any(LENGTHS)) : property);
        }
        return type.build();
    }

    private void write() {
        EventStream stream = store.stream("s");
        List<Event> events = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            if (random.nextInt(4) > 0) {
                Event.Builder event = stream.event().set("K", key);
                for (int i = 0; i < PROPERTIES; i++) {
                    SdsTypeCode code = stream.layout().property("P" + i).code();
                    if (code.isNullableScalar() && random.nextInt(4) == 0) {
                        event.set("P" + i, null);
                    } else {
                        // Most fit into every code in every unit; a few do not.
                        event.set("P" + i, random.nextInt(200) == 0 ? 100 : random.nextInt(2));
                    }
                }
                events.add(event.build());
            }
        }
        Collections.shuffle(events, random);
        for (int from = 0; from < events.size(); from += 50) {
            stream.update(events.subList(from, Math.min(from + 50, events.size())));
        }
    }

    private void open() {
        StreamNamespace plant = store.defaultNamespace();
        plain = plant.stream("s");
        mappers = new ArrayList<>();
        EventLayout source = plain.layout();
        EffectiveUnits units = EffectiveUnits.of(source.type(), plain.definition());
        boolean throughView = random.nextInt(3) > 0;
        if (throughView) {
            SdsStreamView view = plant.streamViews().get("view");
            EventLayout target = EventLayout.of(plant.types().get("Target"));
            StreamViewMap map = StreamViewMap.of(view, source.type(), target.type(), units);
            mappers.add(RowMapper.of(map, source, target));
            converted = plain.throughView("view");
            units = EffectiveUnits.of(target.type());
            source = target;
        }
        if (!throughView || random.nextBoolean()) {
            List<PropertyOverride> requested =
                    List.of(new PropertyOverride(throughView ? "Q0" : "P0", any(LENGTHS), null));
            mappers.add(RowMapper.toUnits(source, units, requested));
            converted = throughView ? converted.inUnits(requested) : plain.inUnits(requested);
        }
    }

    private void compareOneRead() {
        int from = random.nextInt(KEYS);
        int to = from + random.nextInt(KEYS - from);
        int skip = random.nextInt(3);
        int count = random.nextInt(40);
        String filter = random.nextInt(3) == 0 ? "P" + random.nextInt(PROPERTIES) + " eq 1" : null;
        BoundaryType boundary = any(List.of(BoundaryType.EXACT, BoundaryType.INSIDE, BoundaryType.OUTSIDE));
        boolean reversed = random.nextBoolean();
        switch (random.nextInt(6)) {
            case 0 ->
                compare(stream ->
                        columns(reversed ? stream.range(to).reversed() : stream.range(from), skip, count, filter));
            case 1 ->
                compare(stream -> stream.window(from, to)
                        .boundary(boundary)
                        .skip(skip)
                        .filter(filter)
                        .columns());
            case 2 ->
                compare(stream ->
                        stream.filtered("P1 le 1").skip(skip).count(count).columns());
            case 3 ->
                compare(stream -> rows(
                        stream.layout(),
                        stream.window(from, to).filter(filter).stream().toList()));
            case 4 ->
                compare(stream -> rows(
                        stream.layout(), stream.window(from, to).page(count + 1).events()));
            default ->
                compare(stream -> rows(stream.layout(), stream.last().stream().toList()));
        }
    }

    private static ColumnBatch columns(RangeRead read, int skip, int count, String filter) {
        return read.skip(skip).count(count).filter(filter).columns();
    }

    private static ColumnBatch rows(EventLayout layout, List<Event> events) {
        ColumnBatch batch = new ColumnBatch(layout, Math.max(1, events.size()));
        events.forEach(event -> EventConverter.of(layout).append(event, batch));
        return batch;
    }

    private void compare(Function<ReadableStream, ColumnBatch> read) {
        ColumnBatch expected;
        try {
            expected = mappedOneByOne(read.apply(plain));
        } catch (InvalidRequestException e) {
            InvalidRequestException found = assertThrows(InvalidRequestException.class, () -> read.apply(converted));
            assertEquals(e.error(), found.error());
            return;
        }
        assertEquals(text(expected), text(read.apply(converted)));
    }

    private ColumnBatch mappedOneByOne(ColumnBatch stored) {
        ColumnBatch rows = stored;
        for (RowMapper mapper : mappers) {
            ColumnBatch mapped = new ColumnBatch(mapper.target(), Math.max(1, rows.count()));
            for (int row = 0; row < rows.count(); row++) {
                mapper.append(rows, row, mapped);
            }
            rows = mapped;
        }
        return rows;
    }

    private static String text(ColumnBatch rows) {
        EventConverter converter = EventConverter.of(rows.layout());
        List<String> events = new ArrayList<>();
        for (int row = 0; row < rows.count(); row++) {
            events.add(converter.read(rows, row).values().toString());
        }
        return events.stream().collect(Collectors.joining("\n"));
    }
}
