package io.seqstore.types.registry;

import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.index.KeptPieces;
import io.seqstore.types.index.RecycledMemory;
import io.seqstore.types.index.StreamIndex;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.unit.Units;
import io.seqstore.types.value.Ticks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a store: types and streams by namespace, who refers to whom, and the rules of creating and deleting
 * (spec 02). Pure logic: what changes is told to a {@link RegistryJournal} first; when that fails, nothing has changed.
 *
 * <p>Linearizable and safe for all threads (spec 02, section 9). Changes take turns; reads never wait for a journal, only
 * for the moment in which a change becomes visible. Every method that names a namespace throws {@link NotFoundException}
 * when there is no such namespace.
 */
public final class Registry {
    /** The namespace of user data. */
    public static final String DEFAULT_NAMESPACE = "default";

    /** The namespace of what an engine writes about itself. */
    public static final String DIAGNOSTICS_NAMESPACE = "diagnostics";

    private final Transactions transactions;
    private final ByteMemory memory;

    /** Made for the first search. */
    private @Nullable StreamSearch streamSearch;

    /** A registry with the built-in namespaces and nothing in them. */
    public Registry(RegistryJournal journal) {
        this(journal, Clock.systemUTC());
    }

    /** The same with the clock that dates creations and changes. */
    public Registry(RegistryJournal journal, Clock clock) {
        this(journal, clock, ByteMemory.onHeap());
    }

    /**
     * The same with memory that an engine provides.
     *
     * @param memory where the definitions of streams and their index are kept; once it is given back, every call throws {@link
     *     io.seqstore.types.UnavailableException}
     */
    public Registry(RegistryJournal journal, Clock clock, ByteMemory memory) {
        this.transactions = new Transactions(journal, clock, memory);
        this.memory = memory;
    }

    /** The namespaces of this registry. */
    public Namespaces namespaces() {
        return new Namespaces(transactions);
    }

    /** The stream views of this registry. */
    public StreamViews streamViews() {
        return new StreamViews(transactions);
    }

    /** The tags and the metadata of the streams of this registry. */
    public StreamLabels streamLabels() {
        return new StreamLabels(transactions);
    }

    /** Searches among the streams of this registry. */
    public synchronized StreamSearch streamSearch() {
        StreamSearch made = streamSearch;
        if (made == null) {
            made = new StreamSearch(transactions, new RecycledMemory(memory));
            streamSearch = made;
        }
        return made;
    }

    private StreamDefinitions streamDefinitions() {
        return new StreamDefinitions(transactions);
    }

    /** Changes of the types of the streams of this registry. */
    public StreamTypeChanges streamTypeChanges() {
        return new StreamTypeChanges(transactions);
    }

    // Types

    /**
     * Creates a type with all types that are defined in it, or finds the equal one (spec 02, sections 3 and 4). A nested type
     * may be given by id alone; the stored definition has it in full.
     *
     * @throws InvalidRequestException when the definition breaks a rule of spec 01, section 8
     * @throws NotFoundException when it refers to a type that does not exist
     */
    public GetOrCreate<SdsType> getOrCreateType(String namespace, SdsType type) {
        return transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            TypeResolution.Outcome outcome = TypeResolution.of(contents.namespace.id(), type, contents, Units::isKnown);
            if (outcome instanceof TypeResolution.Outcome.Settled settled) {
                return settled.answer();
            }
            List<SdsType> fresh = ((TypeResolution.Outcome.Creation) outcome).types();
            transactions.commit(new RegistryChange.TypesCreated(contents.namespace.id(), fresh, transactions.now()));
            return new GetOrCreate.Created<>(contents.type(String.valueOf(type.id())).type);
        });
    }

    /** The type with this id, nested types in full, if there is one. */
    public Optional<SdsType> findType(String namespace, String typeId) {
        return transactions.read(
                () -> Optional.ofNullable(transactions.contents(namespace).typeOrNull(typeId)));
    }

    /**
     * The type with this id, nested types in full.
     *
     * @throws NotFoundException when there is none
     */
    public SdsType type(String namespace, String typeId) {
        return transactions.read(() -> transactions.contents(namespace).type(typeId).type);
    }

    /**
     * When a type was created; types do not change.
     *
     * @throws NotFoundException when there is no such type
     */
    public Dates typeDates(String namespace, String typeId) {
        return transactions.read(() -> {
            Instant created = Ticks.toInstant(transactions.contents(namespace).type(typeId).createdTicks);
            return new Dates(created, created);
        });
    }

    /**
     * How many objects refer to a type; the three numbers are of one moment (spec 02, section 5).
     *
     * @throws NotFoundException when there is no such type
     */
    public ReferenceCounts referenceCounts(String namespace, String typeId) {
        return transactions.read(
                () -> transactions.contents(namespace).type(typeId).counts());
    }

    /**
     * The counts of all types of a namespace, counted anew from all definitions instead of being kept: for those who check a
     * store.
     */
    public Map<String, ReferenceCounts> recountReferences(String namespace) {
        return transactions.read(() -> transactions.contents(namespace).recountReferences());
    }

    /**
     * Deletes a type that nothing refers to; the types it referred to stay (spec 02, section 6).
     *
     * @throws NotFoundException when there is no such type
     * @throws ConflictException when something refers to it; the parameters tell how many of each kind
     */
    public void deleteType(String namespace, String typeId) {
        transactions.change(() -> {
            NamespaceContents contents = transactions.contents(namespace);
            RegisteredType registered = contents.type(typeId);
            if (!registered.counts().isUnreferenced()) {
                throw Problems.stillReferenced(contents.namespace.id(), registered.id, registered.counts());
            }
            transactions.commit(new RegistryChange.TypeDeleted(contents.namespace.id(), registered.id));
            return null;
        });
    }

    /** Types by ascending id. */
    public List<SdsType> types(String namespace, int skip, int count) {
        return types(namespace, Listing.of(skip, count));
    }

    /** A part of the types in an order of choice. */
    public List<SdsType> types(String namespace, Listing listing) {
        return transactions.list(
                namespace, contents -> contents.types, registered -> registered.type, listing, Sortable.TYPES);
    }

    // Streams

    /**
     * Creates a stream, or finds the equal one (spec 02, section 3).
     *
     * @throws InvalidRequestException when the definition breaks a rule of spec 03, section 2
     * @throws NotFoundException when its type does not exist
     */
    public GetOrCreate<SdsStream> getOrCreateStream(String namespace, SdsStream stream) {
        return streamDefinitions().getOrCreate(namespace, stream);
    }

    /**
     * Creates streams, or finds the equal ones, as {@link #getOrCreateStream} does one after the other; what it would throw
     * for one of them is the outcome of that one. Much faster than one call a stream: all that are new, up to ten thousand at
     * a time, are made durable together. When that fails, nothing of those was created and the call may be repeated.
     *
     * @return an outcome for each stream, in the same order
     */
    public List<CreationOutcome<SdsStream>> getOrCreateStreams(String namespace, List<SdsStream> streams) {
        return streamDefinitions().getOrCreate(namespace, streams);
    }

    /**
     * Creates a stream, or replaces the definition of the one with this id; tags and metadata stay (spec 03, section 3).
     *
     * @throws InvalidRequestException when the definition breaks a rule of spec 03, section 2
     * @throws NotFoundException when its type does not exist
     * @throws ConflictException when the stored stream is of another type
     */
    public CreateOrUpdate<SdsStream> createOrUpdateStream(String namespace, SdsStream stream) {
        return streamDefinitions().createOrUpdate(namespace, stream);
    }

    /** The stream with this id, if there is one. */
    public Optional<StreamEntry> findStream(String namespace, String streamId) {
        return transactions.read(() -> Optional.ofNullable(
                        transactions.contents(namespace).streams.get(streamId))
                .map(RegisteredStream::toEntry));
    }

    /** The stream with this number in whatever namespace, unless it was deleted. */
    public Optional<StreamEntry> findStream(int ordinal) {
        return transactions.read(() -> {
            RegisteredStream stream = transactions.state().stream(ordinal);
            return stream == null ? Optional.empty() : Optional.of(stream.toEntry());
        });
    }

    /**
     * The stream with this id.
     *
     * @throws NotFoundException when there is none
     */
    public StreamEntry stream(String namespace, String streamId) {
        return transactions.read(
                () -> transactions.contents(namespace).stream(streamId).toEntry());
    }

    /**
     * When a stream was created and last changed.
     *
     * @throws NotFoundException when there is no such stream
     */
    public Dates streamDates(String namespace, String streamId) {
        return transactions.read(
                () -> transactions.contents(namespace).stream(streamId).dates());
    }

    /**
     * Makes a stream one of the target type of a view (spec 03, section 4, steps 1 to 4 and the effect on the definition):
     * indexes and overrides are cleared, a mode that the new type does not allow becomes none. Events are not looked at: an
     * engine that holds some goes by {@link #streamTypeChanges}, and its journal refuses this.
     *
     * @throws NotFoundException when there is no such stream or view
     * @throws ConflictException when the view is for streams of another type
     * @throws InvalidRequestException when the target type cannot be the type of a stream
     */
    public StreamEntry changeStreamType(String namespace, String streamId, String streamViewId) {
        return streamTypeChanges().change(namespace, streamId, streamViewId);
    }

    /**
     * Deletes a stream; its id is free at once, its number is never used again.
     *
     * @throws NotFoundException when there is no such stream
     */
    public void deleteStream(String namespace, String streamId) {
        streamDefinitions().delete(namespace, streamId);
    }

    /** Streams by ascending id. */
    public List<SdsStream> streams(String namespace, int skip, int count) {
        return streams(namespace, Listing.of(skip, count));
    }

    /** A part of the streams in an order of choice. */
    public List<SdsStream> streams(String namespace, Listing listing) {
        if (listing.orderBy() == null) {
            return transactions.read(() -> transactions
                    .contents(namespace)
                    .streams
                    .after(listing.skip())
                    .limit(listing.count())
                    .map(RegisteredStream::toStream)
                    .toList());
        }
        List<SdsStream> all = transactions.read(() -> transactions
                .contents(namespace)
                .streams
                .after(0)
                .map(RegisteredStream::toStream)
                .toList());
        return listing.pageOf(all.stream(), Sortable.STREAMS);
    }

    // Engine

    /** How many streams there are in all namespaces together. */
    public long streamCount() {
        return transactions.read(() -> transactions.state().streamCount());
    }

    /**
     * Finds streams by another index from now on. Every read waits meanwhile.
     *
     * @param filled whether it holds the keys of all streams already; else it is empty
     */
    public void useIndex(StreamIndex index, boolean filled) {
        transactions.change(() -> {
            return transactions.alone(() -> {
                transactions.state().useIndex(index, filled);
                return null;
            });
        });
    }

    /** Whether a stream has this number; without making it. */
    public boolean isStream(int ordinal) {
        return transactions.read(() -> transactions.state().table().isStream(ordinal));
    }

    /**
     * Keeps this registry as it is in memory, so that {@link #restore} makes one like it without building it. Other changes wait
     * until it returns.
     *
     * @param out gets what is outside the heap
     * @return all else; null when streams are found by an index that does not belong to this registry
     */
    public byte @Nullable [] keep(KeptPieces.Output out) {
        return transactions.change(() -> {
            transactions.complete();
            return RegistryImage.keep(transactions.state(), out);
        });
    }

    /**
     * Makes this registry, in which nothing was ever done, the one that was kept. Its pieces are brought back when they are read
     * first, and all of them before the first change.
     *
     * @throws IllegalArgumentException when it is none that was kept; this registry is of no use then
     */
    public void restore(byte[] head, KeptPieces pieces) {
        transactions.change(() -> {
            transactions.state().restore(head, pieces);
            return null;
        });
    }

    /** Brings back what was kept and not read yet; a change does so by itself. */
    public void complete() {
        transactions.change(() -> {
            transactions.complete();
            return null;
        });
    }

    /**
     * Applies a change that was read back from a journal or a checkpoint; does not journal it again.
     *
     * @throws IllegalArgumentException when the change does not fit the changes before it; nothing has changed then
     */
    public void replay(RegistryChange change) {
        transactions.replay(change);
    }

    /**
     * Applies a change as it was stored, as {@link #replay(RegistryChange)} applies what was encoded.
     *
     * @throws IllegalArgumentException when the change does not fit the changes before it; nothing has changed then
     */
    public void replay(StoredChange change) {
        transactions.replay(change);
    }

    /**
     * Hands out the changes that would build this registry from nothing, in an order in which they can be replayed. Other
     * changes wait until it returns, so that what is journaled later comes after what is handed out here.
     */
    public void checkpoint(Consumer<RegistryChange> out) {
        transactions.change(() -> {
            transactions.state().checkpoint(out);
            return null;
        });
    }
}
