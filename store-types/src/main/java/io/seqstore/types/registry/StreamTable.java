package io.seqstore.types.registry;

import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.index.HashedStreamIndex;
import io.seqstore.types.index.KeptPieces;
import io.seqstore.types.index.OrdinalTable;
import io.seqstore.types.index.RecordHeap;
import io.seqstore.types.index.StreamIndex;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of all namespaces by number: their records, and an index by key. What is deleted is marked at once and freed
 * when the order of ids of its namespace no longer needs it ({@link OrdinalsById}).
 *
 * <p>Changed under the registry's locks only; read in validated reads only.
 */
final class StreamTable implements StreamIndex.Keys {
    /** More types or namespaces than anybody has. */
    private static final int MOST_NUMBERS = 1 << 20;

    private final RecordHeap records;
    private final OrdinalTable positions;
    private StreamIndex index;
    private final BitSet dead = new BitSet();
    private final IndexBacklog indexBacklog = new IndexBacklog();
    private final ArrayDeque<Integer> freeTypeNumbers = new ArrayDeque<>();
    private final ArrayDeque<Integer> freeNamespaceNumbers = new ArrayDeque<>();
    private @Nullable RegisteredType[] types = new RegisteredType[16];
    private @Nullable NamespaceStreams[] namespaces = new NamespaceStreams[4];
    private int typeNumbers;
    private int namespaceNumbers;

    StreamTable(ByteMemory memory) {
        this.records = new RecordHeap(memory);
        this.positions = new OrdinalTable(memory);
        this.index = new HashedStreamIndex(memory, this);
    }

    // Types and namespaces by number

    void enter(RegisteredType type) {
        Integer number = freeTypeNumbers.poll();
        type.number = number == null ? typeNumbers++ : number;
        if (type.number == types.length) {
            types = Arrays.copyOf(types, types.length * 2);
        }
        types[type.number] = type;
    }

    void leave(RegisteredType type) {
        types[type.number] = null;
        freeTypeNumbers.add(type.number);
    }

    /** Numbers a namespace. */
    int enter(NamespaceStreams namespace) {
        Integer freed = freeNamespaceNumbers.poll();
        int number = freed == null ? namespaceNumbers++ : freed;
        if (number == namespaces.length) {
            namespaces = Arrays.copyOf(namespaces, namespaces.length * 2);
        }
        namespaces[number] = namespace;
        return number;
    }

    void leave(int namespaceNumber) {
        namespaces[namespaceNumber] = null;
        freeNamespaceNumbers.add(namespaceNumber);
    }

    // Streams

    void useIndex(StreamIndex another) {
        index.close();
        index = another;
    }

    /** The number under a key, or {@link StreamIndex#NONE}. */
    int find(byte[] key) {
        return index.find(key);
    }

    void put(byte[] key, RegisteredStream stream, int namespaceNumber) {
        store(stream, namespaceNumber);
        index.put(key, stream.ordinal);
    }

    /**
     * Enters a stream with a plain definition.
     *
     * @return false when its number or its key is taken; then nothing has changed
     */
    boolean putPlain(byte[] key, CreatedStreams streams, int i, RegisteredType type, int namespaceNumber) {
        int ordinal = streams.ordinal(i);
        if (isTaken(ordinal) || index.putIfAbsent(key, ordinal) != StreamIndex.NONE) {
            return false;
        }
        int length = streams.end(i) - streams.definition(i);
        int position = records.reserve(StreamRecord.lengthOfPlain(length));
        StreamRecord.putPlain(
                records.slab(position), records.start(position), namespaceNumber, type.number, streams, i, length);
        positions.set(ordinal, position);
        indexBacklog.stored(ordinal);
        return true;
    }

    /** Writes the record of a stream that has one or gets its first. */
    void store(RegisteredStream stream, int namespaceNumber) {
        int before = positions.get(stream.ordinal);
        positions.set(stream.ordinal, records.add(StreamRecord.of(stream, namespaceNumber)));
        if (before != 0) {
            records.free(before);
        }
        indexBacklog.stored(stream.ordinal);
    }

    /** Takes a key out of the index. */
    void forget(byte[] key) {
        index.remove(key);
    }

    /** Marks a stream as deleted; its id can still be read. */
    void bury(int ordinal) {
        dead.set(ordinal);
        indexBacklog.buried(ordinal);
    }

    /** Frees what is left of a stream, whose id nobody asks for any more. */
    void free(int ordinal) {
        if (isLive(ordinal)) {
            indexBacklog.buried(ordinal);
        }
        int position = positions.get(ordinal);
        positions.set(ordinal, 0);
        dead.clear(ordinal);
        records.free(position);
    }

    boolean isLive(int ordinal) {
        return !dead.get(ordinal);
    }

    /** Whether a number belongs to a stream, deleted ones that are not yet freed among them. */
    boolean isTaken(int ordinal) {
        return positions.get(ordinal) != 0;
    }

    /** Whether a number belongs to a stream that is not deleted. */
    boolean isStream(int ordinal) {
        return ordinal >= 0 && positions.get(ordinal) != 0 && isLive(ordinal);
    }

    /** The stream with this number, or null. */
    @Nullable
    RegisteredStream get(int ordinal) {
        int position = ordinal < 0 ? 0 : positions.get(ordinal);
        return position == 0 || dead.get(ordinal) ? null : StreamRecord.read(ordinal, records.get(position), types);
    }

    /** The id under a number that is taken. */
    String id(int ordinal) {
        int position = positions.get(ordinal);
        return StreamRecord.id(records.slab(position), records.start(position));
    }

    /** The key, without that of the namespace, of the id under a number that is taken. */
    byte[] foldedId(int ordinal) {
        int position = positions.get(ordinal);
        return StreamRecord.foldedId(records.slab(position), records.start(position));
    }

    /** Whether a number is that of a stream of a namespace that is not deleted. */
    boolean isIn(int ordinal, int namespaceNumber) {
        int position = positions.get(ordinal);
        return position != 0
                && isLive(ordinal)
                && StreamRecord.namespace(records.slab(position), records.start(position)) == namespaceNumber;
    }

    /** What a full-text index has not seen. */
    IndexBacklog indexBacklog() {
        return indexBacklog;
    }

    // Keeping

    /** Keeps everything; false when the index is kept elsewhere. */
    boolean keep(RecordOutput head, KeptPieces.Output out) {
        if (!(index instanceof HashedStreamIndex)) {
            return false;
        }
        RegistryImage.putNumbers(records.keep(out), head);
        RegistryImage.putNumbers(positions.keep(out), head);
        RegistryImage.putNumbers(((HashedStreamIndex) index).keep(out), head);
        RegistryImage.putSet(dead, head);
        return true;
    }

    /**
     * Holds, in place of no streams, what was kept.
     *
     * @param keptTypes all types, with the numbers that the records name
     * @param keptNamespaces the same of namespaces
     */
    void restore(
            RecordInput head,
            KeptPieces pieces,
            List<RegisteredType> keptTypes,
            List<NamespaceStreams> keptNamespaces,
            int nextOrdinal) {
        restoreTypes(keptTypes);
        restoreNamespaces(keptNamespaces);
        records.restore(pieces, RegistryImage.numbers(head));
        positions.restore(pieces, RegistryImage.numbers(head));
        RegistryImage.fits(index instanceof HashedStreamIndex);
        ((HashedStreamIndex) index).restore(pieces, RegistryImage.numbers(head));
        RegistryImage.addSet(dead, head);
        if (nextOrdinal > 0) {
            indexBacklog.stored(nextOrdinal - 1);
        }
    }

    private void restoreTypes(List<RegisteredType> kept) {
        typeNumbers = 0;
        for (RegisteredType type : kept) {
            RegistryImage.fits(type.number >= 0 && type.number < MOST_NUMBERS);
            typeNumbers = Math.max(typeNumbers, type.number + 1);
        }
        types = new RegisteredType[Math.max(types.length, typeNumbers + 1)];
        for (RegisteredType type : kept) {
            RegistryImage.fits(types[type.number] == null);
            types[type.number] = type;
        }
        freeTypeNumbers.clear();
        for (int i = 0; i < typeNumbers; i++) {
            if (types[i] == null) {
                freeTypeNumbers.add(i);
            }
        }
    }

    private void restoreNamespaces(List<NamespaceStreams> kept) {
        namespaceNumbers = 0;
        for (NamespaceStreams namespace : kept) {
            RegistryImage.fits(namespace.number() >= 0 && namespace.number() < MOST_NUMBERS);
            namespaceNumbers = Math.max(namespaceNumbers, namespace.number() + 1);
        }
        namespaces = new NamespaceStreams[Math.max(namespaces.length, namespaceNumbers + 1)];
        for (NamespaceStreams namespace : kept) {
            RegistryImage.fits(namespaces[namespace.number()] == null);
            namespaces[namespace.number()] = namespace;
        }
        freeNamespaceNumbers.clear();
        for (int i = 0; i < namespaceNumbers; i++) {
            if (namespaces[i] == null) {
                freeNamespaceNumbers.add(i);
            }
        }
    }

    /** Brings back what was kept. */
    void complete() {
        records.complete();
        positions.complete();
        if (index instanceof HashedStreamIndex) {
            ((HashedStreamIndex) index).complete();
        }
    }

    @Override
    public boolean isKeyOf(int ordinal, byte[] key) {
        int position = positions.get(ordinal);
        if (position == 0) {
            return false;
        }
        ByteBuffer memory = records.slab(position);
        int start = records.start(position);
        NamespaceStreams namespace = namespaces[StreamRecord.namespace(memory, start)];
        return namespace != null && StreamRecord.isKeyOf(key, namespace.keyPrefix(), memory, start);
    }
}
