package io.seqstore;

import io.seqstore.types.NotFoundException;
import io.seqstore.types.registry.Sortable;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.SdsUomQuantity;
import io.seqstore.types.unit.Units;
import java.util.List;
import java.util.Map;

/**
 * The built-in units and quantities (spec 05, section 5), which are the same in every namespace and never change. Ids are
 * matched ignoring case. There is nothing to search in: a query in a {@link ListRequest} is not looked at. Stateless, safe
 * for all threads.
 */
public final class UnitCatalog {
    private UnitCatalog() {}

    /**
     * Some of the units.
     *
     * @throws io.seqstore.types.InvalidRequestException when filter or order are not understood
     */
    public static List<SdsUom> units(ListRequest request) {
        return part(request, Units.all());
    }

    /**
     * A unit.
     *
     * @throws NotFoundException when there is none of this id
     */
    public static SdsUom unit(String uomId) {
        return Units.find(uomId).orElseThrow(() -> missing("unit", "UomId", uomId));
    }

    /**
     * Some of the quantities.
     *
     * @throws io.seqstore.types.InvalidRequestException when filter or order are not understood
     */
    public static List<SdsUomQuantity> quantities(ListRequest request) {
        List<SdsUomQuantity> all = request.listing().sortedPageOf(Units.quantities(), Sortable.QUANTITIES);
        return DefinitionFilter.QUANTITIES.part(request, all, quantity -> null);
    }

    /**
     * A quantity.
     *
     * @throws NotFoundException when there is none of this id
     */
    public static SdsUomQuantity quantity(String quantityId) {
        return Units.findQuantity(quantityId).orElseThrow(() -> missing("quantity", "QuantityId", quantityId));
    }

    /**
     * Some of the units of a quantity.
     *
     * @throws NotFoundException when there is no such quantity
     */
    public static List<SdsUom> unitsOf(String quantityId, ListRequest request) {
        return part(request, Units.ofQuantity(quantity(quantityId).id()));
    }

    /**
     * A unit of a quantity.
     *
     * @throws NotFoundException when there is no such quantity, or it has no such unit
     */
    public static SdsUom unitOf(String quantityId, String uomId) {
        SdsUomQuantity quantity = quantity(quantityId);
        SdsUom unit = unit(uomId);
        if (!unit.quantityId().equals(quantity.id())) {
            throw missing("unit of " + quantity.id(), "UomId", uomId);
        }
        return unit;
    }

    private static List<SdsUom> part(ListRequest request, List<SdsUom> all) {
        List<SdsUom> found = request.listing().sortedPageOf(all, Sortable.UNITS);
        return DefinitionFilter.UNITS.part(request, found, unit -> null);
    }

    private static NotFoundException missing(String kind, String parameter, String id) {
        return new NotFoundException(
                "The resource was not found.",
                "There is no " + kind + " '" + id + "'.",
                "List what there is, and name one of these.",
                Map.of(parameter, id));
    }
}
