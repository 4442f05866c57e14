package io.seqstore.core.catalog;

import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.ingest.StreamDeletion;
import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.core.ingest.StreamWriter.WritePath;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.OrdinalTable;
import io.seqstore.core.validate.BatchValidator;
import io.seqstore.core.validate.WriteErrors;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.SeqstoreException;
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
    /** With fewer streams than this the catalog files are read as fast. */
    private static final int LEAST_STREAMS_OF_IMAGE = 1024;

    private CatalogMemory memory;
    private Registry registry;
    /** Where definitions are brought back from; those of catalog files if there is none. */
    private @Nullable CatalogImage image;

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

    /** A catalog of nothing. */
    public Catalog() {
        this.memory = new CatalogMemory();
        this.registry = emptyRegistry(memory);
    }

    private Registry emptyRegistry(CatalogMemory of) {
        return new Registry(this, Clock.systemUTC(), of);
    }

    public Registry registry() {
        return registry;
    }

    // The image

    /**
     * Takes the definitions that the catalog files of a manifest hold from their image, in place of replaying those. What is
     * damaged in it is found when it is read.
     *
     * @return false when there is none that can be used; then there are no definitions yet
     */
    public boolean openImage(StoreFolder folder, Manifest manifest) {
        CatalogImage opened = null;
        try {
            opened = CatalogImage.open(folder, manifest, memory);
            if (opened != null) {
                registry.restore(opened.definitions(), opened);
            }
        } catch (SeqstoreException | IllegalArgumentException | IndexOutOfBoundsException e) {
            logImage("The image of the catalog is not used: " + e.getMessage());
            if (opened != null) {
                opened.close();
                beginAnew();
            }
            return false;
        }
        image = opened;
        return opened != null;
    }

    /**
     * Brings back all that the image holds, before changes are replayed on top of it.
     *
     * @return false when it is damaged; then there are no definitions any more, and the catalog files have to be replayed
     */
    public boolean completeImage() {
        CatalogImage opened = image;
        if (opened == null) {
            return true;
        }
        try {
            registry.complete();
            return true;
        } catch (DamagedStoreException e) {
            logImage("The image of the catalog is not used: " + e.getMessage());
            opened.close();
            image = null;
            beginAnew();
            return false;
        }
    }

    private void beginAnew() {
        memory.close();
        memory = new CatalogMemory();
        registry = emptyRegistry(memory);
    }

    /**
     * Sees to it that the next opening finds an image of the definitions, if there are many and there is none yet. Called when
     * nothing changes any more and everything is in the catalog files of the manifest. The store is whole without it, so that
     * nothing is thrown.
     */
    public void keepImage(StoreFolder folder, Manifest manifest) {
        FileIdentity identity = CatalogImage.of(manifest);
        CatalogImage opened = image;
        if (identity == null || hasPending() || keptIndex != null) {
            // An index that is kept outside would be missing in it.
            return;
        }
        try {
            if (opened != null && opened.isDamaged()) {
                folder.delete(identity.fileName());
            } else if ((opened == null || !opened.isOf(manifest)) && registry.streamCount() >= LEAST_STREAMS_OF_IMAGE) {
                CatalogImageWriter.write(folder, identity, manifest, registry);
            }
        } catch (SeqstoreException e) {
            logImage("No image of the catalog was written: " + e.getMessage());
        }
    }

    private static void logImage(String message) {
        System.getLogger(Catalog.class.getName()).log(System.Logger.Level.INFO, message);
    }

    /**
     * Compares the image of the catalog files of a manifest with its checksums, if there is one.
     *
     * @throws DamagedStoreException when it is not what was written
     */
    public static void verifyImage(StoreFolder folder, Manifest manifest) {
        try (CatalogMemory scratch = new CatalogMemory();
                CatalogImage found = CatalogImage.open(folder, manifest, scratch)) {
            if (found != null) {
                found.verify();
            }
        }
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
        if (image != null) {
            image.close();
        }
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
