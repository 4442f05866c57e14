package io.seqstore.types.registry;

import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.index.KeptPieces;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What is kept of a registry, as arrays. Counts what is brought back, and refuses what is said to be damaged. */
final class KeptInMemory implements KeptPieces {
    final byte[] head;
    final Set<Integer> damaged = new HashSet<>();
    int brought;
    boolean ended;
    private final List<byte[]> pieces = new ArrayList<>();

    private KeptInMemory(Registry registry) {
        this.head = Objects.requireNonNull(registry.keep((bytes, length) -> {
            byte[] piece = new byte[length];
            bytes.get(0, piece);
            pieces.add(piece);
            return pieces.size() - 1;
        }));
    }

    private KeptInMemory(byte[] head, List<byte[]> pieces) {
        this.head = head;
        this.pieces.addAll(pieces);
    }

    static KeptInMemory of(Registry registry) {
        return new KeptInMemory(registry);
    }

    KeptInMemory withHead(byte[] another) {
        return new KeptInMemory(another, pieces);
    }

    /** A registry that holds this. */
    Registry restored(RegistryJournal journal, Clock clock) {
        Registry registry = new Registry(journal, clock, ByteMemory.onHeap());
        registry.restore(head, this);
        return registry;
    }

    @Override
    public int count() {
        return pieces.size();
    }

    @Override
    public int length(int piece) {
        return pieces.get(piece).length;
    }

    @Override
    public ByteBuffer load(int piece, int size) {
        return ByteMemory.onHeap().allocate(size).put(0, copy(piece));
    }

    @Override
    public byte[] copy(int piece) {
        if (damaged.contains(piece)) {
            throw new DamagedStoreException("The store is damaged.", "Piece " + piece + ".", "Mend it.", Map.of());
        }
        brought++;
        byte[] bytes = pieces.get(piece);
        return Arrays.copyOf(bytes, bytes.length);
    }

    @Override
    public void end() {
        ended = true;
    }
}
