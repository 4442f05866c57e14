package io.seqstore.core.catalog;

import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.ingest.StreamWriter;
import io.seqstore.core.ingest.StreamWriter.WritePath;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.memory.ByteOutput;
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
import io.seqstore.types.registry.RegistryChangeJson;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsType;
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
public final class Catalog implements RegistryJournal {
    private final Registry registry = new Registry(this);
    private final ConcurrentHashMap<Integer, StreamHandle> handles = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TypeIdentity, TypeTools> tools = new ConcurrentHashMap<>();
    private @Nullable WritePath path;

    /** Changes that are in the log but in no catalog file yet. Changed under the gate, taken while nobody is inside. */
    private List<byte[]> pending = new ArrayList<>();

    /** Layouts of events that are stored already under ordinals of which no definition knows yet. */
    private final ConcurrentHashMap<Integer, EventLayout> arrivals = new ConcurrentHashMap<>();

    /** Where to find the definition of an ordinal. */
    private final ConcurrentHashMap<Integer, StreamAddress> addresses = new ConcurrentHashMap<>();

    /**
     * A stream's name.
     *
     * @param namespace its namespace
     * @param streamId its id
     */
    private record StreamAddress(String namespace, String streamId) {}

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

    @Override
    public void append(RegistryChange change) {
        refuseWhatCannotBeStored(change);
        byte[] bytes = RegistryChangeJson.encode(change);
        if (change instanceof StreamDeleted deleted) {
            appendDeletion(List.of(deleted.ordinal()), bytes);
        } else if (change instanceof NamespaceDeleted deleted) {
            appendDeletion(deleted.streamOrdinals(), bytes);
        } else {
            path().gate().enter();
            try {
                log(bytes);
            } finally {
                path().gate().leave();
            }
        }
        follow(change);
    }

    /** A definition that the engine cannot follow must not get into the log. */
    private void refuseWhatCannotBeStored(RegistryChange change) {
        if (change instanceof StreamCreated created) {
            var unused =
                    layout(registry.type(created.namespace(), created.stream().typeId()));
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

    /** Keeps the ordinals up with a change. */
    private void follow(RegistryChange change) {
        if (change instanceof StreamCreated created) {
            addresses.put(
                    created.ordinal(),
                    new StreamAddress(created.namespace(), created.stream().id()));
        } else if (change instanceof StreamTypeChanged changed) {
            // The old ordinal is found until the change is visible; then whoever made it forgets it.
            addresses.put(
                    changed.newOrdinal(),
                    new StreamAddress(changed.namespace(), changed.stream().id()));
        } else if (change instanceof StreamDeleted deleted) {
            forget(deleted.ordinal());
        } else if (change instanceof NamespaceDeleted deleted) {
            deleted.streamOrdinals().forEach(this::forget);
        }
    }

    /** Forgets an ordinal that names no stream any more. */
    public void forget(int ordinal) {
        addresses.remove(ordinal);
        handles.remove(ordinal);
    }

    private Optional<StreamEntry> entry(int ordinal) {
        StreamAddress address = addresses.get(ordinal);
        return address == null
                ? Optional.empty()
                : registry.findStream(address.namespace(), address.streamId())
                        .filter(entry -> entry.ordinal() == ordinal);
    }

    /** Takes the turns of all streams that vanish, one inside the other, and logs the change in the innermost. */
    private void appendDeletion(List<Integer> ordinals, byte[] change) {
        Runnable work = () -> log(change);
        for (int ordinal : ordinals) {
            StreamHandle handle = find(ordinal).orElseThrow();
            Runnable inner = work;
            work = () -> handle.writer().delete(inner);
        }
        if (ordinals.isEmpty()) {
            path().gate().enter();
            try {
                work.run();
            } finally {
                path().gate().leave();
            }
        } else {
            work.run();
        }
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
        pending.add(change);
    }

    /** Applies a change that was read from a catalog file. */
    public void replay(RegistryChange change) {
        registry.replay(change);
        follow(change);
        if (change instanceof StreamTypeChanged changed) {
            forget(changed.ordinal());
        }
    }

    /** Applies a change that was read from a log, and so is in no catalog file yet. */
    public void replayLogged(RegistryChange change) {
        replay(change);
        pending.add(RegistryChangeJson.encode(change));
    }

    /** Whether there are changes for {@link #takePending}. */
    public boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The changes since the last call, for a catalog file. Called while nobody is inside the gate. */
    public List<byte[]> takePending() {
        List<byte[]> taken = pending;
        pending = new ArrayList<>();
        return taken;
    }

    /** The stream of an ordinal, unless it was deleted. */
    public Optional<StreamHandle> find(int ordinal) {
        StreamHandle known = handles.get(ordinal);
        return known != null ? Optional.of(known) : entry(ordinal).map(this::handle);
    }

    /** What the engine keeps of a registered stream. */
    public StreamHandle handle(StreamEntry entry) {
        return handles.computeIfAbsent(entry.ordinal(), ordinal -> {
            if (!addresses.containsKey(ordinal)) {
                // Deleted since it was looked up.
                throw WriteErrors.streamDeleted(entry.stream().id());
            }
            TypeTools shared = tools(entry.type());
            StreamWriter writer =
                    new StreamWriter(ordinal, entry.stream().id(), shared.layout(), shared.validator(), path());
            return new StreamHandle(ordinal, shared.layout(), writer);
        });
    }

    /** The layout of the events of an ordinal, unless its stream was deleted. */
    public Optional<EventLayout> layout(int ordinal) {
        StreamHandle known = handles.get(ordinal);
        if (known != null) {
            return Optional.of(known.layout());
        }
        EventLayout arriving = arrivals.get(ordinal);
        return arriving != null ? Optional.of(arriving) : entry(ordinal).map(entry -> layout(entry.type()));
    }

    private EventLayout layout(SdsType type) {
        return tools(type).layout();
    }

    private TypeTools tools(SdsType type) {
        return tools.computeIfAbsent(new TypeIdentity(type), identity -> TypeTools.of(type));
    }
}
