package io.seqstore.server.assets;

import io.seqstore.types.schema.SdsTypeCode;
import org.jspecify.annotations.Nullable;

/**
 * One piece of metadata of an asset or an asset type (spec 10, section 1).
 *
 * @param id unique within the asset
 * @param name unique within the asset
 * @param description free text
 * @param code Int64, Double, DateTime or String
 * @param uom a unit as it was given
 * @param value of the type that the code stands for; null for none
 */
record MetadataItem(
        String id,
        String name,
        @Nullable String description,
        SdsTypeCode code,
        @Nullable String uom,
        @Nullable Object value) {
    MetadataItem withValue(@Nullable Object newValue) {
        return new MetadataItem(id, name, description, code, uom, newValue);
    }
}
