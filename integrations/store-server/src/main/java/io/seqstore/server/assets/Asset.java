package io.seqstore.server.assets;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An asset as it is stored: completed from its type, with every id and name in it. Immutable.
 *
 * @param id its identifier; its case counts
 * @param name its name
 * @param description free text
 * @param assetTypeId its type; null for none
 * @param metadata what is known of it
 * @param references its streams
 * @param tags labels
 * @param status how its status is told; null when it is not
 */
record Asset(
        String id,
        String name,
        @Nullable String description,
        @Nullable String assetTypeId,
        List<MetadataItem> metadata,
        List<StreamReference> references,
        List<String> tags,
        @Nullable StatusMapping status) {
    Asset {
        metadata = List.copyOf(metadata);
        references = List.copyOf(references);
        tags = List.copyOf(tags);
    }

    /** The reference with this name, else with this id. */
    Optional<StreamReference> reference(String nameOrId) {
        return references.stream()
                .filter(reference -> reference.name().equals(nameOrId))
                .findFirst()
                .or(() -> referenceById(nameOrId));
    }

    Optional<StreamReference> referenceById(String referenceId) {
        return references.stream()
                .filter(reference -> reference.id().equals(referenceId))
                .findFirst();
    }
}
