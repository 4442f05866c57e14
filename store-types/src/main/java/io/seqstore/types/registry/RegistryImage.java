package io.seqstore.types.registry;

import io.seqstore.types.index.KeptPieces;
import io.seqstore.types.registry.RegistryChange.NamespaceCreated;
import io.seqstore.types.registry.RegistryChange.NamespaceUpdated;
import io.seqstore.types.registry.RegistryChange.OrdinalsSpent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registry as it is in memory: what it keeps outside the heap as pieces, which are brought back when they are read, and in
 * the head all else. Definitions other than those of streams, of which there are few, are changes there ({@link
 * RegistryChangeBytes}); then come the numbers by which records name types and namespaces, and where the pieces belong. How
 * long a head is depends on the number of pieces, not on that of streams.
 *
 * <p>Numbers and texts as in {@link RecordOutput}:
 *
 * <pre>
 * changes      count (4), each: length (4), bytes
 * types        count (4), each: namespace (text), id (text), number (4), how many streams have it (4)
 * namespaces   count (4), each: id (text), number (4), streams (4), order of ids ({@link OrdinalsById}), odd streams (set)
 * streams      records, positions, index: each count (4) and numbers; deleted streams whose ids are still needed (set)
 *
 * set          count (4), words of 64 bits (8 each)
 * </pre>
 */
final class RegistryImage {
    private static final int LEAST_BYTES = 8;

    private RegistryImage() {}

    /**
     * Keeps a registry that is complete.
     *
     * @return the head; null when its index of streams is kept elsewhere
     */
    static byte @Nullable [] keep(RegistryState state, KeptPieces.Output out) {
        RecordOutput head = new RecordOutput();
        List<byte[]> changes = new ArrayList<>();
        List<RegisteredType> types = new ArrayList<>();
        List<String> namespacesOfTypes = new ArrayList<>();
        for (NamespaceContents contents : state.namespaces().values()) {
            Namespace namespace = contents.namespace;
            changes.add(RegistryChangeBytes.encode(
                    RegistryState.isBuiltIn(namespace.id())
                            ? new NamespaceUpdated(namespace.id(), namespace.name(), namespace.description())
                            : new NamespaceCreated(namespace.id(), namespace.name(), namespace.description())));
            new NamespaceCheckpoint(contents, change -> changes.add(RegistryChangeBytes.encode(change)))
                    .writeTypesAndViews();
            for (RegisteredType type : contents.types.values()) {
                types.add(type);
                namespacesOfTypes.add(namespace.id());
            }
        }
        changes.add(RegistryChangeBytes.encode(new OrdinalsSpent(Registry.DEFAULT_NAMESPACE, state.nextOrdinal())));
        head.putInt(changes.size());
        for (byte[] change : changes) {
            head.putInt(change.length);
            head.putBytes(change);
        }
        head.putInt(types.size());
        for (int i = 0; i < types.size(); i++) {
            head.putText(namespacesOfTypes.get(i));
            head.putText(types.get(i).id);
            head.putInt(types.get(i).number);
            head.putInt(types.get(i).streams);
        }
        head.putInt(state.namespaces().size());
        for (NamespaceContents contents : state.namespaces().values()) {
            head.putText(contents.namespace.id());
            contents.streams.keep(head, out);
        }
        return state.table().keep(head, out) ? head.toBytes() : null;
    }

    /**
     * Makes an empty registry the one that was kept.
     *
     * @throws IllegalArgumentException when the head is none that {@link #keep} returned; the registry is of no use then
     */
    static void restore(RegistryState state, byte[] bytes, KeptPieces pieces) {
        RecordInput head = new RecordInput(bytes, 0, bytes.length);
        int changes = head.count(Integer.BYTES);
        for (int i = 0; i < changes; i++) {
            byte[] change = new byte[head.count(1)];
            System.arraycopy(bytes, head.position(), change, 0, change.length);
            head.skip(change.length);
            state.apply(RegistryChangeBytes.decode(change));
        }
        List<RegisteredType> types = new ArrayList<>();
        int typeCount = head.count(LEAST_BYTES);
        for (int i = 0; i < typeCount; i++) {
            NamespaceContents contents = present(state.find(head.presentText()));
            RegisteredType type = present(contents.types.get(head.presentText()));
            type.number = head.integer();
            type.streams = head.integer();
            types.add(type);
        }
        List<NamespaceStreams> namespaces = new ArrayList<>();
        int namespaceCount = head.count(LEAST_BYTES);
        fits(namespaceCount == state.namespaces().size());
        for (int i = 0; i < namespaceCount; i++) {
            NamespaceContents contents = present(state.find(head.presentText()));
            contents.streams.restore(head, pieces);
            namespaces.add(contents.streams);
        }
        state.table().restore(head, pieces, types, namespaces, state.nextOrdinal());
        fits(head.isAtEnd());
    }

    static void putNumbers(long[] numbers, RecordOutput out) {
        out.putInt(numbers.length);
        for (long number : numbers) {
            out.putNumber(number);
        }
    }

    static long[] numbers(RecordInput in) {
        long[] numbers = new long[in.count(1)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.number();
        }
        return numbers;
    }

    static void putSet(BitSet set, RecordOutput out) {
        long[] words = set.toLongArray();
        out.putInt(words.length);
        for (long word : words) {
            out.putLong(word);
        }
    }

    static void addSet(BitSet set, RecordInput in) {
        long[] words = new long[in.count(Long.BYTES)];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.longInteger();
        }
        if (words.length > 0) {
            set.or(BitSet.valueOf(words));
        }
    }

    private static <T> T present(@Nullable T found) {
        if (found == null) {
            throw new IllegalArgumentException("the parts of the registry do not fit");
        }
        return found;
    }

    static void fits(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("the parts of the registry do not fit");
        }
    }
}
