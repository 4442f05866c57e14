package io.seqstore.types.registry;

import io.seqstore.types.SeqstoreException;
import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.index.KeptPieces;
import io.seqstore.types.index.StreamIndex;
import io.seqstore.types.registry.RegistryChange.MetadataReplaced;
import io.seqstore.types.registry.RegistryChange.NamespaceCreated;
import io.seqstore.types.registry.RegistryChange.NamespaceDeleted;
import io.seqstore.types.registry.RegistryChange.NamespaceUpdated;
import io.seqstore.types.registry.RegistryChange.OrdinalsSpent;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamDeleted;
import io.seqstore.types.registry.RegistryChange.StreamTypeChanged;
import io.seqstore.types.registry.RegistryChange.StreamUpdated;
import io.seqstore.types.registry.RegistryChange.StreamViewDeleted;
import io.seqstore.types.registry.RegistryChange.StreamViewStored;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.registry.RegistryChange.TagsReplaced;
import io.seqstore.types.registry.RegistryChange.TypeDeleted;
import io.seqstore.types.registry.RegistryChange.TypesCreated;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.value.Ticks;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the registry remembers, and how each change alters it. Live changes and replayed ones come the same way, so that
 * a replayed registry cannot differ. Knows no rules beyond what keeps it whole; the caller holds the locks.
 */
final class RegistryState {
    private static final List<String> BUILT_IN = List.of(Registry.DEFAULT_NAMESPACE, Registry.DIAGNOSTICS_NAMESPACE);

    private final NavigableMap<String, NamespaceContents> namespaces = new ConcurrentSkipListMap<>(IdOrder.INSTANCE);
    private final StreamTable streams;
    private int nextOrdinal;

    /** What is brought back when it is read; null when everything is here. */
    private @Nullable KeptPieces kept;

    RegistryState(ByteMemory memory) {
        this.streams = new StreamTable(memory);
        for (String id : BUILT_IN) {
            namespaces.put(id, new NamespaceContents(Namespace.of(id), streams));
        }
    }

    static boolean isBuiltIn(String namespace) {
        return BUILT_IN.stream().anyMatch(id -> IdOrder.same(id, namespace));
    }

    NavigableMap<String, NamespaceContents> namespaces() {
        return namespaces;
    }

    @Nullable
    NamespaceContents find(String namespace) {
        return namespaces.get(namespace);
    }

    /** The stream with this number in whatever namespace, or null. */
    @Nullable
    RegisteredStream stream(int ordinal) {
        return streams.get(ordinal);
    }

    /** The streams with these numbers, as far as there are such. */
    List<RegisteredStream> streams(List<Integer> ordinals) {
        return ordinals.stream().map(streams::get).filter(Objects::nonNull).toList();
    }

    IndexBacklog indexBacklog() {
        return streams.indexBacklog();
    }

    long streamCount() {
        long count = 0;
        for (NamespaceContents contents : namespaces.values()) {
            count += contents.streams.count();
        }
        return count;
    }

    void useIndex(StreamIndex index, boolean filled) {
        if (!filled) {
            namespaces.values().forEach(contents -> contents.streams.enterAll(index));
        }
        streams.useIndex(index);
    }

    StreamTable table() {
        return streams;
    }

    /**
     * Holds, in place of nothing, what was kept. It may be read at once, and is complete before it is changed.
     *
     * @throws IllegalArgumentException when it is none that was kept; this is of no use then
     */
    void restore(byte[] head, KeptPieces pieces) {
        RegistryImage.restore(this, head, pieces);
        kept = pieces;
    }

    /** Whether everything is here. */
    boolean isComplete() {
        return kept == null;
    }

    /**
     * Brings back what was kept and not asked for yet: a change must not end half-way because a piece is damaged. The caller holds
     * the lock of changes, and no reader goes on with what it met before.
     */
    void complete() {
        KeptPieces pieces = kept;
        if (pieces == null) {
            return;
        }
        streams.complete();
        for (NamespaceContents contents : namespaces.values()) {
            contents.streams.complete();
        }
        kept = null;
        pieces.end();
    }

    int nextOrdinal() {
        return nextOrdinal;
    }

    /**
     * Makes a change; of streams that were created together those that fit before the one that does not.
     *
     * @throws IllegalArgumentException when it does not fit what is there; then nothing has changed
     */
    void apply(RegistryChange change) {
        if (change instanceof TypesCreated created) {
            // The first one, because each question loads a class: there are stores of which nothing else is asked.
            NamespaceContents contents = present(find(created.namespace()), change);
            contents.addTypes(completeTypes(contents, created), Ticks.of(created.created()));
        } else if (change instanceof NamespaceCreated created) {
            fits(find(created.namespace()) == null, change);
            namespaces.put(
                    created.namespace(),
                    new NamespaceContents(
                            new Namespace(created.namespace(), created.name(), created.description()), streams));
        } else if (change instanceof NamespaceUpdated updated) {
            NamespaceContents contents = present(find(updated.namespace()), change);
            contents.namespace = new Namespace(contents.namespace.id(), updated.name(), updated.description());
        } else if (change instanceof NamespaceDeleted deleted) {
            NamespaceContents contents = present(find(deleted.namespace()), change);
            fits(!isBuiltIn(deleted.namespace()), change);
            namespaces.remove(deleted.namespace());
            contents.removeAll();
        } else if (change instanceof OrdinalsSpent spent) {
            nextOrdinal = Math.max(nextOrdinal, spent.next());
        } else {
            NamespaceContents contents = find(change.namespace());
            applyInside(present(contents, change), change);
        }
    }

    private void applyInside(NamespaceContents contents, RegistryChange change) {
        if (change instanceof TypeDeleted deleted) {
            RegisteredType type = present(contents.types.get(deleted.typeId()), change);
            fits(type.counts().isUnreferenced(), change);
            contents.removeType(type);
        } else if (change instanceof StreamCreated created) {
            createStream(contents, created);
        } else if (change instanceof StreamsCreated several) {
            several.streams().forEach(created -> createStream(contents, created));
        } else if (change instanceof StreamUpdated updated) {
            RegisteredStream before = stream(contents, updated.stream().id(), updated.ordinal(), change);
            RegisteredType type = typeOf(contents, updated.stream(), change);
            contents.replaceStream(before, before.redefined(updated.stream(), type, Ticks.of(updated.modified())));
        } else if (change instanceof StreamTypeChanged changed) {
            RegisteredStream before = stream(contents, changed.stream().id(), changed.ordinal(), change);
            RegisteredType type = typeOf(contents, changed.stream(), change);
            fits(changed.newOrdinal() > changed.ordinal() && changed.newOrdinal() < Integer.MAX_VALUE, change);
            contents.replaceStream(
                    before,
                    before.redefined(changed.stream(), type, Ticks.of(changed.modified()))
                            .withOrdinal(changed.newOrdinal()));
            nextOrdinal = Math.max(nextOrdinal, changed.newOrdinal() + 1);
        } else if (change instanceof TagsReplaced replaced) {
            RegisteredStream before = stream(contents, replaced.streamId(), replaced.ordinal(), change);
            contents.replaceStream(before, before.withTags(replaced.tags(), Ticks.of(replaced.modified())));
        } else if (change instanceof MetadataReplaced replaced) {
            RegisteredStream before = stream(contents, replaced.streamId(), replaced.ordinal(), change);
            contents.replaceStream(before, before.withMetadata(replaced.metadata(), Ticks.of(replaced.modified())));
        } else if (change instanceof StreamDeleted deleted) {
            contents.removeStream(stream(contents, deleted.streamId(), deleted.ordinal(), change));
        } else if (change instanceof StreamViewStored stored) {
            storeView(contents, stored);
        } else if (change instanceof StreamViewDeleted deleted) {
            contents.removeView(present(contents.views.get(deleted.streamViewId()), change));
        } else {
            throw new IllegalStateException("no way to apply " + change);
        }
    }

    private void createStream(NamespaceContents contents, StreamCreated created) {
        int ordinal = created.ordinal();
        fits(ordinal >= 0 && ordinal < Integer.MAX_VALUE && !streams.isTaken(ordinal), created);
        fits(!contents.streams.contains(created.stream().id()), created);
        RegisteredType type = typeOf(contents, created.stream(), created);
        contents.addStream(RegisteredStream.created(ordinal, created.stream(), type, Ticks.of(created.created())));
        nextOrdinal = Math.max(nextOrdinal, ordinal + 1);
    }

    /**
     * Makes streams {@code from..to-1} of some, as {@link #apply} of their change does; of plain ones no objects.
     *
     * @throws IllegalArgumentException when one does not fit what is there; those before it are made then
     */
    void apply(CreatedStreams created, int from, int to) {
        NamespaceContents contents = find(created.namespace());
        if (contents == null) {
            throw doesNotFit(created.toChange(from, to));
        }
        @Nullable RegisteredType[] types = plainTypes(contents, created.typeIds());
        for (int i = from; i < to; i++) {
            RegisteredType type = types[created.type(i)];
            int ordinal = created.ordinal(i);
            if (type != null
                    && created.isPlain(i)
                    && ordinal < Integer.MAX_VALUE
                    && contents.addPlain(created, i, type)) {
                nextOrdinal = Math.max(nextOrdinal, ordinal + 1);
            } else {
                // Also one that does not fit: this says why.
                createStream(contents, created.stream(i));
            }
        }
    }

    /** The types with these ids; null for one that is missing or spelled differently, which a record has to say. */
    private static @Nullable RegisteredType[] plainTypes(NamespaceContents contents, List<String> ids) {
        @Nullable RegisteredType[] types = new RegisteredType[ids.size()];
        for (int i = 0; i < types.length; i++) {
            RegisteredType type = contents.types.get(ids.get(i));
            types[i] = type != null && type.id.equals(ids.get(i)) ? type : null;
        }
        return types;
    }

    private static List<SdsType> completeTypes(NamespaceContents contents, TypesCreated created) {
        try {
            return TypeResolution.replay(created.namespace(), created.types(), contents);
        } catch (SeqstoreException e) {
            throw new IllegalArgumentException(
                    "the change does not fit the definitions before it: " + e.getMessage(), e);
        }
    }

    private static void storeView(NamespaceContents contents, StreamViewStored stored) {
        SdsStreamView view = stored.view();
        String id = present(view.id(), stored);
        ViewRules.namedTypes(view).forEach(typeId -> fits(contents.types.containsKey(typeId), stored));
        long ticks = Ticks.of(stored.modified());
        RegisteredView there = contents.views.get(id);
        contents.storeView(there == null ? new RegisteredView(view, ticks, ticks) : there.redefined(view, ticks));
    }

    /** Hands out the changes that make this state from an empty one. */
    void checkpoint(Consumer<RegistryChange> out) {
        for (NamespaceContents contents : namespaces.values()) {
            Namespace namespace = contents.namespace;
            if (!isBuiltIn(namespace.id())) {
                out.accept(new NamespaceCreated(namespace.id(), namespace.name(), namespace.description()));
            } else if (!namespace.equals(Namespace.of(namespace.id()))) {
                out.accept(new NamespaceUpdated(namespace.id(), namespace.name(), namespace.description()));
            }
            new NamespaceCheckpoint(contents, out).write();
        }
        out.accept(new OrdinalsSpent(Registry.DEFAULT_NAMESPACE, nextOrdinal));
    }

    private static RegisteredType typeOf(NamespaceContents contents, SdsStream stream, RegistryChange change) {
        return present(contents.types.get(stream.typeId()), change);
    }

    private static RegisteredStream stream(
            NamespaceContents contents, String streamId, int ordinal, RegistryChange change) {
        RegisteredStream stream = present(contents.streams.get(streamId), change);
        fits(stream.ordinal == ordinal, change);
        return stream;
    }

    private static <T> T present(@Nullable T found, RegistryChange change) {
        if (found == null) {
            throw doesNotFit(change);
        }
        return found;
    }

    private static void fits(boolean condition, RegistryChange change) {
        if (!condition) {
            throw doesNotFit(change);
        }
    }

    private static IllegalArgumentException doesNotFit(RegistryChange change) {
        return new IllegalArgumentException("the change does not fit the definitions before it: " + change);
    }
}
