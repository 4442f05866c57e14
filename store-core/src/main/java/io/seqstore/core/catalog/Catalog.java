package io.seqstore.core.catalog;

import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.ingest.StreamDeletion;
import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.core.ingest.StreamWriter.WritePath;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.OrdinalTable;
import io.seqstore.core.validate.BatchValidator;
import io.seqstore.core.validate.WriteErrors;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryChange;
import io.seqstore.types.registry.RegistryChange.NamespaceDeleted;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamDeleted;
import io.seqstore.types.registry.RegistryChange.StreamTypeChanged;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.registry.RegistryChangeBytes;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.registry.StoredChange;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry made durable, and the streams by ordinal. Changes go to the log among the events; deleting a stream is also
 * a change of that stream, so that no write slips in behind it. Safe for all threads.
 */
public final class Catalog implements RegistryJournal, AutoCloseable {
    private final CatalogMemory memory = new CatalogMemory();
    private final Registry registry = new Registry(this, Clock.systemUTC(), memory);
    private final OrdinalTable<StreamWriter> writers = new OrdinalTable<>();
    private final ConcurrentHashMap<TypeIdentity, TypeTools> tools = new ConcurrentHashMap<>();
    private @Nullable WritePath path;

    /** Changes that are in the log but in no catalog file yet. Changed under the gate, taken while nobody is inside. */
    private List<byte[]> pending = new ArrayList<>();

    /** Layouts of events that are stored already under ordinals of which no definition knows yet. */
    private final ConcurrentHashMap<Integer, EventLayout> arrivals = new ConcurrentHashMap<>();

    private volatile long pendingBytes;

    /** Streams whose deletion was logged, perhaps before the registry shows it. Used by one change at a time. */
    private final List<Integer> deleted = new ArrayList<>();

    /** An index that outlives this catalog, if there is one. */
    private CatalogIndexProvider.@Nullable Kept keptIndex;

    /** Types that are one object have one layout; the registry keeps one object a type. */
    private record TypeIdentity(SdsType type) {
        @Override
        @SuppressWarnings("ReferenceEquality") // Being one object is the point.
        public boolean equals(@Nullable Object other) {
            return other instanceof TypeIdentity identity && identity.type == type;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(type);
        }
    }

    /**
     * What all streams of a type share.
     *
     * @param layout the layout of their events
     * @param validator checks their batches
     */
    private record TypeTools(EventLayout layout, BatchValidator validator) {
        static TypeTools of(SdsType type) {
            EventLayout layout = EventLayout.of(type);
            return new TypeTools(layout, new BatchValidator(layout));
        }
    }

    public Registry registry() {
        return registry;
    }

    /** Opens the catalog for changes, after everything was replayed. */
    public void start(WritePath writePath) {
        path = writePath;
    }

    private WritePath path() {
        WritePath started = path;
        if (started == null) {
            throw new IllegalStateException("the catalog was not started");
        }
        return started;
    }

    /**
     * Finds streams by an index that is kept, if the provider can bring one. Called after everything was replayed, before
     * anybody else knows the catalog.
     *
     * @param state what {@link CatalogIndexProvider#open} is told
     */
    public void useIndex(CatalogIndexProvider provider, String state) {
        CatalogIndexProvider.Kept kept =
                provider.open(state, registry.streamCount()).orElse(null);
        if (kept == null) {
            return;
        }
        try {
            registry.useIndex(kept, kept.isFilled());
            keptIndex = kept;
        } catch (RuntimeException e) {
            // What it holds can be had without it.
            System.getLogger(Catalog.class.getName())
                    .log(System.Logger.Level.INFO, "The index of streams stays in memory: " + e.getMessage());
            kept.close();
        }
    }

    /** Lets the index be used again for the state that the store has now. Called when nothing changes any more. */
    public void keepIndex(String state) {
        if (keptIndex != null) {
            keptIndex.keep(state);
        }
    }

    /** Gives the memory back; whoever asks the registry from now on is told that the store is closed. */
    @Override
    public void close() {
        memory.close();
        if (keptIndex != null) {
            keptIndex.close();
        }
    }

    /** Bytes outside the heap that the definitions of streams and their index take. */
    public long memoryBytes() {
        return memory.bytes();
    }

    @Override
    public void append(RegistryChange change) {
        path().gate().failIfInside();
        forgetDeleted();
        refuseWhatCannotBeStored(change);
        byte[] bytes = RegistryChangeBytes.encode(change);
        if (path().log().keepsRecords()) {
            // Changes wait in memory for the next catalog file: there must not be too many of them.
            path().admission().awaitRoom();
        }
        if (change instanceof StreamDeleted deleted) {
            StreamDeletion.run(path(), List.of(deleted.ordinal()), () -> log(bytes));
        } else if (change instanceof NamespaceDeleted deleted) {
            StreamDeletion.run(path(), deleted.streamOrdinals(), () -> log(bytes));
        } else {
            path().gate().enter();
            try {
                log(bytes);
            } finally {
                path().gate().leave();
            }
        }
        if (change instanceof StreamDeleted deletion) {
            deleted.add(deletion.ordinal());
        } else if (change instanceof NamespaceDeleted deletion) {
            deleted.addAll(deletion.streamOrdinals());
        }
    }

    /** A definition that the engine cannot follow must not get into the log. */
    private void refuseWhatCannotBeStored(RegistryChange change) {
        if (change instanceof StreamCreated created) {
            var unused =
                    layout(registry.type(created.namespace(), created.stream().typeId()));
        } else if (change instanceof StreamsCreated several) {
            several.streams().stream()
                    .map(created -> created.stream().typeId())
                    .distinct()
                    .forEach(typeId -> layout(registry.type(several.namespace(), typeId)));
        } else if (change instanceof StreamTypeChanged changed && !arrivals.containsKey(changed.newOrdinal())) {
            throw new InvalidRequestException(
                    "The type of stream '" + changed.stream().id()
                            + "' cannot be changed in the registry alone: the store has to convert the stored events.",
                    Map.of("StreamId", changed.stream().id()));
        }
    }

    /**
     * Announces events of a layout under an ordinal that is reserved for a stream's new type, so that nobody takes them for
     * those of a deleted stream; until {@link #endArrival}.
     */
    public void beginArrival(int ordinal, EventLayout layout) {
        arrivals.put(ordinal, layout);
    }

    /** The definitions know of the ordinal now; or never will, and its events are rubbish. */
    public void endArrival(int ordinal) {
        arrivals.remove(ordinal);
    }

    /** Forgets an ordinal that names no stream any more, once the registry shows that. */
    public void forget(int ordinal) {
        writers.remove(ordinal);
    }

    /**
     * Lets go of streams that the registry no longer shows. Not sooner: who still finds such a stream must get the writer
     * that refuses, not a new one.
     */
    private void forgetDeleted() {
        deleted.forEach(writers::remove);
        deleted.clear();
    }

    private void log(byte[] change) {
        // Fails when the store is closed.
        path().state().newest();
        if (!path().log().keepsRecords()) {
            return;
        }
        ByteOutput record = new ByteOutput(change.length + RecordHeader.SIZE);
        path().log().begin(record);
        record.putBytes(change, 0, change.length);
        path().log().commit(RecordKind.REGISTRY, RecordHeader.NO_STREAM, record);
        addPending(change);
    }

    private void addPending(byte[] change) {
        synchronized (this) {
            pending.add(change);
            pendingBytes += change.length;
        }
    }

    /** Applies a change that was read from a catalog file. */
    public void replay(StoredChange stored) {
        if (stored.isOfCreatedStreams()) {
            registry.replay(stored);
        } else {
            replay(stored.change());
        }
    }

    private void replay(RegistryChange change) {
        registry.replay(change);
        if (change instanceof StreamTypeChanged changed) {
            forget(changed.ordinal());
        }
    }

    /** Applies a change that was read from a log, and so is in no catalog file yet. */
    public void replayLogged(RegistryChange change) {
        replay(change);
        addPending(RegistryChangeBytes.encode(change));
    }

    /** How long the changes for {@link #takePending} are, in bytes. */
    public long pendingBytes() {
        return pendingBytes;
    }

    /** Whether there are changes for {@link #takePending}. */
    public boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The changes since the last call, for a catalog file. Called while nobody is inside the gate. */
    public List<byte[]> takePending() {
        synchronized (this) {
            List<byte[]> taken = pending;
            pending = new ArrayList<>();
            pendingBytes = 0;
            return taken;
        }
    }

    /** The writer of an ordinal's stream, unless that was deleted. */
    public Optional<StreamWriter> find(int ordinal) {
        StreamWriter known = writers.get(ordinal);
        return known != null ? Optional.of(known) : registry.findStream(ordinal).map(this::writer);
    }

    /** The writer of a registered stream, the same one for all who ask. */
    public StreamWriter writer(StreamEntry entry) {
        StreamWriter known = writers.get(entry.ordinal());
        if (known != null) {
            return known;
        }
        TypeTools shared = tools(entry.type());
        StreamWriter writer = writers.setIfAbsent(
                entry.ordinal(),
                new StreamWriter(entry.ordinal(), entry.stream().id(), shared.layout(), shared.validator(), path()));
        // Asked afterwards: whoever deletes the stream lets go of its writer after the registry has forgotten it.
        if (registry.findStream(entry.ordinal()).isEmpty()) {
            writers.remove(entry.ordinal());
            throw WriteErrors.streamDeleted(entry.stream().id());
        }
        return writer;
    }

    /** The layout of the events of an ordinal, unless its stream was deleted. */
    public Optional<EventLayout> layout(int ordinal) {
        return Optional.ofNullable(findLayout(ordinal));
    }

    /** The same for those who ask for one stream after the other: null when the stream was deleted. */
    public @Nullable EventLayout findLayout(int ordinal) {
        StreamWriter known = writers.get(ordinal);
        if (known != null) {
            return known.layout();
        }
        EventLayout arriving = arrivals.get(ordinal);
        if (arriving != null) {
            return arriving;
        }
        Optional<StreamEntry> entry = registry.findStream(ordinal);
        return entry.isPresent() ? layout(entry.get().type()) : null;
    }

    private EventLayout layout(SdsType type) {
        return tools(type).layout();
    }

    private TypeTools tools(SdsType type) {
        TypeIdentity identity = new TypeIdentity(type);
        TypeTools known = tools.get(identity);
        if (known != null) {
            return known;
        }
        TypeTools made = TypeTools.of(type);
        TypeTools first = tools.putIfAbsent(identity, made);
        return first == null ? made : first;
    }
}
