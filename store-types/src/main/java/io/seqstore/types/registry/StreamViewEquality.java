package io.seqstore.types.registry;

import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When two definitions of a stream view are the same (spec 02, section 3.2): ids ignoring case, mapped pairs in any order,
 * nested views in the same way.
 */
public final class StreamViewEquality {
    private StreamViewEquality() {}

    /** Whether the registry takes the two for the same definition. */
    public static boolean equal(SdsStreamView stored, SdsStreamView given) {
        return firstDifference(stored, given).isEmpty();
    }

    /** The first member in which two views differ, in words; empty when the two are the same. */
    public static Optional<String> firstDifference(SdsStreamView stored, SdsStreamView given) {
        FirstDifference difference = new FirstDifference()
                .id("Id", stored.id(), given.id())
                .id("SourceTypeId", stored.sourceTypeId(), given.sourceTypeId())
                .id("TargetTypeId", stored.targetTypeId(), given.targetTypeId())
                .member("Name", stored.name(), given.name())
                .member("Description", stored.description(), given.description());
        Map<String, Property> givenBySource = new TreeMap<>(IdOrder.INSTANCE);
        given.properties().forEach(pair -> givenBySource.put(pair.sourceId(), pair));
        for (Property before : stored.properties()) {
            Property after = givenBySource.get(before.sourceId());
            String at = "Property '" + before.sourceId() + "'";
            difference.when(after == null, at + " is not mapped, stored is");
            if (after != null) {
                difference.inside(at, () -> ofPairs(before, after));
            }
        }
        return difference
                .member(
                        "the number of Properties",
                        stored.properties().size(),
                        given.properties().size())
                .words();
    }

    private static Optional<String> ofPairs(Property stored, Property given) {
        FirstDifference difference = new FirstDifference().id("TargetId", stored.targetId(), given.targetId());
        SdsStreamView storedView = stored.view();
        SdsStreamView givenView = given.view();
        if (storedView != null && givenView != null) {
            difference.inside("SdsStreamView", () -> firstDifference(storedView, givenView));
        }
        return difference
                .when(storedView != null && givenView == null, "SdsStreamView is absent")
                .when(storedView == null && givenView != null, "SdsStreamView is given, stored has none")
                .words();
    }
}
