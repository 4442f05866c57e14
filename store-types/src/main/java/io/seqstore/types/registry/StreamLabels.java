package io.seqstore.types.registry;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tags and the metadata of the streams of a registry (spec 03, section 8); got from {@link Registry#streamLabels}. They
 * survive updates and type changes of their stream and go with it. Safe for all threads. Every method throws {@link
 * NotFoundException} when there is no such namespace or stream.
 */
public final class StreamLabels {
    private final Transactions transactions;

    StreamLabels(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The tags of a stream in the order in which they were set; empty when there are none. */
    public List<String> tags(String namespace, String streamId) {
        return transactions.read(
                () -> transactions.contents(namespace).stream(streamId).tags());
    }

    /**
     * Replaces the tags of a stream; an empty list takes them away.
     *
     * @return the tags as they are stored: order and duplicates stay
     * @throws InvalidRequestException when a tag is null
     */
    public List<String> setTags(String namespace, String streamId, List<String> tags) {
        return transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            RegisteredStream stream = contents.stream(streamId);
            if (tags.stream().anyMatch(tag -> tag == null)) {
                throw Problems.wrongStream(
                        stream.id, "A tag of stream '" + stream.id + "' is null; expected a string.");
            }
            if (!tags.equals(stream.tags())) {
                transactions.commit(new RegistryChange.TagsReplaced(
                        contents.namespace.id(), stream.ordinal, stream.id, tags, transactions.now()));
            }
            return List.copyOf(tags);
        });
    }

    /** The metadata of a stream in the order in which it was set; empty when there is none. */
    public Map<String, String> metadata(String namespace, String streamId) {
        return transactions.read(
                () -> transactions.contents(namespace).stream(streamId).metadata());
    }

    /**
     * One value of the metadata of a stream.
     *
     * @param key the key in its exact case
     * @throws NotFoundException when there is no such key
     */
    public String metadataValue(String namespace, String streamId, String key) {
        return Optional.ofNullable(metadata(namespace, streamId).get(key))
                .orElseThrow(() -> Problems.noMetadata(namespace, streamId, key));
    }

    /**
     * Replaces the metadata of a stream; an empty map takes it away.
     *
     * @return the metadata as it is stored
     * @throws InvalidRequestException when a key is empty, or a key or value null
     */
    public Map<String, String> setMetadata(String namespace, String streamId, Map<String, String> metadata) {
        return transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            return replace(contents, contents.stream(streamId), new LinkedHashMap<>(metadata));
        });
    }

    /** Applies a JSON Patch to the metadata of a stream, all of it or nothing. */
    public MetadataPatch.Outcome patchMetadata(String namespace, String streamId, MetadataPatch patch) {
        return transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            RegisteredStream stream = contents.stream(streamId);
            MetadataPatch.Outcome outcome = patch.apply(stream.metadata());
            if (outcome instanceof MetadataPatch.Outcome.Patched patched) {
                replace(contents, stream, patched.metadata());
            }
            return outcome;
        });
    }

    private Map<String, String> replace(
            NamespaceContents contents, RegisteredStream stream, Map<String, String> metadata) {
        metadata.forEach((key, value) -> {
            if (key == null || key.isEmpty() || value == null) {
                throw Problems.wrongStream(
                        stream.id,
                        "The metadata of stream '" + stream.id + "' holds '" + key + "' = " + value
                                + "; expected a key that is not empty and a string.");
            }
        });
        Map<String, String> before = stream.metadata();
        if (metadata.equals(before)) {
            return before;
        }
        transactions.commit(new RegistryChange.MetadataReplaced(
                contents.namespace.id(), stream.ordinal, stream.id, metadata, transactions.now()));
        return Collections.unmodifiableMap(metadata);
    }
}
