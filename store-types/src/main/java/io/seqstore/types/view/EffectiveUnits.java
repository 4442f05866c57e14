package io.seqstore.types.view;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.Units;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The units in which the values of a type or stream are: that of the stream's override, else that of the type's property,
 * else none (spec 03, section 5). Immutable, safe for all threads.
 */
public final class EffectiveUnits {
    private final Map<String, SdsUom> byPropertyId = new HashMap<>();

    private EffectiveUnits(SdsType type) {
        for (SdsTypeProperty property : type.flattenedProperties()) {
            put(property.id(), property.uom());
        }
    }

    private void put(String propertyId, @Nullable String uom) {
        if (uom != null) {
            SdsUom unit = Units.resolve(uom)
                    .orElseThrow(() -> new InvalidRequestException("Property '" + propertyId + "' has the Uom '" + uom
                            + "'; expected the id, name or abbreviation of a known unit."));
            byPropertyId.put(IdRule.fold(propertyId), unit);
        }
    }

    /**
     * The units of a type by itself.
     *
     * @throws InvalidRequestException when the type names a unit that does not exist
     */
    public static EffectiveUnits of(SdsType type) {
        return new EffectiveUnits(type);
    }

    /**
     * The units of a stream.
     *
     * @param type the type of the stream
     * @throws InvalidRequestException when type or stream name a unit that does not exist
     */
    public static EffectiveUnits of(SdsType type, SdsStream stream) {
        EffectiveUnits units = new EffectiveUnits(type);
        for (PropertyOverride override : stream.propertyOverrides()) {
            units.put(override.propertyId(), override.uom());
        }
        return units;
    }

    /** The unit of a property, if it has one; the id is matched ignoring case. */
    public Optional<SdsUom> unitOf(String propertyId) {
        return Optional.ofNullable(byPropertyId.get(IdRule.fold(propertyId)));
    }
}
