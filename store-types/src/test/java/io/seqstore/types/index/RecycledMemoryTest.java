package io.seqstore.types.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What was taken back is given out again, as good as new. */
class RecycledMemoryTest {
    private final RecycledMemory memory = new RecycledMemory(ByteMemory.onHeap());

    @Test
    void aPieceIsGivenOutAgainFilledWithZeros() {
        ByteBuffer piece = memory.allocate(16);
        piece.putLong(8, -1L);
        memory.takeBack();
        assertSame(piece, memory.allocate(16));
        assertEquals(0L, piece.getLong(8));
    }

    @Test
    void nobodySharesAPiece() {
        ByteBuffer piece = memory.allocate(16);
        assertNotSame(piece, memory.allocate(16));
        memory.takeBack();
        assertNotSame(memory.allocate(16), memory.allocate(16));
    }

    @Test
    void aPieceOfAnotherSizeIsNew() {
        memory.allocate(16);
        memory.takeBack();
        assertEquals(32, memory.allocate(32).capacity());
    }
}
