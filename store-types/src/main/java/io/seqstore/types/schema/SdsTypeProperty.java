package io.seqstore.types.schema;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A named slot of an object type; for an enum type, a named constant (spec 01, section 3). Immutable.
 *
 * @param id the identifier, unique in its type ignoring case
 * @param name free text
 * @param description free text
 * @param order rank inside a compound key, lowest most significant
 * @param isKey whether the property is part of the primary key
 * @param fixedSize length hint for a string; informational
 * @param type the type of the values; null for an enum member
 * @param value the constant of an enum member; null for a property of an object type
 * @param uom unit of measure: id, name or abbreviation; null for none
 * @param interpolationMode own mode, or null to inherit the type's
 * @param isQuality informational
 */
public record SdsTypeProperty(
        String id,
        @Nullable String name,
        @Nullable String description,
        int order,
        boolean isKey,
        int fixedSize,
        @Nullable SdsType type,
        @Nullable BigInteger value,
        @Nullable String uom,
        @Nullable SdsInterpolationMode interpolationMode,
        boolean isQuality) {

    /** A property of an object type that is not a key. */
    public static SdsTypeProperty of(String id, SdsType type) {
        return new SdsTypeProperty(id, id, null, 0, false, 0, type, null, null, null, false);
    }

    /** The single or first key property. */
    public static SdsTypeProperty key(String id, SdsType type) {
        return new SdsTypeProperty(id, id, null, 0, true, 0, type, null, null, null, false);
    }

    /** A constant of an enum type. */
    public static SdsTypeProperty member(String id, long value) {
        return new SdsTypeProperty(id, null, null, 0, false, 0, null, BigInteger.valueOf(value), null, null, false);
    }

    /** A constant of an enum type over unsigned 64-bit integers. */
    public static SdsTypeProperty member(String id, BigInteger value) {
        return new SdsTypeProperty(id, null, null, 0, false, 0, null, value, null, null, false);
    }

    /** The same property with a unit of measure. */
    public SdsTypeProperty withUom(@Nullable String newUom) {
        return new SdsTypeProperty(
                id, name, description, order, isKey, fixedSize, type, value, newUom, interpolationMode, isQuality);
    }

    /** The same property with an interpolation mode of its own. */
    public SdsTypeProperty withInterpolationMode(@Nullable SdsInterpolationMode mode) {
        return new SdsTypeProperty(id, name, description, order, isKey, fixedSize, type, value, uom, mode, isQuality);
    }

    /** The same property, marked as one that tells the quality of others. */
    public SdsTypeProperty asQuality() {
        return new SdsTypeProperty(
                id, name, description, order, isKey, fixedSize, type, value, uom, interpolationMode, true);
    }

    /** The same property as a key part of the given rank. */
    public SdsTypeProperty asKey(int newOrder) {
        return new SdsTypeProperty(
                id, name, description, newOrder, true, fixedSize, type, value, uom, interpolationMode, isQuality);
    }

    /** The same property with another type. */
    public SdsTypeProperty withType(@Nullable SdsType newType) {
        return new SdsTypeProperty(
                id, name, description, order, isKey, fixedSize, newType, value, uom, interpolationMode, isQuality);
    }
}
