package io.seqstore.server.assets;

import org.jspecify.annotations.Nullable;

/**
 * A stream that every asset of a type is to have.
 *
 * @param id the id of the stream reference
 * @param name the name of the stream reference
 * @param description free text
 * @param typeId the type that the stream is to be of
 */
record TypeReference(String id, String name, @Nullable String description, String typeId) {}
