package io.seqstore.server.registry;

import io.seqstore.Seqstore;
import io.seqstore.UnitCatalog;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Route;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.SdsUomQuantity;
import io.seqstore.types.unit.UnitJson;
import java.util.List;

/** The routes of units and quantities (spec 05, section 5), which cannot be changed. */
public final class UnitRoutes {
    private static final String UNITS = Paths.NAMESPACE + "/Units";
    private static final String QUANTITIES = Paths.NAMESPACE + "/Quantities";
    private static final String QUANTITY = QUANTITIES + "/{quantityId}";

    private final Seqstore store;

    public UnitRoutes(Seqstore store) {
        this.store = store;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                get(
                                UNITS,
                                "Some of the units",
                                request -> units(request, UnitCatalog.units(Listings.of(request.query()))))
                        .taking(Listings.PARAMETERS),
                get(
                        UNITS + "/{uomId}",
                        "A unit",
                        request -> unit(request, UnitCatalog.unit(request.variable("uomId")))),
                get(QUANTITIES, "Some of the quantities", UnitRoutes::quantities)
                        .taking(Listings.PARAMETERS),
                get(QUANTITY, "A quantity", UnitRoutes::quantity),
                get(QUANTITY + "/Units", "The units of a quantity", UnitRoutes::unitsOf)
                        .taking(Listings.PARAMETERS),
                get(QUANTITY + "/Units/{uomId}", "A unit of a quantity", UnitRoutes::unitOf));
    }

    /** Units are the same everywhere, and yet there are none where there is no namespace. */
    private Route get(String path, String summary, Route.Handler handler) {
        return Route.get(path, summary, request -> {
            if (store.findNamespace(request.namespace()).isEmpty()) {
                throw Problems.noNamespace(request.namespace());
            }
            return handler.answer(request);
        });
    }

    private static Answer units(ApiRequest request, List<SdsUom> units) {
        return Listings.array(units, (unit, json) -> UnitJson.write(unit, request.verbosity(), json));
    }

    private static Answer unit(ApiRequest request, SdsUom unit) {
        return Answer.ok(json -> UnitJson.write(unit, request.verbosity(), json));
    }

    private static Answer quantities(ApiRequest request) {
        return Listings.array(
                UnitCatalog.quantities(Listings.of(request.query())),
                (quantity, json) -> UnitJson.write(quantity, request.verbosity(), json));
    }

    private static Answer quantity(ApiRequest request) {
        SdsUomQuantity quantity = UnitCatalog.quantity(request.variable("quantityId"));
        return Answer.ok(json -> UnitJson.write(quantity, request.verbosity(), json));
    }

    private static Answer unitsOf(ApiRequest request) {
        return units(request, UnitCatalog.unitsOf(request.variable("quantityId"), Listings.of(request.query())));
    }

    private static Answer unitOf(ApiRequest request) {
        return unit(request, UnitCatalog.unitOf(request.variable("quantityId"), request.variable("uomId")));
    }
}
