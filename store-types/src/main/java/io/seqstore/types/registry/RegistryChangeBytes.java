package io.seqstore.types.registry;

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
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.value.Ticks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stored form of a change: a byte that says which change it is, the namespace, and its other parts in the order in which
 * {@link RegistryChange} declares them; numbers least significant byte first, texts as in {@link RecordOutput}, times in
 * ticks. Stateless; safe for all threads.
 *
 * <p>Types that are nested in a type stand as references by id, since they are stored before it: the size of a change does not
 * depend on how much they hold. Created streams, of which there are millions, are short, any number of them in one change:
 *
 * <pre>
 * 1                          one byte: streams were created
 * namespace                  text
 * types                      count (4), then the id of each type as the definitions spell it, text
 * streams                    count (4), then for each
 *   ordinal                  number, less the ordinal before
 *   type                     number, the place in the list above
 *   created                  number, ticks less those before
 *   definition               as in {@link StreamRecord}, from the flags on
 * </pre>
 */
public final class RegistryChangeBytes {
    private static final int STREAMS_CREATED = 1;
    private static final int NAMESPACE_CREATED = 2;
    private static final int NAMESPACE_UPDATED = 3;
    private static final int NAMESPACE_DELETED = 4;
    private static final int TYPES_CREATED = 5;
    private static final int TYPE_DELETED = 6;
    private static final int STREAM_UPDATED = 7;
    private static final int STREAM_DELETED = 8;
    private static final int STREAM_TYPE_CHANGED = 9;
    private static final int TAGS_REPLACED = 10;
    private static final int METADATA_REPLACED = 11;
    private static final int STREAM_VIEW_STORED = 12;
    private static final int STREAM_VIEW_DELETED = 13;
    private static final int ORDINALS_SPENT = 14;

    private RegistryChangeBytes() {}

    /** The bytes of a change. */
    public static byte[] encode(RegistryChange change) {
        RecordOutput out = new RecordOutput();
        if (change instanceof StreamCreated created) {
            putStreams(created.namespace(), List.of(created), out);
        } else if (change instanceof StreamsCreated several) {
            putStreams(several.namespace(), several.streams(), out);
        } else {
            put(change, out);
        }
        return out.toBytes();
    }

    /** Whether bytes are those of {@link StreamsCreated}. */
    public static boolean isOfCreatedStreams(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == STREAMS_CREATED;
    }

    /**
     * The change that was encoded; a single created stream comes back as {@link StreamsCreated}, and the types of {@link
     * TypesCreated} with references by id in place of the types nested in them, which {@link Registry#replay} replaces.
     *
     * @throws IllegalArgumentException when the bytes are no change that this version knows
     */
    public static RegistryChange decode(byte[] bytes) {
        if (isOfCreatedStreams(bytes)) {
            CreatedStreams created = new CreatedStreams(bytes);
            return created.toChange(0, created.count());
        }
        RecordInput in = new RecordInput(bytes, 0, bytes.length);
        RegistryChange change = read(in);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("there is something behind the registry change");
        }
        return change;
    }

    private static void put(RegistryChange change, RecordOutput out) {
        if (change instanceof NamespaceCreated created) {
            begin(NAMESPACE_CREATED, change, out);
            out.putText(created.name());
            out.putText(created.description());
        } else if (change instanceof NamespaceUpdated updated) {
            begin(NAMESPACE_UPDATED, change, out);
            out.putText(updated.name());
            out.putText(updated.description());
        } else if (change instanceof NamespaceDeleted deleted) {
            begin(NAMESPACE_DELETED, change, out);
            putOrdinals(deleted.streamOrdinals(), out);
        } else if (change instanceof TypesCreated created) {
            begin(TYPES_CREATED, change, out);
            putTypes(created.types(), out);
            putTime(created.created(), out);
        } else if (change instanceof TypeDeleted deleted) {
            begin(TYPE_DELETED, change, out);
            out.putText(deleted.typeId());
        } else if (change instanceof StreamUpdated updated) {
            begin(STREAM_UPDATED, change, out);
            out.putInt(updated.ordinal());
            putStream(updated.stream(), out);
            putTime(updated.modified(), out);
        } else if (change instanceof StreamDeleted deleted) {
            begin(STREAM_DELETED, change, out);
            out.putInt(deleted.ordinal());
            out.putText(deleted.streamId());
        } else if (change instanceof StreamTypeChanged changed) {
            begin(STREAM_TYPE_CHANGED, change, out);
            out.putInt(changed.ordinal());
            out.putInt(changed.newOrdinal());
            putStream(changed.stream(), out);
            out.putText(changed.streamViewId());
            putTime(changed.modified(), out);
        } else if (change instanceof TagsReplaced replaced) {
            begin(TAGS_REPLACED, change, out);
            out.putInt(replaced.ordinal());
            out.putText(replaced.streamId());
            out.putTexts(replaced.tags());
            putTime(replaced.modified(), out);
        } else if (change instanceof MetadataReplaced replaced) {
            begin(METADATA_REPLACED, change, out);
            out.putInt(replaced.ordinal());
            out.putText(replaced.streamId());
            putMetadata(replaced.metadata(), out);
            putTime(replaced.modified(), out);
        } else if (change instanceof StreamViewStored stored) {
            begin(STREAM_VIEW_STORED, change, out);
            StreamViewRecord.put(stored.view(), out);
            putTime(stored.modified(), out);
        } else if (change instanceof StreamViewDeleted deleted) {
            begin(STREAM_VIEW_DELETED, change, out);
            out.putText(deleted.streamViewId());
        } else if (change instanceof OrdinalsSpent spent) {
            begin(ORDINALS_SPENT, change, out);
            out.putInt(spent.next());
        } else {
            throw new IllegalStateException("no way to write " + change);
        }
    }

    /** The parts of a change are read in the order in which its constructor takes them. */
    private static RegistryChange read(RecordInput in) {
        int kind = in.unsignedByte();
        if (kind <= STREAMS_CREATED || kind > ORDINALS_SPENT) {
            throw new IllegalArgumentException("there is no registry change " + kind + ", expected 1 to "
                    + ORDINALS_SPENT + "; a later version may know it");
        }
        String namespace = in.presentText();
        return switch (kind) {
            case NAMESPACE_CREATED -> new NamespaceCreated(namespace, in.text(), in.text());
            case NAMESPACE_UPDATED -> new NamespaceUpdated(namespace, in.text(), in.text());
            case NAMESPACE_DELETED -> new NamespaceDeleted(namespace, ordinals(in));
            case TYPES_CREATED -> new TypesCreated(namespace, types(in), time(in));
            case TYPE_DELETED -> new TypeDeleted(namespace, in.presentText());
            case STREAM_UPDATED -> new StreamUpdated(namespace, in.integer(), stream(in), time(in));
            case STREAM_DELETED -> new StreamDeleted(namespace, in.integer(), in.presentText());
            case STREAM_TYPE_CHANGED ->
                new StreamTypeChanged(namespace, in.integer(), in.integer(), stream(in), in.presentText(), time(in));
            case TAGS_REPLACED -> new TagsReplaced(namespace, in.integer(), in.presentText(), in.texts(), time(in));
            case METADATA_REPLACED ->
                new MetadataReplaced(namespace, in.integer(), in.presentText(), metadata(in), time(in));
            case STREAM_VIEW_STORED -> new StreamViewStored(namespace, StreamViewRecord.read(in), time(in));
            case STREAM_VIEW_DELETED -> new StreamViewDeleted(namespace, in.presentText());
            case ORDINALS_SPENT -> new OrdinalsSpent(namespace, in.integer());
            default -> throw new IllegalStateException("no way to read change " + kind);
        };
    }

    private static void begin(int kind, RegistryChange change, RecordOutput out) {
        out.putByte(kind);
        out.putText(change.namespace());
    }

    private static void putTime(Instant time, RecordOutput out) {
        out.putLong(Ticks.of(time));
    }

    private static Instant time(RecordInput in) {
        return Ticks.toInstant(in.longInteger());
    }

    private static void putOrdinals(List<Integer> ordinals, RecordOutput out) {
        out.putInt(ordinals.size());
        for (int ordinal : ordinals) {
            out.putInt(ordinal);
        }
    }

    private static List<Integer> ordinals(RecordInput in) {
        int count = in.count(Integer.BYTES);
        List<Integer> ordinals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ordinals.add(in.integer());
        }
        return ordinals;
    }

    private static void putTypes(List<SdsType> types, RecordOutput out) {
        out.putInt(types.size());
        for (SdsType type : types) {
            TypeRecord.put(TypeReferences.withBareReferences(type), out);
        }
    }

    private static List<SdsType> types(RecordInput in) {
        int count = in.count(TypeRecord.LEAST_BYTES);
        List<SdsType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(TypeRecord.read(in));
        }
        return types;
    }

    private static void putStream(SdsStream stream, RecordOutput out) {
        out.putText(stream.typeId());
        StreamRecord.putDefinition(stream, out);
    }

    private static SdsStream stream(RecordInput in) {
        String typeId = in.presentText();
        return StreamRecord.definition(in, typeId);
    }

    private static void putMetadata(Map<String, String> metadata, RecordOutput out) {
        out.putInt(metadata.size());
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            out.putText(entry.getKey());
            out.putText(entry.getValue());
        }
    }

    private static Map<String, String> metadata(RecordInput in) {
        int count = in.count(2 * Integer.BYTES);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            metadata.put(in.presentText(), in.presentText());
        }
        return metadata;
    }

    private static void putStreams(String namespace, List<StreamCreated> streams, RecordOutput out) {
        Map<String, Integer> types = new LinkedHashMap<>();
        streams.forEach(created -> types.putIfAbsent(created.stream().typeId(), types.size()));
        out.putByte(STREAMS_CREATED);
        out.putText(namespace);
        out.putTexts(types.keySet());
        out.putInt(streams.size());
        int ordinal = 0;
        long ticks = 0;
        for (StreamCreated created : streams) {
            out.putNumber(created.ordinal() - ordinal);
            ordinal = created.ordinal();
            out.putNumber(types.getOrDefault(created.stream().typeId(), 0));
            out.putNumber(Ticks.of(created.created()) - ticks);
            ticks = Ticks.of(created.created());
            StreamRecord.putDefinition(created.stream(), out);
        }
    }
}
