package io.seqstore.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.DamagedStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of a mapped file are little-endian wherever they begin, and outside of it there are none. */
class MappedFileTest {
    private static final int LENGTH = 1000;

    @TempDir
    Path folder;

    private MappedFile file(byte[] bytes) throws IOException {
        return new MappedFile(Files.write(folder.resolve("file-" + bytes.length), bytes));
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(5).nextBytes(bytes);
        return bytes;
    }

    @Test
    void numbersAreReadAtEveryPosition() throws IOException {
        byte[] bytes = noise(LENGTH);
        try (MappedFile file = file(bytes)) {
            for (int at = 0; at <= LENGTH - Integer.BYTES; at++) {
                assertEquals(LittleEndian.getInt(bytes, at), file.getInt(at), "at " + at);
            }
            for (int at = 0; at <= LENGTH - Long.BYTES; at++) {
                assertEquals(LittleEndian.getLong(bytes, at), file.getLong(at), "at " + at);
            }
        }
    }

    @Test
    void aNumberThatIsNotWhollyInTheFileIsDamage() throws IOException {
        for (int length : new int[] {0, 1, Integer.BYTES, Long.BYTES, LENGTH}) {
            try (MappedFile file = file(noise(length))) {
                for (long at :
                        new long[] {-1, Long.MIN_VALUE, length - Integer.BYTES + 1, length, 1L << 32, Long.MAX_VALUE}) {
                    assertThrows(DamagedStoreException.class, () -> file.getInt(at), "int at " + at + " of " + length);
                    assertThrows(
                            DamagedStoreException.class, () -> file.getLong(at), "long at " + at + " of " + length);
                    assertThrows(
                            DamagedStoreException.class,
                            () -> file.piece(at, Integer.BYTES),
                            "piece at " + at + " of " + length);
                }
                assertThrows(DamagedStoreException.class, () -> file.piece(0, -1));
            }
        }
    }

    @Test
    void aPieceHoldsTheBytesWhereThePlaceSays() throws IOException {
        byte[] bytes = noise(LENGTH);
        try (MappedFile file = file(bytes)) {
            for (int at = 0; at <= LENGTH - Long.BYTES; at++) {
                ByteBuffer piece = file.piece(at, Long.BYTES);
                assertNotNull(piece);
                assertEquals(LittleEndian.getLong(bytes, at), piece.getLong(file.placeInPiece(at)), "at " + at);
            }
        }
    }
}
