package io.seqstore;

import io.seqstore.core.Store;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.types.registry.CreationOutcome;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.ReferenceCounts;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One namespace of a store: its types, streams and stream views; ids are matched ignoring case. {@link #types()}, {@link
 * #streams()} and {@link #streamViews()} have everything that can be done with definitions, {@link #stream} has the events;
 * what is asked for most stands here as well. Every call throws {@link io.seqstore.types.NotFoundException} when the
 * namespace does not exist. Safe for all threads.
 */
public final class StreamNamespace {
    private final Store store;
    private final String id;
    private final NamespaceTypes types;
    private final NamespaceStreams streams;
    private final NamespaceStreamViews streamViews;

    StreamNamespace(Store store, String id) {
        this.store = store;
        this.id = id;
        this.types = new NamespaceTypes(store, id);
        this.streams = new NamespaceStreams(store, id);
        this.streamViews = new NamespaceStreamViews(store, id);
    }

    public String id() {
        return id;
    }

    /** The types. */
    public NamespaceTypes types() {
        return types;
    }

    /** The definitions of the streams, their tags and metadata. */
    public NamespaceStreams streams() {
        return streams;
    }

    /** The stream views. */
    public NamespaceStreamViews streamViews() {
        return streamViews;
    }

    /**
     * Registers a type, or finds the equal one that is registered (spec 02, section 3). A different type under the same id is
     * an outcome, not an exception.
     *
     * @throws io.seqstore.types.InvalidRequestException when the type is not valid (spec 01, section 8)
     */
    public GetOrCreate<SdsType> getOrCreateType(SdsType type) {
        return types.getOrCreate(type);
    }

    /**
     * Registers the type that a record class describes, as {@link #getOrCreateType(SdsType)} does.
     *
     * @throws io.seqstore.types.InvalidRequestException when the class describes no valid type
     */
    public GetOrCreate<SdsType> getOrCreateType(Class<? extends Record> recordClass) {
        return types.getOrCreate(recordClass);
    }

    /** The registered type of this id, if there is one. */
    public Optional<SdsType> findType(String typeId) {
        return types.find(typeId);
    }

    /** Some types by ascending id. */
    public List<SdsType> types(int skip, int count) {
        return types.list(ListRequest.all().skip(skip).count(count));
    }

    /**
     * Deletes a type that nothing refers to.
     *
     * @throws io.seqstore.types.NotFoundException when it does not exist
     * @throws io.seqstore.types.ConflictException when something refers to it
     */
    public void deleteType(String typeId) {
        types.delete(typeId);
    }

    /**
     * How many streams, stream views and types refer to a type.
     *
     * @throws io.seqstore.types.NotFoundException when it does not exist
     */
    public ReferenceCounts referenceCounts(String typeId) {
        return types.referenceCounts(typeId);
    }

    /**
     * Creates a stream, or finds the equal one that exists. A different stream under the same id is an outcome, not an
     * exception.
     *
     * @throws io.seqstore.types.InvalidRequestException when the definition is not valid (spec 03, section 2)
     * @throws io.seqstore.types.NotFoundException when its type does not exist
     */
    public GetOrCreate<SdsStream> getOrCreateStream(SdsStream stream) {
        return streams.getOrCreate(stream);
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
        return streams.list(ListRequest.all().skip(skip).count(count));
    }

    /**
     * A stream to write to and read from.
     *
     * @throws io.seqstore.types.NotFoundException when it does not exist
     */
    public EventStream stream(String streamId) {
        return new EventStream(this, store.stream(id, streamId), ReadLimits.DEFAULT, null);
    }

    /**
     * A writer of events of many streams of one type, of this or another namespace of the store.
     *
     * @param anyOfThem one of the streams, which says the type
     * @param failures is told of each stream to which rows were not written, and why
     */
    public MultiStreamAppender multiStreamAppender(EventStream anyOfThem, Consumer<BulkWrite.Outcome> failures) {
        return new MultiStreamAppender(store, anyOfThem, Appender.DEFAULT_ROWS, failures);
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
        streams.delete(streamId);
    }

    /**
     * Makes a stream one of the target type of a stream view and converts its stored events; what {@link Store#changeStreamType}
     * says of it holds. The stream must be looked up again afterwards.
     *
     * @param streamViewId a view whose source type is the type of the stream
     * @return the definition as it is now
     * @throws io.seqstore.types.InvalidRequestException when the view cannot be carried out, or an event cannot be converted
     * @throws io.seqstore.types.NotFoundException when stream or view does not exist
     * @throws io.seqstore.types.ConflictException when the view is for streams of another type, or two events would have one key
     */
    public SdsStream changeStreamType(String streamId, String streamViewId) {
        return store.changeStreamType(id, streamId, streamViewId).stream();
    }
}
