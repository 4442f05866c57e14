package io.seqstore.types.schema;

import io.seqstore.types.InvalidRequestException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which types are valid, as far as it can be said without looking at other types (spec 01, section 8: all rules but T-17
 * and T-18). A nested reference by id is taken for what it may become; check again when the references have been
 * replaced by their definitions.
 */
public final class TypeValidity {
    /** How many properties, its own and inherited, a type may have. */
    public static final int MAX_PROPERTIES = 5000;

    /** How many of the properties may be keys. */
    public static final int MAX_KEYS = 3;

    /** Longer values are refused wherever they stand: no enum has them, and nobody reads their JSON. */
    private static final int MAX_VALUE_BITS = 128;

    /** Null when any will do. */
    private final @Nullable Predicate<String> knownUnit;

    private final Set<SdsType> echoed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<SdsType> checked = Collections.newSetFromMap(new IdentityHashMap<>());

    private TypeValidity(@Nullable Predicate<String> knownUnit) {
        this.knownUnit = knownUnit;
    }

    /**
     * Refuses a root type that is not valid.
     *
     * @param root the type
     * @param knownUnit whether a text is the id, name or abbreviation of a unit
     * @throws InvalidRequestException naming the type, the property, what was found and what was expected
     */
    public static void check(SdsType root, Predicate<String> knownUnit) {
        new TypeValidity(knownUnit).checkRoot(root);
    }

    /**
     * The same for a type that was stored: units were asked for when it was created.
     *
     * @throws InvalidRequestException naming the type, the property, what was found and what was expected
     */
    public static void checkStored(SdsType root) {
        new TypeValidity(null).checkRoot(root);
    }

    private void checkRoot(SdsType root) {
        IdRule.check("Type", root.id());
        TypeGraph.check(root);
        checkDefinition(root);
    }

    /**
     * Refuses a root type whose id is not the one under which it is requested (spec 01, T-1).
     *
     * @throws InvalidRequestException when the two differ by more than case
     */
    public static void checkRequestedId(String requestedId, SdsType root) {
        String id = IdRule.check("Type", root.id());
        if (!id.equalsIgnoreCase(requestedId)) {
            throw new InvalidRequestException(
                    "The type has the Id '" + id + "', but '" + requestedId + "' was requested; they must be equal.");
        }
    }

    private void checkDefinition(SdsType type) {
        if (!checked.add(type)) {
            return;
        }
        SdsTypeCode code = type.typeCode();
        if (code == SdsTypeCode.EMPTY) {
            throw invalid(type, "has no SdsTypeCode, expected a code such as 1 (Object)");
        }
        checkBaseType(type);
        if (code.isAtomic() || code == SdsTypeCode.DB_NULL) {
            checkAtomic(type);
        } else if (code.isEnum()) {
            checkEnum(type);
        } else {
            checkStructure(type);
        }
        for (SdsType part : TypeGraph.definingParts(type)) {
            checkNested(part);
        }
        for (SdsType derived : type.derivedTypes()) {
            checkEchoed(derived);
        }
    }

    /** Derived types are only echoed, so that they may be anything that can be written and read again. */
    private void checkEchoed(SdsType type) {
        if (!echoed.add(type)) {
            return;
        }
        for (SdsTypeProperty property : type.properties()) {
            BigInteger value = property.value();
            if (value != null && value.bitLength() > MAX_VALUE_BITS) {
                throw invalid(
                        type,
                        property,
                        "has a Value of " + value.bitLength() + " bits, expected at most " + MAX_VALUE_BITS);
            }
        }
        TypeGraph.definingParts(type).forEach(this::checkEchoed);
        type.derivedTypes().forEach(this::checkEchoed);
    }

    private void checkNested(SdsType nested) {
        if (nested.isReference()) {
            IdRule.check("Type", nested.id());
            return;
        }
        if (nested.typeCode().isReferenced()) {
            if (nested.id() == null) {
                throw invalid(nested, "is nested and has no Id; nested objects, enums and collections need one");
            }
            IdRule.check("Type", nested.id());
        }
        checkDefinition(nested);
    }

    private static void checkBaseType(SdsType type) {
        SdsType base = type.baseType();
        if (base == null) {
            return;
        }
        if (type.typeCode() != SdsTypeCode.OBJECT) {
            throw invalid(
                    type, "is " + nameOf(type.typeCode()) + " and has a BaseType; only Object types may have one");
        }
        if (base.typeCode() != SdsTypeCode.OBJECT && !isOpen(base)) {
            throw invalid(type, "has a BaseType that is " + nameOf(base.typeCode()) + ", expected an Object type");
        }
    }

    private static void checkAtomic(SdsType type) {
        if (!type.properties().isEmpty()) {
            throw invalid(type, "is " + nameOf(type.typeCode()) + " and has Properties, expected none");
        }
        if (!type.genericArguments().isEmpty()) {
            throw invalid(type, "is " + nameOf(type.typeCode()) + " and has GenericArguments, expected none");
        }
    }

    private static void checkEnum(SdsType type) {
        if (type.properties().isEmpty()) {
            throw invalid(type, "is an enum without members, expected at least one in Properties");
        }
        IntegerRange range = IntegerRange.of(type.typeCode());
        for (SdsTypeProperty member : type.properties()) {
            BigInteger value = member.value();
            if (value == null || !range.contains(value)) {
                String found = value == null ? "has no Value" : "has the Value " + value;
                throw invalid(type, member, found + ", expected an integer of " + range);
            }
            if (member.type() != null) {
                throw invalid(type, member, "is an enum member and has an SdsType, expected none");
            }
            if (member.isKey()) {
                throw invalid(type, member, "is an enum member and a key, which it cannot be");
            }
            checkFixedSize(type, member);
        }
        checkPropertyIds(type, type.properties());
    }

    private void checkStructure(SdsType type) {
        for (SdsTypeProperty property : type.properties()) {
            checkProperty(type, property);
        }
        List<SdsTypeProperty> flattened = type.flattenedProperties();
        if (type.typeCode().isCollection()) {
            checkCollection(type);
        } else if (flattened.isEmpty() && !inheritsByReference(type)) {
            throw invalid(type, "is an Object type without properties, expected at least one");
        }
        if (flattened.size() > MAX_PROPERTIES) {
            throw invalid(type, "has " + flattened.size() + " properties, at most " + MAX_PROPERTIES + " are allowed");
        }
        checkPropertyIds(type, flattened);
        checkKeys(type, flattened);
        checkDiscrete(type, flattened);
    }

    private void checkProperty(SdsType type, SdsTypeProperty property) {
        if (property.type() == null) {
            throw invalid(type, property, "has no SdsType, expected the type of its values");
        }
        if (property.value() != null) {
            throw invalid(type, property, "has the Value " + property.value() + ", which only enum members may have");
        }
        String uom = property.uom();
        if (uom != null && knownUnit != null && !knownUnit.test(uom)) {
            throw invalid(
                    type, property, "has the Uom '" + uom + "', expected the id, name or abbreviation of a known unit");
        }
        checkFixedSize(type, property);
    }

    private static void checkFixedSize(SdsType type, SdsTypeProperty property) {
        if (property.fixedSize() < 0) {
            throw invalid(type, property, "has the FixedSize " + property.fixedSize() + ", expected 0 or more");
        }
    }

    private static void checkCollection(SdsType type) {
        int expected = type.typeCode() == SdsTypeCode.IDICTIONARY ? 2 : 1;
        List<SdsType> arguments = type.genericArguments();
        if (arguments.size() != expected) {
            throw invalid(
                    type,
                    "is " + nameOf(type.typeCode()) + " with " + arguments.size() + " GenericArguments, expected "
                            + expected);
        }
        SdsType key = arguments.get(0);
        if (expected == 2 && !key.typeCode().isKeyCode() && !isOpen(key)) {
            throw invalid(
                    type,
                    "is a dictionary with keys of " + nameOf(key.typeCode())
                            + ", expected a scalar that can be an index");
        }
    }

    private static void checkPropertyIds(SdsType type, List<SdsTypeProperty> properties) {
        Map<String, String> seen = new HashMap<>();
        for (SdsTypeProperty property : properties) {
            String id = IdRule.check("Property of type '" + type.id() + "'", property.id());
            String other = seen.put(IdRule.fold(id), id);
            if (other != null) {
                throw invalid(
                        type,
                        property,
                        "has the Id of another property ('" + other
                                + "'); ids are unique ignoring case, also over base types");
            }
        }
    }

    private static void checkKeys(SdsType type, List<SdsTypeProperty> flattened) {
        List<SdsTypeProperty> keys = new ArrayList<>();
        for (SdsTypeProperty property : flattened) {
            if (property.isKey()) {
                keys.add(property);
            }
        }
        if (keys.size() > MAX_KEYS) {
            throw invalid(
                    type,
                    "has " + keys.size() + " key properties ("
                            + keys.stream().map(SdsTypeProperty::id).toList() + "), at most " + MAX_KEYS
                            + " are allowed");
        }
        for (SdsTypeProperty key : keys) {
            SdsType keyType = key.type();
            if (keyType != null && !keyType.typeCode().isKeyCode() && !isOpen(keyType)) {
                throw invalid(
                        type,
                        key,
                        "is a key of " + nameOf(keyType.typeCode())
                                + ", expected a scalar that is not nullable and not Version");
            }
        }
    }

    private static void checkDiscrete(SdsType type, List<SdsTypeProperty> flattened) {
        if (type.interpolationMode() != SdsInterpolationMode.DISCRETE) {
            return;
        }
        for (SdsTypeProperty property : flattened) {
            SdsInterpolationMode mode = property.interpolationMode();
            if (mode != null) {
                throw invalid(
                        type,
                        property,
                        "has the InterpolationMode " + mode.sdsName() + ", expected none because the type is Discrete");
            }
        }
    }

    private static boolean inheritsByReference(SdsType type) {
        for (SdsType base = type.baseType(); base != null; base = base.baseType()) {
            if (base.isReference()) {
                return true;
            }
        }
        return false;
    }

    /** A reference that does not even say which kind of type it refers to. */
    private static boolean isOpen(SdsType type) {
        return type.isReference() && type.typeCode() == SdsTypeCode.EMPTY;
    }

    private static String nameOf(SdsTypeCode code) {
        return "type code " + code.number() + " (" + code.sdsName() + ")";
    }

    private static InvalidRequestException invalid(SdsType type, String what) {
        return invalid(type, null, what);
    }

    private static InvalidRequestException invalid(SdsType type, @Nullable SdsTypeProperty property, String what) {
        String typeName = type.id() == null ? "without an Id" : "'" + type.id() + "'";
        String subject = property == null
                ? "Type " + typeName + " "
                : "Property '" + property.id() + "' of type " + typeName + " ";
        Map<String, String> parameters = type.id() == null ? Map.of() : Map.of("TypeId", type.id());
        return new InvalidRequestException(subject + what + ".", parameters);
    }
}
