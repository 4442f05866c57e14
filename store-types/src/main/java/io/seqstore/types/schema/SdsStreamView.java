package io.seqstore.types.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How events of one type are shown as events of another (spec 05, section 1). Immutable. Lists are never null here: an
 * empty one stands for an absent one, and for an implicit mapping.
 *
 * @param id the identifier; free text or null in a nested view
 * @param name free text
 * @param description free text
 * @param sourceTypeId id of the type of the streams that the view is for
 * @param targetTypeId id of the type that their events are shown as
 * @param properties the explicit mapping; empty for an implicit one
 */
public record SdsStreamView(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        String sourceTypeId,
        String targetTypeId,
        List<Property> properties) {

    public SdsStreamView {
        properties = List.copyOf(properties);
    }

    /** A view with an implicit mapping. */
    public static SdsStreamView of(String id, String sourceTypeId, String targetTypeId) {
        return new SdsStreamView(id, null, null, sourceTypeId, targetTypeId, List.of());
    }

    /** The same view with another explicit mapping. */
    public SdsStreamView withProperties(List<Property> newProperties) {
        return new SdsStreamView(id, name, description, sourceTypeId, targetTypeId, newProperties);
    }

    /**
     * One mapped pair of properties.
     *
     * @param sourceId a property of the source type
     * @param targetId a property of the target type
     * @param view how the object in the one becomes the object in the other; null for other values
     */
    public record Property(
            String sourceId, String targetId, @Nullable SdsStreamView view) {
        /** A pair without a nested view. */
        public static Property of(String sourceId, String targetId) {
            return new Property(sourceId, targetId, null);
        }
    }
}
