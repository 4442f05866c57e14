package io.seqstore.core.memtable;

import io.seqstore.core.memory.Arena;
import io.seqstore.core.memory.ReferenceCount;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.types.event.EventLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memtables of all streams that will be written to one segment together, and their memory. Grows while it is the
 * active one, then is frozen, flushed, and released when its last reader has gone.
 */
public final class Generation {
    private final Arena arena;
    private final OrdinalTable<Memtable> memtables = new OrdinalTable<>();
    private final ReferenceCount users;

    public Generation(SlabPool pool) {
        this.arena = new Arena(pool);
        this.users = new ReferenceCount(arena::close);
    }

    /** Who still needs the memory. */
    public ReferenceCount users() {
        return users;
    }

    /** The memtable of a stream, if anything was written to the stream in this generation. */
    public @Nullable Memtable find(int ordinal) {
        return memtables.get(ordinal);
    }

    /** The memtable of a stream; for the stream's writer. */
    public Memtable forWriting(int ordinal, EventLayout layout) {
        Memtable memtable = memtables.get(ordinal);
        if (memtable == null) {
            memtable = new Memtable(layout, arena);
            memtables.set(ordinal, memtable);
        }
        return memtable;
    }

    /** Bytes of off-heap memory that this generation holds. */
    public long bytes() {
        return arena.allocatedBytes();
    }

    public boolean isEmpty() {
        return memtables.isEmpty();
    }

    /** The streams that have something here, ascending by their number. */
    public List<Integer> ordinals() {
        return memtables.ordinals();
    }
}
