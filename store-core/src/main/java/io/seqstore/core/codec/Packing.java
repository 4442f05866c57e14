package io.seqstore.core.codec;

/**
 * How settled blocks are packed. Whatever it is, every read gives the same answers, and a store may hold blocks of both kinds.
 */
public enum Packing {
    /** Each value can be read on its own: for what is read again and again. */
    HOT(0, 1024),

    /**
     * As few bytes as values can be told apart with: larger blocks, whose numbers are coded by how often they come where that
     * is shorter. A single value is decoded with up to a hundred and more in front of it. For what is kept and seldom read.
     */
    COLD(1, 4096);

    private final int id;
    private final int blockRows;

    Packing(int id, int blockRows) {
        this.id = id;
        this.blockRows = blockRows;
    }

    /** What stands for it in files. */
    public int id() {
        return id;
    }

    /** The packing of an id; hot for those that are none, since it is no more than a wish for blocks to come. */
    public static Packing of(int id) {
        return id == COLD.id ? COLD : HOT;
    }

    /** Events in a full block. */
    public int blockRows() {
        return blockRows;
    }
}
