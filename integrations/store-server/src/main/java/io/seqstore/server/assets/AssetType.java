package io.seqstore.server.assets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What assets have in common. Immutable.
 *
 * @param id its identifier; its case counts
 * @param name its name
 * @param description free text
 * @param metadata what every asset of the type has, with values for those that have none of their own
 * @param references the streams that every asset of the type is to have
 * @param status how the status of its assets is told; null when each says for itself
 */
record AssetType(
        String id,
        String name,
        @Nullable String description,
        List<MetadataItem> metadata,
        List<TypeReference> references,
        @Nullable StatusMapping status) {
    AssetType {
        metadata = List.copyOf(metadata);
        references = List.copyOf(references);
    }
}
