package io.seqstore.types.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a stream: a named sequence of events of one type (spec 03, section 1). Immutable.
 *
 * @param id the identifier
 * @param typeId id of the type of its events
 * @param name free text
 * @param description free text
 * @param indexes ids of the properties with a secondary index
 * @param interpolationMode own mode, or null to inherit the type's
 * @param extrapolationMode own mode, or null to inherit the type's
 * @param propertyOverrides units and modes of single properties of this stream
 */
public record SdsStream(
        String id,
        String typeId,
        @Nullable String name,
        @Nullable String description,
        List<String> indexes,
        @Nullable SdsInterpolationMode interpolationMode,
        @Nullable SdsExtrapolationMode extrapolationMode,
        List<PropertyOverride> propertyOverrides) {

    public SdsStream {
        indexes = List.copyOf(indexes);
        propertyOverrides = List.copyOf(propertyOverrides);
    }

    /** A stream that inherits everything from its type. */
    public static SdsStream of(String id, String typeId) {
        return new SdsStream(id, typeId, null, null, List.of(), null, null, List.of());
    }

    /** The same stream with an interpolation mode of its own. */
    public SdsStream withInterpolation(@Nullable SdsInterpolationMode mode) {
        return new SdsStream(id, typeId, name, description, indexes, mode, extrapolationMode, propertyOverrides);
    }

    /** The same stream with an extrapolation mode of its own. */
    public SdsStream withExtrapolation(@Nullable SdsExtrapolationMode mode) {
        return new SdsStream(id, typeId, name, description, indexes, interpolationMode, mode, propertyOverrides);
    }

    /** The same stream with these property overrides. */
    public SdsStream withPropertyOverrides(List<PropertyOverride> overrides) {
        return new SdsStream(id, typeId, name, description, indexes, interpolationMode, extrapolationMode, overrides);
    }

    /** The override of a property, if there is one; ids compare ignoring case. */
    public Optional<PropertyOverride> overrideOf(String propertyId) {
        return propertyOverrides.stream()
                .filter(override -> override.propertyId().equalsIgnoreCase(propertyId))
                .findFirst();
    }

    /**
     * What one stream changes about one property of its type.
     *
     * @param propertyId the property
     * @param uom the unit in which this stream's events are written and read, or null
     * @param interpolationMode the property's mode in this stream, or null
     */
    public record PropertyOverride(
            String propertyId,
            @Nullable String uom,
            @Nullable SdsInterpolationMode interpolationMode) {}
}
