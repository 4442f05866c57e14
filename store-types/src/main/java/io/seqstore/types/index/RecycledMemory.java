package io.seqstore.types.index;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory that can be taken back from all who got it, to be given out again: for what is thrown away and made anew from time to
 * time, since a {@link ByteMemory} takes nothing back while its owner is open. For one thread at a time.
 */
public final class RecycledMemory implements ByteMemory {
    private final ByteMemory memory;
    private final List<ByteBuffer> given = new ArrayList<>();
    private final Map<Integer, ArrayDeque<ByteBuffer>> spare = new HashMap<>();

    public RecycledMemory(ByteMemory memory) {
        this.memory = memory;
    }

    @Override
    public ByteBuffer allocate(int size) {
        ByteBuffer piece = spare(size).poll();
        if (piece == null) {
            piece = memory.allocate(size);
        } else {
            piece.put(0, new byte[size]);
        }
        given.add(piece);
        return piece;
    }

    /** Takes everything back: nobody may use what was allocated before. */
    public void takeBack() {
        for (ByteBuffer piece : given) {
            spare(piece.capacity()).push(piece);
        }
        given.clear();
    }

    private ArrayDeque<ByteBuffer> spare(int size) {
        return spare.computeIfAbsent(size, any -> new ArrayDeque<>());
    }

    @Override
    public boolean enter() {
        return memory.enter();
    }

    @Override
    public void leave() {
        memory.leave();
    }
}
