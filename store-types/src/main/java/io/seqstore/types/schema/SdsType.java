package io.seqstore.types.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The immutable shape of one event, or of a nested value (spec 01, section 2). Lists are never null here: an absent list
 * is an empty one, which is the same by the rules of equality.
 *
 * <p>A plain value: {@link #equals} compares every member to the letter. The registry's notion of equality, which ignores
 * the case of ids and the names of atomic types, is {@code TypeEquality}.
 *
 * @param id the identifier; required for a root type and for every referenced type, null allowed for nested atomic ones
 * @param name free text
 * @param description free text
 * @param typeCode what a value is
 * @param isGenericType echoed; informational
 * @param isReferenceType echoed; informational
 * @param genericArguments element types of a collection
 * @param properties the declared properties or enum members, in order; without those of the base type
 * @param baseType the type this one extends
 * @param derivedTypes echoed; informational
 * @param interpolationMode what reads answer between events, for a stream of this type
 * @param extrapolationMode what reads answer outside the events, for a stream of this type
 */
public record SdsType(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        SdsTypeCode typeCode,
        boolean isGenericType,
        boolean isReferenceType,
        List<SdsType> genericArguments,
        List<SdsTypeProperty> properties,
        @Nullable SdsType baseType,
        List<SdsType> derivedTypes,
        SdsInterpolationMode interpolationMode,
        SdsExtrapolationMode extrapolationMode) {

    public SdsType {
        genericArguments = List.copyOf(genericArguments);
        properties = List.copyOf(properties);
        derivedTypes = List.copyOf(derivedTypes);
    }

    /** An atomic type: described by its code alone. */
    public static SdsType of(SdsTypeCode code) {
        return builder(code).build();
    }

    /** Starts an object type. */
    public static Builder object(String id) {
        return builder(SdsTypeCode.OBJECT).id(id).name(id);
    }

    /** Starts an enum type over 32-bit integers. */
    public static Builder enumeration(String id) {
        return builder(SdsTypeCode.INT32_ENUM).id(id).name(id);
    }

    /** Starts a type of any code. */
    public static Builder builder(SdsTypeCode code) {
        return new Builder(code);
    }

    /** A builder that holds all members of this type, to make one that differs. */
    public Builder toBuilder() {
        Builder builder = new Builder(typeCode)
                .id(id)
                .name(name)
                .description(description)
                .genericType(isGenericType)
                .referenceType(isReferenceType)
                .baseType(baseType)
                .interpolation(interpolationMode)
                .extrapolation(extrapolationMode);
        return builder.genericArguments(genericArguments).properties(properties).derivedTypes(derivedTypes);
    }

    /**
     * Whether this names another type without defining it: an id, no properties, arguments or base type, and no code or
     * one that could not stand without them (spec 02, R-2). Only nested types may be references.
     */
    public boolean isReference() {
        return id != null
                && (typeCode == SdsTypeCode.EMPTY || typeCode.isReferenced())
                && properties.isEmpty()
                && genericArguments.isEmpty()
                && baseType == null;
    }

    /** A reference to a registered type, as it may stand in a definition that is sent to the registry. */
    public static SdsType reference(String id) {
        return builder(SdsTypeCode.EMPTY).id(id).build();
    }

    /** The properties of the base-most type first, then of each derived type down to this one, in declaration order. */
    public List<SdsTypeProperty> flattenedProperties() {
        if (baseType == null) {
            return properties;
        }
        List<SdsTypeProperty> all = new ArrayList<>(baseType.flattenedProperties());
        all.addAll(properties);
        return List.copyOf(all);
    }

    /** The key properties by ascending {@code order}; equal orders fall back to flattened order (spec 01, T-10). */
    public List<SdsTypeProperty> keyProperties() {
        List<SdsTypeProperty> keys = new ArrayList<>();
        for (SdsTypeProperty property : flattenedProperties()) {
            if (property.isKey()) {
                keys.add(property);
            }
        }
        if (keys.size() > 1) {
            keys.sort((a, b) -> Integer.compare(a.order(), b.order()));
        }
        return List.copyOf(keys);
    }

    /** Collects the members of a type. Not thread-safe; {@link #build} may be called more than once. */
    public static final class Builder {
        private SdsTypeCode typeCode;
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String description;
        private boolean isGenericType;
        private boolean isReferenceType;
        private final List<SdsType> genericArguments = new ArrayList<>();
        private final List<SdsTypeProperty> properties = new ArrayList<>();
        private @Nullable SdsType baseType;
        private final List<SdsType> derivedTypes = new ArrayList<>();
        private SdsInterpolationMode interpolationMode = SdsInterpolationMode.CONTINUOUS;
        private SdsExtrapolationMode extrapolationMode = SdsExtrapolationMode.ALL;

        private Builder(SdsTypeCode typeCode) {
            this.typeCode = typeCode;
        }

        public Builder typeCode(SdsTypeCode newTypeCode) {
            this.typeCode = newTypeCode;
            return this;
        }

        public Builder id(@Nullable String newId) {
            this.id = newId;
            return this;
        }

        public Builder name(@Nullable String newName) {
            this.name = newName;
            return this;
        }

        public Builder description(@Nullable String newDescription) {
            this.description = newDescription;
            return this;
        }

        public Builder genericType(boolean generic) {
            this.isGenericType = generic;
            return this;
        }

        public Builder referenceType(boolean reference) {
            this.isReferenceType = reference;
            return this;
        }

        /** Replaces the list. */
        public Builder genericArguments(List<SdsType> newGenericArguments) {
            genericArguments.clear();
            genericArguments.addAll(newGenericArguments);
            return this;
        }

        public Builder genericArgument(SdsType argument) {
            genericArguments.add(argument);
            return this;
        }

        /** Replaces the list. */
        public Builder properties(List<SdsTypeProperty> newProperties) {
            properties.clear();
            properties.addAll(newProperties);
            return this;
        }

        public Builder property(SdsTypeProperty property) {
            properties.add(property);
            return this;
        }

        /** Adds a property of an atomic type. */
        public Builder property(String propertyId, SdsTypeCode code) {
            return property(SdsTypeProperty.of(propertyId, SdsType.of(code)));
        }

        /** Adds a property of any type. */
        public Builder property(String propertyId, SdsType type) {
            return property(SdsTypeProperty.of(propertyId, type));
        }

        /** Adds a key property of an atomic type; several calls make a compound key in the order of the calls. */
        public Builder key(String propertyId, SdsTypeCode code) {
            int rank = (int) properties.stream().filter(SdsTypeProperty::isKey).count();
            return property(SdsTypeProperty.key(propertyId, SdsType.of(code)).asKey(rank));
        }

        /** Adds a constant to an enum type. */
        public Builder member(String memberId, long value) {
            return property(SdsTypeProperty.member(memberId, value));
        }

        public Builder baseType(@Nullable SdsType newBaseType) {
            this.baseType = newBaseType;
            return this;
        }

        /** Replaces the list. */
        public Builder derivedTypes(List<SdsType> newDerivedTypes) {
            derivedTypes.clear();
            derivedTypes.addAll(newDerivedTypes);
            return this;
        }

        public Builder derivedType(SdsType derivedType) {
            derivedTypes.add(derivedType);
            return this;
        }

        public Builder interpolation(SdsInterpolationMode mode) {
            this.interpolationMode = mode;
            return this;
        }

        public Builder extrapolation(SdsExtrapolationMode mode) {
            this.extrapolationMode = mode;
            return this;
        }

        public SdsType build() {
            return new SdsType(
                    id,
                    name,
                    description,
                    typeCode,
                    isGenericType,
                    isReferenceType,
                    genericArguments,
                    properties,
                    baseType,
                    derivedTypes,
                    interpolationMode,
                    extrapolationMode);
        }
    }
}
