package io.seqstore.types.view;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.Units;
import io.seqstore.types.value.TypedValues;
import io.seqstore.types.view.StreamViewMap.MappedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The units that a read asks for, as the map of a type onto itself in which some properties change their unit (spec 05,
 * section 6.2). Stateless.
 */
final class UnitRequests {
    private UnitRequests() {}

    /**
     * The map.
     *
     * @param stored the units in which the events are
     * @param requested the unit asked for, for some properties; interpolation modes are ignored
     * @throws InvalidRequestException naming the property when a request cannot be met
     */
    static StreamViewMap mapOf(SdsType type, EffectiveUnits stored, List<PropertyOverride> requested) {
        Map<String, UnitChange> changes = new TreeMap<>(IdOrder.INSTANCE);
        for (PropertyOverride request : requested) {
            SdsTypeProperty property = property(type, request.propertyId());
            if (changes.put(property.id(), change(type, property, stored, request)) != null) {
                throw wrong(property.id(), "is listed twice; one unit can be asked for");
            }
        }
        String typeId = String.valueOf(type.id());
        List<MappedProperty> properties = new ArrayList<>();
        for (SdsTypeProperty property : type.flattenedProperties()) {
            UnitChange change = changes.get(property.id());
            boolean isConverted = change != null && !change.from().equals(change.to());
            int mode = isConverted ? SdsStreamViewMode.FIELD_CONVERSION.value() : SdsStreamViewMode.NONE.value();
            properties.add(new MappedProperty(property.id(), property.id(), mode, null, isConverted ? change : null));
        }
        return new StreamViewMap(typeId, typeId, properties);
    }

    private static SdsTypeProperty property(SdsType type, String propertyId) {
        return type.flattenedProperties().stream()
                .filter(property -> IdOrder.same(property.id(), propertyId))
                .findFirst()
                .orElseThrow(() -> wrong(propertyId, "does not exist in type '" + type.id() + "'"));
    }

    private static UnitChange change(
            SdsType type, SdsTypeProperty property, EffectiveUnits stored, PropertyOverride request) {
        String id = property.id();
        String uom = request.uom();
        if (uom == null) {
            throw wrong(id, "is listed without a Uom; expected the id, name or abbreviation of a unit");
        }
        SdsUom to = Units.resolve(uom)
                .orElseThrow(() -> wrong(
                        id, "is asked for in '" + uom + "'; expected the id, name or abbreviation of a known unit"));
        if (!Compatibility.isNumeric(TypedValues.typeOf(property).typeCode())) {
            throw wrong(
                    id,
                    "of type '" + type.id() + "' is "
                            + TypedValues.typeOf(property).typeCode().sdsName()
                            + "; only numbers can be converted to another unit");
        }
        SdsUom from = stored.unitOf(id)
                .orElseThrow(() -> wrong(
                        id, "of type '" + type.id() + "' has no unit of measure, from which it could be converted"));
        if (!from.quantityId().equals(to.quantityId())) {
            throw wrong(
                    id,
                    "is in '" + from.id() + "', a unit of " + from.quantityId() + ", and cannot be shown in '" + to.id()
                            + "', a unit of " + to.quantityId());
        }
        return new UnitChange(from, to);
    }

    private static InvalidRequestException wrong(String propertyId, String why) {
        return new InvalidRequestException(
                "The units asked for cannot be given.",
                "Property '" + propertyId + "' " + why + ".",
                "Correct the list of units and send it again.",
                Map.of("PropertyId", propertyId));
    }
}
