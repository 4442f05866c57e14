package io.seqstore;

import io.seqstore.core.Store;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.record.RecordMapping;
import io.seqstore.types.registry.CreationOutcome;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.ReferenceCounts;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import java.util.List;
import java.util.Optional;

/** The types and streams of one namespace of a store; ids are matched ignoring case. Safe for all threads. */
public final class StreamNamespace {
    private final Store store;
    private final String id;

    StreamNamespace(Store store, String id) {
        this.store = store;
        this.id = id;
    }

    public String id() {
        return id;
    }

    /**
     * Registers a type, or finds the equal one that is registered (spec 02, section 3). A different type under the same id is
     * an outcome, not an exception.
     *
     * @throws io.seqstore.types.InvalidRequestException when the type is not valid (spec 01, section 8)
     */
    public GetOrCreate<SdsType> getOrCreateType(SdsType type) {
        return store.registry().getOrCreateType(id, type);
    }

    /**
     * Registers the type that a record class describes, as {@link #getOrCreateType(SdsType)} does.
     *
     * @throws io.seqstore.types.InvalidRequestException when the class describes no valid type
     */
    public GetOrCreate<SdsType> getOrCreateType(Class<? extends Record> recordClass) {
        return getOrCreateType(RecordMapping.of(recordClass).type());
    }

    /** The registered type of this id, if there is one. */
    public Optional<SdsType> findType(String typeId) {
        return store.registry().findType(id, typeId);
    }

    /** Some types by ascending id. */
    public List<SdsType> types(int skip, int count) {
        return store.registry().types(id, skip, count);
    }

    /**
     * Deletes a type that nothing refers to.
     *
     * @throws io.seqstore.types.NotFoundException when it does not exist
     * @throws io.seqstore.types.ConflictException when something refers to it
     */
    public void deleteType(String typeId) {
        store.registry().deleteType(id, typeId);
    }

    /**
     * How many streams, stream views and types refer to a type.
     *
     * @throws io.seqstore.types.NotFoundException when it does not exist
     */
    public ReferenceCounts referenceCounts(String typeId) {
        return store.registry().referenceCounts(id, typeId);
    }

    /**
     * Creates a stream, or finds the equal one that exists. A different stream under the same id is an outcome, not an
     * exception.
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition is not valid (spec 03, section 2)
     * @throws io.seqstore.types.NotFoundException when its type does not exist
     */
    public GetOrCreate<SdsStream> getOrCreateStream(SdsStream stream) {
        return store.registry().getOrCreateStream(id, stream);
    }

    /**
     * Creates many streams, or finds the equal ones that exist, each as {@link #getOrCreateStream} does, in one go.
     *
     * @return an outcome for each stream, in the same order; what a single call would throw is an outcome here
     */
    public List<CreationOutcome<SdsStream>> getOrCreateStreams(List<SdsStream> streams) {
        return store.registry().getOrCreateStreams(id, streams);
    }

    /** Some streams by ascending id. */
    public List<SdsStream> streams(int skip, int count) {
        return store.registry().streams(id, skip, count);
    }

    /**
     * A stream to write to and read from.
     *
     * @throws io.seqstore.types.NotFoundException when it does not exist
     */
    public EventStream stream(String streamId) {
        return new EventStream(store.stream(id, streamId), ReadLimits.DEFAULT);
    }

    /** Starts a write to several streams. */
    public BulkWrite bulkWrite() {
        return new BulkWrite(this);
    }

    /**
     * Deletes a stream with all its events.
     *
     * @throws io.seqstore.types.NotFoundException when it does not exist
     */
    public void deleteStream(String streamId) {
        store.registry().deleteStream(id, streamId);
    }
}
