package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.Event;
import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads through views and in other units (spec 05, sections 4 and 6) over every backing. The pump has the keys 0, 10 .. 40,
 * the levels 0.0, 1.0 .. 4.0 meter and the states s0 .. s4.
 */
class ConvertedReadsTest {
    private static final SdsType DOUBLE = SdsType.of(SdsTypeCode.DOUBLE);
    private static final SdsType INT32 = SdsType.of(SdsTypeCode.INT32);

    private static final SdsType READING = SdsType.object("Reading")
            .key("Order", SdsTypeCode.INT32)
            .property(SdsTypeProperty.of("Level", DOUBLE).withUom("meter"))
            .property("State", SdsTypeCode.STRING)
            .build();

    /** Other names, whole centimeters, a key of another code; steps between the events, and nothing outside. */
    private static final SdsType STEPS = SdsType.object("Steps")
            .key("At", SdsTypeCode.DOUBLE)
            .property(SdsTypeProperty.of("Height", INT32).withUom("centimeter"))
            .property("Added", SdsTypeCode.INT32)
            .interpolation(SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING)
            .extrapolation(SdsExtrapolationMode.NONE)
            .build();

    /** The same names and values; numbers that are small. */
    private static final SdsType SMALL = SdsType.object("Small")
            .key("Order", SdsTypeCode.INT32)
            .property("Level", SdsTypeCode.SBYTE)
            .build();

    /**
     * The type of the steps as a record.
     *
     * @param at when
     * @param height how high
     * @param added nothing
     */
    @TypeId("Steps")
    record Step(@Key double at, int height, int added) {}

    /** What every backing must answer. */
    @Nested
    @ParameterizedClass(name = "{0}")
    @EnumSource(Backing.class)
    class OnEveryBacking {
        @Parameter
        Backing backing;

        @TempDir
        Path folder;

        Seqstore store;
        EventStream pump;

        @BeforeEach
        void writeFiveReadings() {
            store = backing.open(folder);
            NamespaceTypes types = store.defaultNamespace().types();
            List.of(READING, STEPS, SMALL).forEach(types::getOrCreate);
            store.defaultNamespace()
                    .streamViews()
                    .getOrCreate(SdsStreamView.of("toSteps", "Reading", "Steps")
                            .withProperties(List.of(Property.of("Order", "At"), Property.of("Level", "Height"))));
            store.defaultNamespace().streamViews().getOrCreate(SdsStreamView.of("toSmall", "Reading", "Small"));
            store.getOrCreateStream(SdsStream.of("pump", "Reading")
                    .withPropertyOverrides(
                            List.of(new PropertyOverride("State", null, SdsInterpolationMode.DISCRETE))));
            pump = store.stream("pump");
            for (int i = 0; i < 5; i++) {
                pump.insert(reading(10 * i, i));
            }
            store = backing.settle(store, folder);
            pump = store.stream("pump");
        }

        @AfterEach
        void closeTheStore() {
            store.close();
        }

        private Event reading(int order, double level) {
            return pump.event()
                    .set("Order", order)
                    .set("Level", level)
                    .set("State", "s" + order / 10)
                    .build();
        }

        private ConvertedStream steps() {
            return pump.throughView("toSteps");
        }

        /** The events of a read through the view as {@code at:height}. */
        private static String steps(List<Event> events) {
            return events.stream()
                    .map(event -> event.getDouble("At") + ":" + event.getLong("Height"))
                    .collect(Collectors.joining(" "));
        }

        private static String levels(List<Event> events) {
            return events.stream()
                    .map(event -> event.getLong("Order") + ":" + event.getDouble("Level"))
                    .collect(Collectors.joining(" "));
        }

        @Test
        void showsSingleEventsAsThoseOfTheTargetType() {
            assertEquals("Steps", steps().layout().type().id());
            assertEquals("0.0:0", steps(steps().first().stream().toList()));
            assertEquals("40.0:400", steps(steps().last().stream().toList()));
            assertEquals("10.0:100", steps(steps().find(10).stream().toList()));
            assertEquals(
                    "20.0:200",
                    steps(steps().find("10", SearchMode.NEXT).stream().toList()));
            assertEquals(Optional.empty(), steps().find(11));
            assertEquals(0, steps().last().orElseThrow().getLong("Added"));
        }

        @Test
        void filtersTheStoredEventsBeforeTheyAreShown() {
            assertEquals(
                    "20.0:200",
                    steps(steps().filtered("Level eq 2 and State eq 's2'").events()));
            assertEquals(
                    "30.0:300 40.0:400",
                    steps(steps().filtered("Level gt 1").skip(1).events()));
            assertEquals(
                    "10.0:100",
                    steps(steps().find(10, SearchMode.EXACT, "Level lt 2").stream()
                            .toList()));
            assertEquals(Optional.empty(), steps().find(10, SearchMode.EXACT, "Level gt 2"));
            assertThrows(InvalidRequestException.class, () -> steps().filtered("Height gt 100")
                    .events());
        }

        @Test
        void takesIndexesAsTheStreamHasThem() {
            assertEquals("10.0:100 20.0:200", steps(steps().range(10).count(2).events()));
            assertEquals(
                    "20.0:200 10.0:100 0.0:0",
                    steps(steps().range("20").reversed().events()));
            assertEquals("10.0:100 20.0:200", steps(steps().window(5, 20).events()));
            assertThrows(InvalidRequestException.class, () -> steps().range(0.5));
        }

        @Test
        void calculatesTheEndsOfAWindowByTheModesOfTheTargetType() {
            WindowRead window = steps().window(5, 25).boundary(BoundaryType.EXACT_OR_CALCULATED);
            assertEquals("5.0:0 10.0:100 20.0:200 25.0:200", steps(window.events()));
            assertEquals("10.0:100 20.0:200 25.0:200", steps(window.skip(1).events()));
            assertEquals(
                    "25.0:200 20.0:200",
                    steps(steps().window(25, 5)
                            .reversed()
                            .boundary(BoundaryType.EXACT_OR_CALCULATED)
                            .count(2)
                            .events()));
            assertEquals(
                    "0.0:0",
                    steps(steps().range(-5)
                            .boundary(BoundaryType.EXACT_OR_CALCULATED)
                            .count(1)
                            .events()));
            assertEquals(
                    "-5:0.0",
                    levels(pump.range(-5)
                            .boundary(BoundaryType.EXACT_OR_CALCULATED)
                            .count(1)
                            .events()));
        }

        @Test
        void asksFiltersAboutCalculatedEventsAsTheyWouldBeStored() {
            WindowRead window = steps().window(5, 25)
                    .boundary(BoundaryType.EXACT_OR_CALCULATED)
                    .filter("Level ge 1");
            assertEquals("10.0:100 20.0:200 25.0:200", steps(window.events()));
            assertEquals(
                    "15.0:100",
                    steps(steps().interpolatedAt(5, 15).filter("Level ge 1").events()));
        }

        @Test
        void interpolatesConvertedEventsByTheModesOfTheTargetType() {
            assertEquals(
                    "15.0:100 20.0:200",
                    steps(steps().interpolatedAt(15, 20, 45).events()));
            assertEquals(
                    "0.0:0 5.0:0 10.0:100", steps(steps().interpolated(0, 10, 3).events()));
        }

        @Test
        void samplesByPropertiesOfTheTargetType() {
            assertEquals(
                    "0.0:0 40.0:400", steps(steps().sampled(0, 40, 1, "Height").events()));
            assertEquals(
                    "10.0:100 30.0:300 35.0:300",
                    steps(steps().sampled(5, 35, 1, "height")
                            .boundary(BoundaryType.INSIDE, BoundaryType.EXACT_OR_CALCULATED)
                            .events()));
            assertEquals(
                    "20.0:200 40.0:400",
                    steps(steps().sampled(0, 40, 1, "Height")
                            .filter("Level gt 1")
                            .events()));
            assertThrows(InvalidRequestException.class, () -> steps().sampled(0, 40, 1, "Level")
                    .events());
        }

        @Test
        void summarisesConvertedEvents() {
            Summary summary = steps().summary(0, 40);
            assertEquals(List.of("Height", "Added"), summary.properties());
            assertEquals(5, summary.count());
            assertEquals(400.0, summary.number(Statistic.MAXIMUM, "Height"));
            assertEquals(150.0, summary.number(Statistic.MEAN, "Height"));
            assertEquals(40.0, summary.end().key());
            List<Summary> filtered = steps().summaries(5, 25, 2, "Level ge 1 and State ne 's2'");
            assertEquals(1, filtered.get(0).count());
            assertEquals(0, filtered.get(1).count());
            assertEquals(100.0, filtered.get(0).number(Statistic.MAXIMUM, "Height"));
            assertEquals(5.0, filtered.get(0).start().key());
        }

        @Test
        void pagesWithTokensOfTheStream() {
            EventPage first = steps().window(0, 40).page(2);
            assertEquals("0.0:0 10.0:100", steps(first.events()));
            assertEquals(Optional.of(10), first.continuation());
            EventPage second =
                    steps().window(0, 40).page(3, first.continuation().orElseThrow());
            assertEquals("20.0:200 30.0:300 40.0:400", steps(second.events()));
            assertTrue(second.continuation().isEmpty());
        }

        @Test
        void walksCursorsStreamsAndRecords() {
            List<Double> heights = new ArrayList<>();
            int at = steps().layout().property("Height").column();
            try (EventCursor cursor = steps().window(40, 0)
                    .reversed()
                    .boundary(BoundaryType.EXACT_OR_CALCULATED)
                    .cursor()) {
                while (cursor.next()) {
                    heights.add((double) cursor.batch().longs(at)[cursor.row()]);
                }
            }
            assertEquals(List.of(400.0, 300.0, 200.0, 100.0, 0.0), heights);
            try (var records = steps().range(30).stream(Step.class)) {
                assertEquals(List.of(new Step(30, 300, 0), new Step(40, 400, 0)), records.toList());
            }
        }

        @Test
        void failsForAnEventThatCannotBeConvertedAndForNoOther() {
            pump.insert(reading(15, 200));
            ConvertedStream small = pump.throughView("toSmall");
            assertEquals("0:0.0 10:1.0", levels(small.range(0).count(2).events()));
            InvalidRequestException refused = assertThrows(
                    InvalidRequestException.class, () -> small.window(0, 40).events());
            assertEquals("15", refused.parameters().get("Index"));
            assertEquals("Level", refused.parameters().get("PropertyId"));
            assertThrows(InvalidRequestException.class, () -> small.summary(0, 40));
            assertEquals("0:0.0", levels(small.filtered("Level eq 0").events()));
        }

        @Test
        void showsUnitsOnEveryRead() {
            ConvertedStream inCentimeters = pump.inUnit("level", "cm");
            assertEquals("40:400.0", levels(inCentimeters.last().stream().toList()));
            assertEquals("20:200.0", levels(inCentimeters.filtered("Level eq 2").events()));
            assertEquals("15:150.0", levels(inCentimeters.interpolatedAt(15).events()));
            assertEquals(
                    "5:50.0 10:100.0",
                    levels(inCentimeters
                            .window(5, 12)
                            .boundary(BoundaryType.EXACT_OR_CALCULATED, BoundaryType.EXACT)
                            .events()));
            assertEquals(200.0, inCentimeters.summary(0, 40).number(Statistic.MEAN, "Level"));
            assertEquals(
                    "0:0.0 40:400.0",
                    levels(inCentimeters.sampled(0, 40, 1, "Level").events()));
            // The stream's own modes stay: the override makes the state Discrete, its type would not.
            assertNull(inCentimeters.interpolatedAt(15).events().get(0).get("State"));
            assertEquals(
                    pump.window(0, 40).events(),
                    pump.inUnits(List.of()).window(0, 40).events());
        }

        @Test
        void showsTheViewFirstAndThenUnitsOfItsTargetType() {
            ConvertedStream both = steps().inUnit("Height", "millimeter");
            assertEquals("10.0:1000", steps(both.find(10).stream().toList()));
            assertEquals("15.0:1000", steps(both.interpolatedAt(15).events()));
            assertEquals(4000.0, both.summary(0, 40).number(Statistic.MAXIMUM, "Height"));
            assertThrows(InvalidRequestException.class, () -> steps().inUnit("Level", "millimeter"));
        }

        @Test
        void takesTheUnitOfTheStreamInsteadOfThatOfItsType() {
            store.getOrCreateStream(SdsStream.of("inKilometers", "Reading")
                    .withPropertyOverrides(List.of(new PropertyOverride("Level", "kilometer", null))));
            EventStream other = store.stream("inKilometers");
            other.insert(other.event().set("Order", 1).set("Level", 2.0).build());
            assertEquals(
                    2000.0, other.inUnit("Level", "meter").first().orElseThrow().getDouble("Level"));
            assertEquals(
                    200000, other.throughView("toSteps").first().orElseThrow().getLong("Height"));
        }

        @Test
        void keepsTheDefinitionsThatItBeganWith() {
            ConvertedStream begun = pump.inUnit("Level", "centimeter");
            SdsStream redefined = SdsStream.of("pump", "Reading")
                    .withPropertyOverrides(List.of(new PropertyOverride("Level", "millimeter", null)));
            store.defaultNamespace().streams().createOrUpdate(redefined);
            assertEquals("10:100.0", levels(begun.find(10).stream().toList()));
            assertEquals(
                    "10:0.1",
                    levels(store.stream("pump").inUnit("Level", "centimeter").find(10).stream()
                            .toList()));
        }

        @Test
        void neverChangesWhatIsStored() {
            List<Event> before = pump.window(0, 40).events();
            steps().window(0, 40).events();
            pump.inUnit("Level", "mile").window(0, 40).events();
            assertEquals(before, pump.window(0, 40).events());
        }

        @Test
        void refusesViewsAndUnitsThatDoNotFit() {
            assertThrows(NotFoundException.class, () -> pump.throughView("none"));
            store.defaultNamespace().streamViews().getOrCreate(SdsStreamView.of("back", "Steps", "Reading"));
            InvalidRequestException other = assertThrows(InvalidRequestException.class, () -> pump.throughView("back"));
            assertTrue(other.reason().contains("Steps"), other.reason());
            SdsStreamView invalid = SdsStreamView.of("invalid", "Reading", "Steps")
                    .withProperties(List.of(Property.of("Order", "At"), Property.of("State", "Height")));
            assertInstanceOf(
                    GetOrCreate.Created.class,
                    store.defaultNamespace().streamViews().getOrCreate(invalid));
            assertThrows(InvalidRequestException.class, () -> pump.throughView("invalid"));
            for (PropertyOverride wrong : List.of(
                    new PropertyOverride("None", "meter", null),
                    new PropertyOverride("State", "meter", null),
                    new PropertyOverride("Order", "meter", null),
                    new PropertyOverride("Level", "kilogram", null),
                    new PropertyOverride("Level", "none", null),
                    new PropertyOverride("Level", null, null))) {
                assertThrows(InvalidRequestException.class, () -> pump.inUnits(List.of(wrong)), () -> "" + wrong);
            }
            PropertyOverride twice = new PropertyOverride("Level", "centimeter", SdsInterpolationMode.DISCRETE);
            assertThrows(InvalidRequestException.class, () -> pump.inUnits(List.of(twice, twice)));
            assertThrows(InvalidRequestException.class, () -> pump.inUnits(List.of(twice))
                    .inUnits(List.of(twice)));
            assertEquals(
                    "10:100.0",
                    levels(pump.inUnits(List.of(twice)).find(10).stream().toList()));
        }

        @Test
        void refusesToJoinWhatIsConverted() {
            JoinRead join = JoinRead.of(JoinMode.OUTER, pump.window(0, 40), steps().window(0, 40));
            assertThrows(InvalidRequestException.class, join::rows);
        }

        @Test
        void calculatesNothingAtAnIndexWhenTheKeyIsMadeOfSomethingElse() {
            store.getOrCreateType(SdsType.object("ByLevel")
                    .key("Level", SdsTypeCode.DOUBLE)
                    .property("Order", SdsTypeCode.INT32)
                    .build());
            store.defaultNamespace()
                    .streamViews()
                    .getOrCreate(SdsStreamView.of("byLevel", "Reading", "ByLevel")
                            .withProperties(List.of(Property.of("Level", "Level"), Property.of("Order", "Order"))));
            ConvertedStream byLevel = pump.throughView("byLevel");
            assertEquals("10:1.0 20:2.0", levels(byLevel.window(10, 20).events()));
            assertThrows(InvalidRequestException.class, () -> byLevel.interpolatedAt(15)
                    .events());
            assertThrows(InvalidRequestException.class, () -> byLevel.summary(0, 40));
            assertThrows(InvalidRequestException.class, () -> byLevel.window(0, 15)
                    .boundary(BoundaryType.EXACT_OR_CALCULATED)
                    .events());
        }
    }
}
