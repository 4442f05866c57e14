package io.seqstore.server.assets;

import org.jspecify.annotations.Nullable;

/**
 * A stream of an asset, under a name of the asset's own.
 *
 * @param id unique within the asset
 * @param name unique within the asset; its case counts
 * @param description free text
 * @param streamId the stream, which need not exist
 */
record StreamReference(String id, String name, @Nullable String description, String streamId) {}
