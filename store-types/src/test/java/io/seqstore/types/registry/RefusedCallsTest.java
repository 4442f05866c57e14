package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Refusals.check;
import static io.seqstore.types.registry.Refusals.ofAction;
import static io.seqstore.types.registry.Refusals.ofPairs;
import static io.seqstore.types.registry.Refusals.ofView;
import static io.seqstore.types.registry.Refusals.refusal;

import io.seqstore.types.registry.Refusals.Refusal;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views that break a rule, and deletes, changes and listings that cannot be (spec 02, sections 1, 6 and 8; spec 05, section 1). */
class RefusedCallsTest { // Stream views

    static Stream<Refusal> views() {
        List<Refusal> rows = new ArrayList<>(List.of(
                ofView("unknown source", 404, "{'Id':'w','SourceTypeId':'Nowhere','TargetTypeId':'Pump'}", "'Nowhere'"),
                ofView("unknown target", 404, "{'Id':'w','SourceTypeId':'Pump','TargetTypeId':'Nowhere'}", "'Nowhere'"),
                ofView(
                        "empty source",
                        400,
                        "{'Id':'w','SourceTypeId':'','TargetTypeId':'Pump'}",
                        "SourceTypeId",
                        "empty"),
                ofView(
                        "empty target",
                        400,
                        "{'Id':'w','SourceTypeId':'Pump','TargetTypeId':' '}",
                        "TargetTypeId",
                        "whitespace"),
                ofView(
                        "source no object",
                        400,
                        "{'Id':'w','SourceTypeId':'State','TargetTypeId':'Pump'}",
                        "source",
                        "'State'",
                        "Int32Enum",
                        "expected an Object"),
                ofView(
                        "target no object",
                        400,
                        "{'Id':'w','SourceTypeId':'Pump','TargetTypeId':'Number'}",
                        "target",
                        "'Number'",
                        "expected an Object"),
                ofPairs("unknown source property", 400, "{'SourceId':'q','TargetId':'N'}", "'q'", "'Rich'"),
                ofPairs("unknown target property", 400, "{'SourceId':'N','TargetId':'q'}", "'q'", "'Rich'"),
                ofPairs("empty source property", 400, "{'SourceId':'','TargetId':'N'}", "'Rich'", "''"),
                ofPairs(
                        "source twice",
                        400,
                        "{'SourceId':'N','TargetId':'N'},{'SourceId':'n','TargetId':'Text'}",
                        "source",
                        "'n'",
                        "twice"),
                ofPairs(
                        "target twice",
                        400,
                        "{'SourceId':'N','TargetId':'N'},{'SourceId':'Text','TargetId':'n'}",
                        "target",
                        "'n'",
                        "twice"),
                ofPairs(
                        "nested on a number",
                        400,
                        "{'SourceId':'N','TargetId':'N','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Inner'}}",
                        "'N'",
                        "'Inner'",
                        "of Int32"),
                ofPairs(
                        "nested on an enum",
                        400,
                        "{'SourceId':'State','TargetId':'State','SdsStreamView':{'SourceTypeId':'State','TargetTypeId':'State'}}",
                        "'State'",
                        "expected an Object"),
                ofPairs(
                        "nested of another source type",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Keyless','TargetTypeId':'Inner'}}",
                        "'Inner'",
                        "'Keyless'"),
                ofPairs(
                        "nested of another target type",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Pump'}}",
                        "'Inner'",
                        "'Pump'"),
                ofPairs(
                        "nested with an unknown property",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Inner','Properties':[{'SourceId':'y','TargetId':'x'}]}}",
                        "'y'",
                        "'Inner'"),
                ofPairs(
                        "nested with a source twice",
                        400,
                        "{'SourceId':'Inner','TargetId':'Inner','SdsStreamView':{'SourceTypeId':'Inner','TargetTypeId':'Inner','Properties':[{'SourceId':'x','TargetId':'x'},{'SourceId':'X','TargetId':'y'}]}}",
                        "'X'",
                        "twice"),
                ofView(
                        "400 before 404",
                        400,
                        "{'Id':'w','SourceTypeId':'Nowhere','TargetTypeId':'Pump','Properties':[{'SourceId':'a','TargetId':'b'},{'SourceId':'A','TargetId':'c'}]}",
                        "twice"),
                ofView(
                        "3.2 another target",
                        409,
                        "{'Id':'V','SourceTypeId':'Pump','TargetTypeId':'Pump'}",
                        "TargetTypeId is 'Pump'",
                        "'Rich'"),
                ofView(
                        "3.2 another description",
                        409,
                        "{'Id':'v','SourceTypeId':'Pump','TargetTypeId':'Rich','Description':'d'}",
                        "Description is 'd'",
                        "absent"),
                ofView(
                        "3.2 an explicit pair",
                        409,
                        "{'Id':'v','SourceTypeId':'Pump','TargetTypeId':'Rich','Properties':[{'SourceId':'Time','TargetId':'Time'}]}",
                        "Properties")));
        rows.addAll(List.of(
                refusal(
                        "PUT unknown type",
                        404,
                        f -> f.views().createOrUpdate(NS, SdsStreamView.of("v", "Pump", "Nowhere")),
                        "'Nowhere'"),
                refusal(
                        "PUT no object",
                        400,
                        f -> f.views().createOrUpdate(NS, SdsStreamView.of("v", "State", "Pump")),
                        "'State'"),
                refusal(
                        "PUT unknown property",
                        400,
                        f -> f.views()
                                .createOrUpdate(
                                        NS,
                                        SdsStreamView.of("v", "Pump", "Rich")
                                                .withProperties(List.of(SdsStreamView.Property.of("q", "N")))),
                        "'q'"),
                refusal(
                        "PUT bad id",
                        400,
                        f -> f.views().createOrUpdate(NS, SdsStreamView.of("a/b", "Pump", "Rich")),
                        "'/'")));
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("views")
    void aViewThatBreaksARuleIsRefused(Refusal refusal) {
        check(refusal);
    }

    // Deletes, type change, namespaces

    static Stream<Refusal> deletesAndChanges() {
        return Stream.of(
                ofAction(
                        "delete a type of a stream",
                        409,
                        f -> f.registry.deleteType(NS, "flat"),
                        "'Flat'",
                        "streams: 1",
                        "stream views: 0",
                        "types: 0"),
                ofAction("delete a type of a view", 409, f -> f.registry.deleteType(NS, "Keyless"), "stream views: 1"),
                ofAction(
                        "delete a type of a nested view",
                        409,
                        f -> f.registry.deleteType(NS, "Inner"),
                        "stream views: 1",
                        "types: 1"),
                ofAction("delete a property type", 409, f -> f.registry.deleteType(NS, "STATE"), "'State'", "types: 1"),
                ofAction(
                        "delete a type of everything",
                        409,
                        f -> f.registry.deleteType(NS, "Pump"),
                        "streams: 1",
                        "stream views: 2",
                        "types: 0"),
                ofAction(
                        "delete an unknown type",
                        404,
                        f -> f.registry.deleteType(NS, "Nowhere"),
                        "'Nowhere'",
                        "'default'"),
                ofAction("delete a stream as a type", 404, f -> f.registry.deleteType(NS, "s"), "'s'"),
                ofAction("delete an unknown stream", 404, f -> f.registry.deleteStream(NS, "Nowhere"), "'Nowhere'"),
                ofAction("delete an unknown view", 404, f -> f.views().delete(NS, "Nowhere"), "'Nowhere'"),
                ofAction(
                        "delete in an unknown namespace",
                        404,
                        f -> f.registry.deleteStream("Nowhere", "s"),
                        "'Nowhere'"),
                ofAction(
                        "delete a full namespace",
                        409,
                        f -> f.registry.namespaces().delete("FULL", false),
                        "'full'",
                        "not empty"),
                ofAction(
                        "delete a built-in namespace",
                        409,
                        f -> f.registry.namespaces().delete("Diagnostics", true),
                        "'diagnostics'",
                        "built in"),
                ofAction(
                        "delete an unknown namespace",
                        404,
                        f -> f.registry.namespaces().delete("Nowhere", true),
                        "'Nowhere'"),
                refusal(
                        "a namespace with another description",
                        409,
                        f -> f.registry.namespaces().getOrCreate(new Namespace("Full", null, "e")),
                        "Description is 'e'",
                        "stored is 'd'"),
                refusal(
                        "a built-in namespace with a name",
                        409,
                        f -> f.registry.namespaces().getOrCreate(new Namespace("default", "n", null)),
                        "Name is 'n'",
                        "stored is absent"),
                refusal(
                        "a namespace id with a slash",
                        400,
                        f -> f.registry.namespaces().getOrCreate(Namespace.of("a/b")),
                        "'a/b'",
                        "'/'"),
                refusal(
                        "type change: unknown stream",
                        404,
                        f -> f.registry.changeStreamType(NS, "Nowhere", "v"),
                        "'Nowhere'"),
                refusal(
                        "type change: unknown view",
                        404,
                        f -> f.registry.changeStreamType(NS, "s", "Nowhere"),
                        "'Nowhere'"),
                refusal(
                        "type change: view of another type",
                        409,
                        f -> f.registry.changeStreamType(NS, "f", "v"),
                        "'f'",
                        "'Flat'",
                        "'v'",
                        "'Pump'"),
                refusal(
                        "type change: keyless target",
                        400,
                        f -> f.registry.changeStreamType(NS, "s", "toKeyless"),
                        "'Keyless'",
                        "0 key properties"),
                refusal("unknown type", 404, f -> f.registry.type(NS, "Nowhere"), "'Nowhere'"),
                refusal("counts of an unknown type", 404, f -> f.registry.referenceCounts(NS, "Nowhere"), "'Nowhere'"),
                refusal("unknown stream", 404, f -> f.registry.stream(NS, "Nowhere"), "'Nowhere'"),
                refusal("unknown view", 404, f -> f.views().get(NS, "Nowhere"), "'Nowhere'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deletesAndChanges")
    void aDeleteOrChangeThatIsNotAllowedIsRefused(Refusal refusal) {
        check(refusal);
    }

    // Listings

    static Stream<Refusal> listings() {
        return Stream.of(
                refusal("negative skip", 400, f -> f.registry.types(NS, -1, 5), "skip", "-1", "0 or more"),
                refusal("negative count", 400, f -> f.registry.streams(NS, 0, -7), "count", "-7"),
                refusal(
                        "order of types by an unknown field",
                        400,
                        f -> f.registry.types(NS, new Listing(0, 1, "typeid")),
                        "'typeid'",
                        "id, name, description"),
                refusal(
                        "order of streams by what is no text",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "indexes")),
                        "'indexes'",
                        "typeid"),
                refusal(
                        "order of views",
                        400,
                        f -> f.views().list(NS, new Listing(0, 1, "properties")),
                        "'properties'",
                        "sourcetypeid"),
                refusal(
                        "order with a wrong direction",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "id ascending")),
                        "'id ascending'",
                        "asc or desc"),
                refusal(
                        "order by two fields",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "id,name")),
                        "'id,name'"),
                refusal(
                        "order with extra words",
                        400,
                        f -> f.registry.streams(NS, new Listing(0, 1, "id asc asc")),
                        "'id asc asc'"),
                refusal("blank order", 400, f -> f.registry.streams(NS, new Listing(0, 1, " ")), "' '"),
                refusal(
                        "order where there is nothing to order",
                        400,
                        f -> f.registry.streams("diagnostics", new Listing(0, 0, "x")),
                        "'x'"),
                refusal(
                        "order of a search",
                        400,
                        f -> new Search(f.registry).streams(NS, SearchQuery.parse("nothing"), new Listing(0, 1, "x")),
                        "'x'"),
                refusal(
                        "query",
                        400,
                        f -> new Search(f.registry).types(NS, SearchQuery.parse("a AND"), Listing.of(0, 1)),
                        "'a AND'",
                        "character 6"),
                refusal("listing an unknown namespace", 404, f -> f.registry.types("Nowhere", 0, 1), "'Nowhere'"),
                refusal(
                        "search in an unknown namespace",
                        404,
                        f -> new Search(f.registry).streams("Nowhere", SearchQuery.parse(""), Listing.of(0, 1)),
                        "'Nowhere'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("listings")
    void aListingThatCannotBeGivenIsRefused(Refusal refusal) {
        check(refusal);
    }
}
