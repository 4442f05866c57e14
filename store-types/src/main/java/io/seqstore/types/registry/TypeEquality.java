package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When two definitions of a type are the same (spec 02, section 3.2): member by member, ids ignoring case, the names and ids
 * of nested atomic types not at all. Both sides must be complete: references by id are replaced before they come here.
 */
public final class TypeEquality {
    private TypeEquality() {}

    /** Whether the registry takes the two for the same definition. */
    public static boolean equal(SdsType stored, SdsType given) {
        return firstDifference(stored, given).isEmpty();
    }

    /** The first member in which two root types differ, in words; empty when the two are the same. */
    @SuppressWarnings("ReferenceEquality") // Only to be quick: parts of registered types are shared, not copied.
    public static Optional<String> firstDifference(SdsType stored, SdsType given) {
        if (stored == given) {
            return Optional.empty();
        }
        FirstDifference difference = new FirstDifference();
        SdsTypeCode storedCode = stored.typeCode();
        SdsTypeCode givenCode = given.typeCode();
        difference
                .when(
                        storedCode != givenCode,
                        "SdsTypeCode is " + givenCode.number() + " (" + givenCode.sdsName() + "), stored is "
                                + storedCode.number() + " (" + storedCode.sdsName() + ")")
                .id("Id", stored.id(), given.id())
                .member("Name", stored.name(), given.name())
                .member("Description", stored.description(), given.description())
                .member("IsGenericType", stored.isGenericType(), given.isGenericType())
                .member("IsReferenceType", stored.isReferenceType(), given.isReferenceType());
        compare("BaseType", stored.baseType(), given.baseType(), difference);
        compare("GenericArguments", stored.genericArguments(), given.genericArguments(), difference);
        compareProperties(stored.properties(), given.properties(), difference);
        compare("DerivedTypes", stored.derivedTypes(), given.derivedTypes(), difference);
        return difference
                .member("InterpolationMode", stored.interpolationMode(), given.interpolationMode())
                .member("ExtrapolationMode", stored.extrapolationMode(), given.extrapolationMode())
                .words();
    }

    /** Whether a type is described by its code alone, so that neither its id nor its name mean anything when nested. */
    private static boolean isBare(SdsTypeCode code) {
        return code.isAtomic() || code == SdsTypeCode.DB_NULL;
    }

    private static Optional<String> ofNested(SdsType stored, SdsType given) {
        boolean sameByCode = isBare(stored.typeCode()) && stored.typeCode() == given.typeCode();
        return sameByCode ? Optional.empty() : firstDifference(stored, given);
    }

    private static Optional<String> ofProperties(SdsTypeProperty stored, SdsTypeProperty given) {
        FirstDifference difference = new FirstDifference()
                .id("Id", stored.id(), given.id())
                .member("Name", stored.name(), given.name())
                .member("Description", stored.description(), given.description())
                .member("Order", stored.order(), given.order())
                .member("IsKey", stored.isKey(), given.isKey())
                .member("FixedSize", stored.fixedSize(), given.fixedSize())
                .member("Value", stored.value(), given.value())
                .member("Uom", stored.uom(), given.uom())
                .member("InterpolationMode", stored.interpolationMode(), given.interpolationMode())
                .member("IsQuality", stored.isQuality(), given.isQuality());
        compare("SdsType", stored.type(), given.type(), difference);
        return difference.words();
    }

    private static void compare(
            String member, @Nullable SdsType stored, @Nullable SdsType given, FirstDifference difference) {
        if (stored != null && given != null) {
            difference.inside(member, () -> ofNested(stored, given));
            return;
        }
        difference
                .when(stored != null, member + " is missing")
                .when(given != null, member + " is given, stored has none");
    }

    private static void compare(String member, List<SdsType> stored, List<SdsType> given, FirstDifference difference) {
        compareSizes(member, stored, given, difference);
        for (int i = 0; !difference.isFound() && i < stored.size(); i++) {
            compare(member + "[" + i + "]", stored.get(i), given.get(i), difference);
        }
    }

    private static void compareProperties(
            List<SdsTypeProperty> stored, List<SdsTypeProperty> given, FirstDifference difference) {
        int shared = Math.min(stored.size(), given.size());
        for (int i = 0; !difference.isFound() && i < shared; i++) {
            SdsTypeProperty storedProperty = stored.get(i);
            SdsTypeProperty givenProperty = given.get(i);
            difference.inside(
                    "Property '" + storedProperty.id() + "'", () -> ofProperties(storedProperty, givenProperty));
        }
        compareSizes("Properties", stored, given, difference);
    }

    private static void compareSizes(String member, List<?> stored, List<?> given, FirstDifference difference) {
        difference.when(
                stored.size() != given.size(),
                member + " has " + given.size() + " entries, stored has " + stored.size());
    }
}
