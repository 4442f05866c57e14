package io.seqstore.types.registry;

import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When two definitions of a stream are the same (spec 02, section 3.2): ids ignoring case, indexes and overrides in any
 * order. Tags, metadata and dates do not count.
 */
public final class StreamEquality {
    private StreamEquality() {}

    /** Whether the registry takes the two for the same definition. */
    public static boolean equal(SdsStream stored, SdsStream given) {
        return firstDifference(stored, given).isEmpty();
    }

    /** What get-or-create answers about a definition when this one is stored. */
    static GetOrCreate<SdsStream> compared(SdsStream stored, SdsStream given) {
        return firstDifference(stored, given)
                .<GetOrCreate<SdsStream>>map(words -> new GetOrCreate.Conflict<>(stored, words))
                .orElseGet(() -> new GetOrCreate.Found<>(stored));
    }

    /** The first member in which two streams differ, in words; empty when the two are the same. */
    public static Optional<String> firstDifference(SdsStream stored, SdsStream given) {
        FirstDifference difference = new FirstDifference()
                .id("Id", stored.id(), given.id())
                .id("TypeId", stored.typeId(), given.typeId())
                .member("Name", stored.name(), given.name())
                .member("Description", stored.description(), given.description())
                .member("InterpolationMode", stored.interpolationMode(), given.interpolationMode())
                .member("ExtrapolationMode", stored.extrapolationMode(), given.extrapolationMode());
        compareSets("Indexes", folded(stored.indexes()), folded(given.indexes()), difference);
        compareOverrides(byProperty(stored), byProperty(given), difference);
        return difference.words();
    }

    private static void compareOverrides(
            Map<String, PropertyOverride> stored, Map<String, PropertyOverride> given, FirstDifference difference) {
        compareSets("PropertyOverrides", stored.keySet(), given.keySet(), difference);
        for (PropertyOverride before : stored.values()) {
            PropertyOverride after = given.get(before.propertyId());
            if (after != null) {
                String of = " of the override of '" + before.propertyId() + "'";
                difference
                        .member("Uom" + of, before.uom(), after.uom())
                        .member("InterpolationMode" + of, before.interpolationMode(), after.interpolationMode());
            }
        }
    }

    /** Both sets ignore case, and so does the comparison. */
    private static void compareSets(String member, Set<String> stored, Set<String> given, FirstDifference difference) {
        boolean same = stored.size() == given.size() && stored.containsAll(given);
        difference.when(!same, member + " is '" + given + "', stored is '" + stored + "'");
    }

    private static Map<String, PropertyOverride> byProperty(SdsStream stream) {
        Map<String, PropertyOverride> byId = new TreeMap<>(IdOrder.INSTANCE);
        stream.propertyOverrides().forEach(override -> byId.put(override.propertyId(), override));
        return byId;
    }

    private static Set<String> folded(List<String> ids) {
        Set<String> folded = new TreeSet<>(IdOrder.INSTANCE);
        folded.addAll(ids);
        return folded;
    }
}
