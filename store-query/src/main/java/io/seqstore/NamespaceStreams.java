package io.seqstore;

import io.seqstore.core.Store;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.registry.CreateOrUpdate;
import io.seqstore.types.registry.Dates;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.MetadataPatch;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.registry.StreamLabels;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.search.Search;
import io.seqstore.types.search.SearchQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions of the streams of a namespace, with their tags and metadata (spec 03); got from {@link
 * StreamNamespace#streams()}. Their events are behind {@link StreamNamespace#stream}. Ids are matched ignoring case. Every
 * call throws {@link io.seqstore.types.NotFoundException} when the namespace does not exist, and, where it is about one
 * stream, when that does not exist. Safe for all threads.
 */
public final class NamespaceStreams {
    private final Registry registry;
    private final StreamLabels labels;
    private final String namespace;

    NamespaceStreams(Store store, String namespace) {
        this.registry = store.registry();
        this.labels = registry.streamLabels();
        this.namespace = namespace;
    }

    /**
     * Creates a stream, or finds the equal one that exists. A different stream under the same id is an outcome, not an
     * exception.
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition is not valid (spec 03, section 2)
     * @throws io.seqstore.types.NotFoundException when its type does not exist
     */
    public GetOrCreate<SdsStream> getOrCreate(SdsStream stream) {
        return registry.getOrCreateStream(namespace, stream);
    }

    /**
     * Creates a stream, or replaces the definition of the one with this id (spec 03, section 3); its events, tags and
     * metadata stay. Reads that have begun, and {@link EventStream}s that were looked up, keep the definition they have.
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition is not valid
     * @throws io.seqstore.types.NotFoundException when its type does not exist
     * @throws io.seqstore.types.ConflictException when the stored stream is of another type
     */
    public CreateOrUpdate<SdsStream> createOrUpdate(SdsStream stream) {
        return registry.createOrUpdateStream(namespace, stream);
    }

    /** The definition of this id, if there is one. */
    public Optional<SdsStream> find(String streamId) {
        return registry.findStream(namespace, streamId).map(StreamEntry::stream);
    }

    /** The definition of this id. */
    public SdsStream get(String streamId) {
        return registry.stream(namespace, streamId).stream();
    }

    /** The type of a stream, nested types in full. */
    public SdsType type(String streamId) {
        return registry.stream(namespace, streamId).type();
    }

    /** A stream together with its type as it is after all overrides (spec 03, section 9). */
    public ResolvedStream resolved(String streamId) {
        return ResolvedStream.of(registry.stream(namespace, streamId));
    }

    /**
     * Several streams, each as {@link #resolved(String)} gives it, in the order in which they are named; those that cannot be
     * given are named with the reason.
     */
    public ResolvedStream.Bulk resolved(Collection<String> streamIds) {
        List<ResolvedStream> streams = new ArrayList<>();
        List<ResolvedStream.Failure> failures = new ArrayList<>();
        for (String streamId : streamIds) {
            try {
                streams.add(resolved(streamId));
            } catch (SeqstoreException e) {
                failures.add(new ResolvedStream.Failure(streamId, e));
            }
        }
        return new ResolvedStream.Bulk(streams, failures);
    }

    /** When a stream was created and its definition, tags or metadata last changed. */
    public Dates dates(String streamId) {
        return registry.streamDates(namespace, streamId);
    }

    /** Deletes a stream with all its events, tags and metadata; its id is free at once. */
    public void delete(String streamId) {
        registry.deleteStream(namespace, streamId);
    }

    /**
     * Some of the streams.
     *
     * @throws io.seqstore.types.InvalidRequestException when query, filter or order are not understood
     */
    public List<SdsStream> list(ListRequest request) {
        String query = request.query();
        List<SdsStream> found = query == null || query.isBlank()
                ? registry.streams(namespace, request.listing())
                : new Search(registry).streams(namespace, SearchQuery.parse(query), request.listing());
        return DefinitionFilter.STREAMS.part(request, found, stream -> dates(stream.id()));
    }

    /** The tags of a stream in the order in which they were set; empty when there are none. */
    public List<String> tags(String streamId) {
        return labels.tags(namespace, streamId);
    }

    /**
     * Replaces the tags of a stream.
     *
     * @return the tags as they are stored: order and duplicates stay
     * @throws io.seqstore.types.InvalidRequestException when a tag is null
     */
    public List<String> setTags(String streamId, List<String> tags) {
        return labels.setTags(namespace, streamId, tags);
    }

    /** Takes the tags of a stream away; fine when there are none. */
    public void deleteTags(String streamId) {
        labels.setTags(namespace, streamId, List.of());
    }

    /** The metadata of a stream in the order in which it was set; empty when there is none. */
    public Map<String, String> metadata(String streamId) {
        return labels.metadata(namespace, streamId);
    }

    /**
     * One value of the metadata of a stream.
     *
     * @param key the key in its exact case
     * @throws io.seqstore.types.NotFoundException when there is no such key
     */
    public String metadataValue(String streamId, String key) {
        return labels.metadataValue(namespace, streamId, key);
    }

    /**
     * Replaces the metadata of a stream.
     *
     * @return the metadata as it is stored
     * @throws io.seqstore.types.InvalidRequestException when a key is empty, or a key or value null
     */
    public Map<String, String> setMetadata(String streamId, Map<String, String> metadata) {
        return labels.setMetadata(namespace, streamId, metadata);
    }

    /** Applies a JSON Patch to the metadata of a stream, all of it or nothing. */
    public MetadataPatch.Outcome patchMetadata(String streamId, MetadataPatch patch) {
        return labels.patchMetadata(namespace, streamId, patch);
    }

    /** Takes the metadata of a stream away; fine when there is none. */
    public void deleteMetadata(String streamId) {
        labels.setMetadata(namespace, streamId, Map.of());
    }
}
