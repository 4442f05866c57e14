package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.registry.CreateOrUpdate;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.MetadataPatch;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.SdsUomQuantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces, types, streams and stream views through the front door (specs 02, 03 and 05). */
class DefinitionsTest {
    private static final SdsType READING = SdsType.object("Reading")
            .key("Time", SdsTypeCode.DATE_TIME)
            .property(
                    SdsTypeProperty.of("Level", SdsType.of(SdsTypeCode.DOUBLE)).withUom("meter"))
            .property("State", SdsTypeCode.STRING)
            .build();
    private static final SdsType OTHER = SdsType.object("Other")
            .key("Time", SdsTypeCode.DATE_TIME)
            .property("Height", SdsTypeCode.DOUBLE)
            .interpolation(SdsInterpolationMode.DISCRETE)
            .build();

    private final Seqstore store = Seqstore.inMemory();
    private final StreamNamespace plant = store.defaultNamespace();
    private final NamespaceTypes types = plant.types();
    private final NamespaceStreams streams = plant.streams();
    private final NamespaceStreamViews views = plant.streamViews();

    @BeforeEach
    void define() {
        types.getOrCreate(READING);
        types.getOrCreate(OTHER);
        streams.getOrCreate(stream("pump", "The pump", "moves water"));
        streams.getOrCreate(stream("valve", null, "stops water"));
        streams.getOrCreate(stream("tank", "A tank", null));
        views.getOrCreate(SdsStreamView.of("toOther", "Reading", "Other"));
    }

    @AfterEach
    void closeTheStore() {
        store.close();
    }

    private static SdsStream stream(String id, String name, String description) {
        return new SdsStream(id, "Reading", name, description, List.of(), null, null, List.of());
    }

    private List<String> ids(ListRequest request) {
        return streams.list(request).stream().map(SdsStream::id).toList();
    }

    @Test
    void keepsNamespacesApart() {
        assertEquals(
                List.of("default", "diagnostics"),
                store.namespaces().stream().map(Namespace::id).toList());
        Namespace mill = new Namespace("mill", "Mill", null);
        assertInstanceOf(GetOrCreate.Created.class, store.getOrCreateNamespace(mill));
        assertInstanceOf(GetOrCreate.Found.class, store.getOrCreateNamespace(mill));
        assertInstanceOf(GetOrCreate.Conflict.class, store.getOrCreateNamespace(Namespace.of("Mill")));
        assertEquals(Optional.of(mill), store.findNamespace("MILL"));
        StreamNamespace other = store.namespace("Mill");
        assertTrue(other.types().find("Reading").isEmpty());
        assertThrows(NotFoundException.class, () -> other.stream("pump"));
        other.types().getOrCreate(READING);
        assertThrows(ConflictException.class, () -> store.deleteNamespace("mill", false));
        store.deleteNamespace("mill", true);
        assertThrows(NotFoundException.class, () -> store.deleteNamespace("mill", true));
        assertThrows(ConflictException.class, () -> store.deleteNamespace("default", true));
        assertThrows(InvalidRequestException.class, () -> store.getOrCreateNamespace(Namespace.of("a..b")));
    }

    @Test
    void refusesEveryCallInANamespaceThatDoesNotExist() {
        StreamNamespace none = store.namespace("none");
        assertThrows(NotFoundException.class, () -> none.types().list(ListRequest.all()));
        assertThrows(NotFoundException.class, () -> none.streams().list(ListRequest.all()));
        assertThrows(NotFoundException.class, () -> none.streamViews()
                .list(ListRequest.all().matching("a")));
        assertThrows(NotFoundException.class, () -> none.types().getOrCreate(READING));
        assertThrows(NotFoundException.class, () -> none.stream("pump"));
    }

    @Test
    void findsTypesWithDatesAndReferences() {
        assertEquals(READING, types.get("READING"));
        assertEquals(Optional.empty(), types.find("none"));
        assertThrows(NotFoundException.class, () -> types.get("none"));
        assertEquals(types.dates("Reading").created(), types.dates("Reading").modified());
        assertEquals(3, types.referenceCounts("Reading").streams());
        assertEquals(1, types.referenceCounts("Reading").streamViews());
        assertThrows(ConflictException.class, () -> types.delete("Reading"));
        assertThrows(NotFoundException.class, () -> types.delete("none"));
        assertThrows(NotFoundException.class, () -> types.referenceCounts("none"));
        assertEquals(
                List.of("Other"),
                types.list(ListRequest.all().matching("height")).stream()
                        .map(SdsType::id)
                        .toList());
    }

    @ParameterizedTest(name = "streams where {0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "name eq 'THE PUMP'                                    | pump",
                "contains(Description, 'WATER')                        | pump valve",
                "startswith(description, 'Stops') or Name eq 'a tank'  | tank valve",
                "tolower(Name) eq 'A Tank' and toupper(Id) eq 'tank'   | tank",
                "length(Id) eq 4 and TypeId eq 'reading'               | pump tank",
                "InterpolationMode eq 'Discrete'                       | none",
                "CreatedDate gt 2020-01-01T00:00:00Z                   | pump tank valve",
                "not ModifiedDate gt 2020-01-01T00:00:00Z              | none",
                "Name eq null                                          | none"
            })
    void listsTheStreamsThatAFilterLetsThrough(String filter, String expected) {
        assertEquals(
                expected == null ? List.of() : List.of(expected.split(" ")),
                ids(ListRequest.all().where(filter)));
    }

    @Test
    void cutsAListingAfterQueryFilterAndOrder() {
        ListRequest withWater = ListRequest.all().matching("water").where("Id ne 'x'");
        assertEquals(List.of("pump", "valve"), ids(withWater));
        assertEquals(List.of("valve", "pump"), ids(withWater.orderedBy("id desc")));
        assertEquals(List.of("pump"), ids(withWater.orderedBy("id desc").skip(1).count(5)));
        assertEquals(List.of("tank"), ids(ListRequest.all().skip(1).count(1)));
        assertEquals(List.of(), ids(ListRequest.all().count(0)));
        assertEquals(
                List.of("Other"),
                types
                        .list(ListRequest.all().where("InterpolationMode eq 'discrete' and SdsTypeCode eq 'Object'"))
                        .stream()
                        .map(SdsType::id)
                        .toList());
        assertEquals(
                List.of("toOther"),
                views.list(ListRequest.all().where("targettypeid eq 'OTHER'")).stream()
                        .map(SdsStreamView::id)
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Color eq 'red'", "Name eq", "Name gt 5", "SdsTypeCode eq 'Objekt'"})
    void refusesFiltersThatDoNotFit(String filter) {
        assertThrows(
                InvalidRequestException.class,
                () -> types.list(ListRequest.all().where(filter)));
    }

    @Test
    void refusesListingsThatAreNotUnderstood() {
        ListRequest all = ListRequest.all();
        assertThrows(InvalidRequestException.class, () -> all.skip(-1));
        assertThrows(InvalidRequestException.class, () -> all.count(-1));
        assertThrows(InvalidRequestException.class, () -> streams.list(all.orderedBy("color")));
        assertThrows(InvalidRequestException.class, () -> streams.list(all.matching("(water")));
    }

    @Test
    void replacesTheDefinitionOfAStreamAndKeepsItsEvents() {
        EventStream pump = plant.stream("pump");
        pump.insert(pump.event()
                .set("Time", Instant.parse("2020-01-01T00:00:00Z"))
                .set("Level", 5.0)
                .build());
        pump.insert(pump.event()
                .set("Time", Instant.parse("2020-01-02T00:00:00Z"))
                .set("Level", 1.0)
                .build());
        SdsStream indexed = new SdsStream("PUMP", "reading", null, null, List.of("Level"), null, null, List.of());
        assertEquals(List.of(5.0, 1.0), levels(pump.filtered("Level gt 0")));
        assertInstanceOf(CreateOrUpdate.Updated.class, streams.createOrUpdate(indexed));
        assertEquals("pump", streams.get("PUMP").id());
        assertNull(streams.get("pump").name());
        assertEquals(List.of(1.0, 5.0), levels(plant.stream("pump").filtered("Level gt 0")));
        // What was looked up before keeps its definition: one read never sees two.
        assertEquals(List.of(5.0, 1.0), levels(pump.filtered("Level gt 0")));
        streams.createOrUpdate(SdsStream.of("pump", "Reading"));
        assertEquals(List.of(5.0, 1.0), levels(plant.stream("pump").filtered("Level gt 0")));
        assertInstanceOf(CreateOrUpdate.Created.class, streams.createOrUpdate(SdsStream.of("new", "Reading")));
        assertThrows(ConflictException.class, () -> streams.createOrUpdate(SdsStream.of("pump", "Other")));
        assertThrows(NotFoundException.class, () -> streams.createOrUpdate(SdsStream.of("pump", "none")));
    }

    private static List<Double> levels(EventRead read) {
        return read.events().stream().map(event -> event.getDouble("Level")).toList();
    }

    @ParameterizedTest(name = "an index on {0}")
    @ValueSource(strings = {"None", "Level,level"})
    void refusesIndexesThatCannotBe(String indexes) {
        SdsStream indexed =
                new SdsStream("s", "Reading", null, null, List.of(indexes.split(",")), null, null, List.of());
        assertThrows(InvalidRequestException.class, () -> streams.getOrCreate(indexed));
        assertTrue(streams.find("s").isEmpty());
    }

    @Test
    void refusesOverridesThatCannotBe() {
        SdsInterpolationMode mode = SdsInterpolationMode.CONTINUOUS;
        for (List<PropertyOverride> wrong : List.of(
                List.of(new PropertyOverride("None", null, null)),
                List.of(new PropertyOverride("Level", "none", null)),
                List.of(new PropertyOverride("Time", null, mode)),
                List.of(new PropertyOverride("Level", null, null), new PropertyOverride("level", null, null)))) {
            SdsStream stream = SdsStream.of("s", "Reading").withPropertyOverrides(wrong);
            assertThrows(InvalidRequestException.class, () -> streams.getOrCreate(stream), wrong::toString);
        }
        SdsStream ofDiscrete =
                SdsStream.of("s", "Other").withPropertyOverrides(List.of(new PropertyOverride("Height", null, mode)));
        assertThrows(InvalidRequestException.class, () -> streams.getOrCreate(ofDiscrete));
        assertThrows(
                InvalidRequestException.class,
                () -> streams.getOrCreate(SdsStream.of("s", "Other").withInterpolation(mode)));
    }

    @Test
    void setsTagsAndMetadata() {
        assertEquals(List.of(), streams.tags("pump"));
        assertEquals(List.of("b", "a", "b"), streams.setTags("pump", List.of("b", "a", "b")));
        assertEquals(List.of("b", "a", "b"), streams.tags("PUMP"));
        streams.deleteTags("pump");
        streams.deleteTags("pump");
        assertEquals(List.of(), streams.tags("pump"));
        streams.setMetadata("pump", Map.of("Site", "North"));
        assertEquals("North", streams.metadataValue("pump", "Site"));
        assertThrows(NotFoundException.class, () -> streams.metadataValue("pump", "site"));
        MetadataPatch patch = MetadataPatch.fromJson("[{\"op\":\"add\",\"path\":\"/City\",\"value\":\"Oslo\"}]");
        assertInstanceOf(MetadataPatch.Outcome.Patched.class, streams.patchMetadata("pump", patch));
        assertEquals(Map.of("Site", "North", "City", "Oslo"), streams.metadata("pump"));
        assertEquals(List.of("pump"), ids(ListRequest.all().matching("City:oslo")));
        assertThrows(InvalidRequestException.class, () -> streams.setMetadata("pump", Map.of("", "x")));
        assertThrows(NotFoundException.class, () -> streams.setTags("none", List.of()));
        assertThrows(NotFoundException.class, () -> streams.metadata("none"));
        streams.deleteMetadata("pump");
        assertEquals(Map.of(), streams.metadata("pump"));
    }

    @Test
    void resolvesStreamsWithAllOverrides() {
        streams.createOrUpdate(new SdsStream(
                "pump",
                "Reading",
                null,
                null,
                List.of(),
                SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING,
                SdsExtrapolationMode.NONE,
                List.of(new PropertyOverride("Level", "foot", SdsInterpolationMode.DISCRETE))));
        SdsType resolved = streams.resolved("pump").type();
        assertEquals(SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING, resolved.interpolationMode());
        assertEquals(SdsExtrapolationMode.NONE, resolved.extrapolationMode());
        SdsTypeProperty level = resolved.properties().get(1);
        assertEquals("foot", level.uom());
        assertEquals(SdsInterpolationMode.DISCRETE, level.interpolationMode());
        assertEquals(
                SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING,
                resolved.properties().get(2).interpolationMode());
        assertEquals(READING, types.get("Reading"));
        ResolvedStream.Bulk bulk = streams.resolved(List.of("valve", "none", "pump"));
        assertEquals(
                List.of("valve", "pump"),
                bulk.streams().stream().map(one -> one.stream().id()).toList());
        assertEquals("meter", bulk.streams().get(0).type().properties().get(1).uom());
        assertEquals("none", bulk.failures().get(0).streamId());
        assertInstanceOf(NotFoundException.class, bulk.failures().get(0).reason());
    }

    @Test
    void resolvesPropertiesOfBaseTypesToo() {
        types.getOrCreate(SdsType.object("Derived")
                .baseType(READING)
                .property("More", SdsTypeCode.DOUBLE)
                .build());
        streams.getOrCreate(SdsStream.of("s", "Derived")
                .withPropertyOverrides(List.of(new PropertyOverride("level", "mile", null))));
        SdsType resolved = streams.resolved("s").type();
        assertEquals("mile", resolved.flattenedProperties().get(1).uom());
        assertEquals(types.get("Derived"), streams.type("S"));
    }

    @Test
    void definesStreamViewsAndTheirMaps() {
        assertEquals("Reading", views.get("TOOTHER").sourceTypeId());
        assertEquals(
                List.of("Time", "Level"),
                views.map("toOther").properties().stream()
                        .filter(pair -> pair.targetId() != null)
                        .map(pair -> pair.sourceId())
                        .toList());
        SdsStreamView turned = SdsStreamView.of("toOther", "Other", "Reading");
        assertInstanceOf(GetOrCreate.Conflict.class, views.getOrCreate(turned));
        assertInstanceOf(CreateOrUpdate.Updated.class, views.createOrUpdate(turned));
        assertEquals("Other", views.map("toOther").sourceTypeId());
        assertFalse(views.dates("toOther")
                .modified()
                .isBefore(views.dates("toOther").created()));
        views.delete("tooTHER");
        assertThrows(NotFoundException.class, () -> views.delete("toOther"));
        assertThrows(NotFoundException.class, () -> views.map("toOther"));
        assertEquals(Optional.empty(), views.find("toOther"));
        assertThrows(NotFoundException.class, () -> views.getOrCreate(SdsStreamView.of("v", "Reading", "none")));
        SdsStreamView.Property pair = SdsStreamView.Property.of("Level", "Height");
        assertThrows(
                InvalidRequestException.class,
                () -> views.getOrCreate(
                        SdsStreamView.of("v", "Reading", "Other").withProperties(List.of(pair, pair))));
        SdsStreamView unknown = SdsStreamView.of("v", "Reading", "Other")
                .withProperties(List.of(SdsStreamView.Property.of("None", "Height")));
        assertThrows(InvalidRequestException.class, () -> views.getOrCreate(unknown));
    }

    @Test
    void deletesAStreamWithEverythingOfIt() {
        EventStream pump = plant.stream("pump");
        pump.insert(
                pump.event().set("Time", Instant.parse("2020-01-01T00:00:00Z")).build());
        streams.setTags("pump", List.of("a"));
        streams.delete("pump");
        assertThrows(NotFoundException.class, () -> streams.delete("pump"));
        assertThrows(NotFoundException.class, () -> streams.dates("pump"));
        streams.getOrCreate(SdsStream.of("pump", "Reading"));
        assertEquals(List.of(), streams.tags("pump"));
        assertTrue(plant.stream("pump").first().isEmpty());
        assertThrows(
                NotFoundException.class,
                () -> pump.insert(pump.event()
                        .set("Time", Instant.parse("2020-01-02T00:00:00Z"))
                        .build()));
    }

    @Test
    void listsUnitsAndQuantities() {
        assertEquals(100, UnitCatalog.units(ListRequest.all()).size());
        assertEquals(245, UnitCatalog.units(ListRequest.all().count(1000)).size());
        assertEquals(41, UnitCatalog.quantities(ListRequest.all()).size());
        assertEquals(
                List.of("mile"),
                UnitCatalog.units(ListRequest.all().where("ConversionFactor eq 1609.344 and Abbreviation eq 'MI'"))
                        .stream()
                        .map(SdsUom::id)
                        .toList());
        assertEquals(
                List.of("Length"),
                UnitCatalog.quantities(ListRequest.all().where("Id eq 'length'")).stream()
                        .map(SdsUomQuantity::id)
                        .toList());
        assertEquals("mile", UnitCatalog.unit("MILE").id());
        assertEquals("mile", UnitCatalog.unitOf("length", "mile").id());
        assertTrue(UnitCatalog.unitsOf("Length", ListRequest.all()).size() > 5);
        assertThrows(NotFoundException.class, () -> UnitCatalog.unit("none"));
        assertThrows(NotFoundException.class, () -> UnitCatalog.quantity("none"));
        assertThrows(NotFoundException.class, () -> UnitCatalog.unitOf("Mass", "mile"));
        assertThrows(NotFoundException.class, () -> UnitCatalog.unitsOf("none", ListRequest.all()));
    }
}
