package io.seqstore.types.view;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.value.TypedValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each property when events of one type are shown as events of another: a view and its types, worked out
 * (spec 05, sections 2 and 3). A map exists for every valid view, also for those that cannot be carried out; {@link
 * #checkPerformable} tells them apart. Immutable, safe for all threads.
 *
 * @param sourceTypeId id of the source type
 * @param targetTypeId id of the target type
 * @param properties mapped pairs in source order, then removed properties in source order, then added ones in target order
 */
public record StreamViewMap(String sourceTypeId, String targetTypeId, List<MappedProperty> properties) {

    public StreamViewMap {
        properties = List.copyOf(properties);
    }

    /**
     * What becomes of one property.
     *
     * @param sourceId the source property; null when the target property is added
     * @param targetId the target property; null when the source property is removed
     * @param mode the sum of the {@link SdsStreamViewMode}s
     * @param map how the objects in the property are mapped, when the view holds a nested one for it
     * @param unitChange between which units the value is converted, or null
     */
    public record MappedProperty(
            @Nullable String sourceId,
            @Nullable String targetId,
            int mode,
            @Nullable StreamViewMap map,
            @Nullable UnitChange unitChange) {

        /** Whether the mode holds this one. */
        public boolean is(SdsStreamViewMode which) {
            return which.isIn(mode);
        }
    }

    /**
     * The map of a valid view, with the units of the types alone.
     *
     * @param source the view's source type, with the definitions of all types in it
     * @param target the view's target type, with the definitions of all types in it
     * @throws InvalidRequestException when the view lists a property that its type does not have, or one twice
     */
    public static StreamViewMap of(SdsStreamView view, SdsType source, SdsType target) {
        return of(view, source, target, EffectiveUnits.of(source));
    }

    /**
     * The map of a valid view for a stream, whose property overrides may say other units than its type (spec 05, section 6.4).
     *
     * @param sourceUnits the units of the stream
     * @throws InvalidRequestException when the view lists a property that its type does not have, or one twice
     */
    public static StreamViewMap of(SdsStreamView view, SdsType source, SdsType target, EffectiveUnits sourceUnits) {
        Pairing pairing = Pairing.of(view, source, target);
        EffectiveUnits targetUnits = EffectiveUnits.of(target);
        List<MappedProperty> mapped = new ArrayList<>();
        List<MappedProperty> removed = new ArrayList<>();
        for (int i = 0; i < pairing.sourceCount(); i++) {
            SdsTypeProperty from = pairing.source(i);
            SdsTypeProperty to = pairing.targetOf(i);
            if (to == null) {
                removed.add(new MappedProperty(from.id(), null, SdsStreamViewMode.FIELD_REMOVE.value(), null, null));
            } else {
                Optional<SdsUom> sourceUnit = sourceUnits.unitOf(from.id());
                Optional<SdsUom> targetUnit = targetUnits.unitOf(to.id());
                mapped.add(pair(from, to, pairing.nestedViewOf(i), sourceUnit, targetUnit));
            }
        }
        mapped.addAll(removed);
        for (int i = 0; i < pairing.targetCount(); i++) {
            if (!pairing.isTargetPaired(i)) {
                String id = pairing.target(i).id();
                mapped.add(new MappedProperty(null, id, SdsStreamViewMode.FIELD_ADD.value(), null, null));
            }
        }
        return new StreamViewMap(view.sourceTypeId(), view.targetTypeId(), mapped);
    }

    private static MappedProperty pair(
            SdsTypeProperty from,
            SdsTypeProperty to,
            @Nullable SdsStreamView nestedView,
            Optional<SdsUom> sourceUnit,
            Optional<SdsUom> targetUnit) {
        SdsType source = TypedValues.typeOf(from);
        SdsType target = TypedValues.typeOf(to);
        int rename = IdOrder.same(from.id(), to.id()) ? 0 : SdsStreamViewMode.FIELD_RENAME.value();
        MappedProperty invalid = new MappedProperty(
                from.id(), to.id(), rename + SdsStreamViewMode.INVALID_FIELD_CONVERSION.value(), null, null);
        if (!Compatibility.isCompatible(source, target, nestedView != null)) {
            return invalid;
        }
        UnitChange unitChange = null;
        if (Compatibility.isNumeric(source.typeCode()) && differ(sourceUnit, targetUnit)) {
            unitChange = new UnitChange(sourceUnit.orElseThrow(), targetUnit.orElseThrow());
            if (!unitChange.from().quantityId().equals(unitChange.to().quantityId())) {
                return invalid;
            }
        }
        boolean isConverted = unitChange != null || !Compatibility.isIdentical(source, target);
        int conversion = isConverted ? SdsStreamViewMode.FIELD_CONVERSION.value() : 0;
        StreamViewMap nested = nestedView == null ? null : of(nestedView, source, target);
        return new MappedProperty(from.id(), to.id(), rename + conversion, nested, unitChange);
    }

    /** A number whose unit is not known on either side passes unchanged. */
    private static boolean differ(Optional<SdsUom> sourceUnit, Optional<SdsUom> targetUnit) {
        return sourceUnit.isPresent() && targetUnit.isPresent() && !sourceUnit.equals(targetUnit);
    }

    /** What becomes the target property of this id ignoring case; empty when the target type has no such property. */
    public Optional<MappedProperty> ofTarget(String targetId) {
        return properties.stream()
                .filter(property -> property.targetId() != null && IdOrder.same(property.targetId(), targetId))
                .findFirst();
    }

    /**
     * Refuses a map by which no event can be converted: one that holds an invalid conversion at any level, or leaves a key
     * property of the target type without a source (spec 05, section 4).
     *
     * @param target the target type
     * @throws InvalidRequestException naming the property
     */
    public void checkPerformable(SdsType target) {
        checkConversions("");
        for (SdsTypeProperty key : target.keyProperties()) {
            boolean isMapped = ofTarget(key.id())
                    .filter(property -> property.sourceId() != null)
                    .isPresent();
            if (!isMapped) {
                throw notPerformable(
                        key.id(),
                        "Key property '" + key.id() + "' of type '" + targetTypeId + "' has no source in type '"
                                + sourceTypeId + "'; expected one for each key property.");
            }
        }
    }

    private void checkConversions(String path) {
        for (MappedProperty property : properties) {
            if (property.is(SdsStreamViewMode.INVALID_FIELD_CONVERSION)) {
                throw notPerformable(
                        path + property.sourceId(),
                        "Property '" + path + property.sourceId() + "' of type '" + sourceTypeId
                                + "' cannot become '" + property.targetId() + "' of type '" + targetTypeId
                                + "': their types or units are not compatible.");
            }
            if (property.map() != null) {
                property.map().checkConversions(path + property.sourceId() + ".");
            }
        }
    }

    private static InvalidRequestException notPerformable(String propertyId, String reason) {
        return new InvalidRequestException(
                "The stream view cannot be carried out.",
                reason,
                "Use a view that maps all key properties, and only properties of compatible types.",
                Map.of("PropertyId", propertyId));
    }
}
