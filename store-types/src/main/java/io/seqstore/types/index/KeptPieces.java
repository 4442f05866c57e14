package io.seqstore.types.index;

import java.nio.ByteBuffer;

/**
 * Pieces of memory that an engine has kept, each by its number, to be brought back when they are asked for. What comes back is
 * what was kept, or a {@link io.seqstore.types.DamagedStoreException} is thrown. For one thread at a time, which holds the
 * monitor of this object.
 */
public interface KeptPieces {
    /** How many there are. */
    int count();

    /** How many bytes a piece has. */
    int length(int piece);

    /**
     * A piece in new memory, which is kept like any other.
     *
     * @param size of the memory, at least as long as the piece; behind the piece it is filled with zeros
     */
    ByteBuffer load(int piece, int size);

    /** A piece as an array. */
    byte[] copy(int piece);

    /** Tells that everything was brought back; nobody asks any more. */
    void end();

    /** Keeps pieces. */
    @FunctionalInterface
    interface Output {
        /** Keeps the first bytes of some memory and returns the number of the piece: 0, 1, and so on. */
        int add(ByteBuffer bytes, int length);
    }
}
