package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsType;
import io.seqstore.types.value.Ticks;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Writes one namespace as the changes that would build it: types before those that refer to them, then streams. */
final class NamespaceCheckpoint {
    private final NamespaceContents contents;
    private final Consumer<RegistryChange> out;
    private final Set<RegisteredType> written = new HashSet<>();

    NamespaceCheckpoint(NamespaceContents contents, Consumer<RegistryChange> out) {
        this.contents = contents;
        this.out = out;
    }

    void write() {
        contents.types.values().forEach(this::writeType);
        contents.streams.after(0).forEach(this::writeStream);
        contents.views.values().forEach(this::writeView);
    }

    /** The same without streams. */
    void writeTypesAndViews() {
        for (RegisteredType type : contents.types.values()) {
            writeType(type);
        }
        for (RegisteredView view : contents.views.values()) {
            writeView(view);
        }
    }

    private void writeType(RegisteredType registered) {
        if (!written.add(registered)) {
            return;
        }
        for (SdsType reference : TypeReferences.direct(registered.type)) {
            String id = reference.id();
            RegisteredType target = id == null ? null : contents.types.get(id);
            if (target != null) {
                writeType(target);
            }
        }
        out.accept(new RegistryChange.TypesCreated(
                name(), List.of(registered.type), Ticks.toInstant(registered.createdTicks)));
    }

    private void writeStream(RegisteredStream stream) {
        Instant created = Ticks.toInstant(stream.createdTicks());
        Instant modified = Ticks.toInstant(stream.modifiedTicks());
        out.accept(new RegistryChange.StreamCreated(name(), stream.ordinal, stream.toStream(), created));
        if (!stream.tags().isEmpty()) {
            out.accept(new RegistryChange.TagsReplaced(name(), stream.ordinal, stream.id, stream.tags(), modified));
        }
        if (!stream.metadata().isEmpty()) {
            out.accept(new RegistryChange.MetadataReplaced(
                    name(), stream.ordinal, stream.id, stream.metadata(), modified));
        }
        if (!modified.equals(created)) {
            out.accept(new RegistryChange.StreamUpdated(name(), stream.ordinal, stream.toStream(), modified));
        }
    }

    private void writeView(RegisteredView view) {
        out.accept(new RegistryChange.StreamViewStored(name(), view.view, Ticks.toInstant(view.createdTicks)));
        if (view.modifiedTicks != view.createdTicks) {
            out.accept(new RegistryChange.StreamViewStored(name(), view.view, Ticks.toInstant(view.modifiedTicks)));
        }
    }

    private String name() {
        return contents.namespace.id();
    }
}
