package io.seqstore.core;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store should hold, in plain collections: streams with their types and events, and who uses which type. */
final class StoreModel {
    private static final String NS = Registry.DEFAULT_NAMESPACE;

    /** All types that tests define. */
    private static final List<SdsType> TYPES = List.of(TestEvents.TYPE, Script.TO.type, Script.SPARE);

    private final TreeMap<String, StreamModel> streams = new TreeMap<>();
    private final TreeMap<String, SdsType> types = new TreeMap<>();
    private boolean hasNamespace;

    /** A stream with the events that were written to it, of whatever type it is now. */
    private static final class StreamModel {
        private boolean isRetyped;
        private @Nullable SdsInterpolationMode mode;
        private final TreeMap<Long, Row> rows = new TreeMap<>();

        String typeId() {
            return isRetyped ? Script.TO.type.id() : TestEvents.TYPE.id();
        }

        List<List<Object>> values() {
            return isRetyped
                    ? Script.TO.convertAll(rows.values())
                    : rows.values().stream().map(TestEvents::values).toList();
        }
    }

    void createType(SdsType type) {
        types.put(type.id(), type);
    }

    void deleteType(SdsType type) {
        types.remove(type.id());
    }

    void createStream(String id) {
        streams.putIfAbsent(id, new StreamModel());
    }

    void createOrRedefineStream(String id, SdsInterpolationMode mode) {
        createStream(id);
        streams.get(id).mode = mode;
    }

    void deleteStream(String id) {
        streams.remove(id);
    }

    void retype(String id) {
        find(id).ifPresent(stream -> stream.isRetyped = true);
    }

    void setNamespace(boolean there) {
        hasNamespace = there;
    }

    void put(String id, List<Row> rows) {
        find(id).ifPresent(stream -> rows.forEach(row -> stream.rows.put(row.key(), row)));
    }

    void remove(String id, long from, long to) {
        find(id).ifPresent(stream -> stream.rows.subMap(from, true, to, true).clear());
    }

    /** Removes an event by its new key, which is that of a stream whose type was changed. */
    void removeRetyped(String id, long key) {
        find(id).filter(stream -> stream.isRetyped).ifPresent(stream -> stream.rows.remove(key));
    }

    private Optional<StreamModel> find(String id) {
        return Optional.ofNullable(streams.get(id));
    }

    /** The model in words. */
    String describe() {
        StringBuilder text = new StringBuilder("namespace ").append(hasNamespace);
        for (SdsType type : TYPES) {
            if (types.containsKey(type.id())) {
                long users = streams.values().stream()
                        .filter(stream -> stream.typeId().equals(type.id()))
                        .count();
                describe(text, type, users);
            }
        }
        streams.forEach((id, stream) -> describe(text, id, stream.typeId(), stream.mode, stream.values()));
        return text.toString();
    }

    /** A store in the same words. */
    static String describe(Store store) {
        Registry registry = store.registry();
        StringBuilder text = new StringBuilder("namespace ")
                .append(registry.namespaces().find(Script.NAMESPACE).isPresent());
        for (SdsType type : TYPES) {
            if (registry.findType(NS, type.id()).isPresent()) {
                describe(text, type, registry.referenceCounts(NS, type.id()).streams());
            }
        }
        for (SdsStream stream : registry.streams(NS, 0, 1_000)) {
            StreamEntry entry = registry.stream(NS, stream.id());
            describe(
                    text,
                    stream.id(),
                    entry.type().id(),
                    stream.interpolationMode(),
                    Retyping.valuesOf(store.stream(NS, stream.id())));
        }
        return text.toString();
    }

    private static void describe(StringBuilder text, SdsType type, long users) {
        text.append("\ntype ").append(type.id()).append(" used by ").append(users);
    }

    private static void describe(
            StringBuilder text,
            String id,
            String typeId,
            @Nullable SdsInterpolationMode mode,
            List<List<Object>> events) {
        text.append('\n')
                .append(id)
                .append(' ')
                .append(typeId)
                .append(' ')
                .append(mode)
                .append(events);
    }
}
