package io.seqstore.core.segment;

import io.seqstore.core.file.WritableFile;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.ByteOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of streams of a segment that is being written. In pieces, so that a table of many streams is neither copied while
 * it grows nor one object that a collector has to treat on its own. One thread.
 */
final class EntryTable {
    private static final int PIECE_BITS = 12;
    private static final int PIECE_ENTRIES = 1 << PIECE_BITS;
    private static final int FIRST_CAPACITY = 1 << 12;

    private final List<ByteOutput> pieces = new ArrayList<>();
    private int count;

    /** How many entries there are. */
    int count() {
        return count;
    }

    /** Where the next entry is appended; whoever asks must append one. */
    ByteOutput next() {
        int piece = count >>> PIECE_BITS;
        if (piece == pieces.size()) {
            pieces.add(new ByteOutput(piece == 0 ? FIRST_CAPACITY : PIECE_ENTRIES * StreamEntry.SIZE));
        }
        count++;
        return pieces.get(piece);
    }

    /** The array that holds an entry; replaced when entries are appended. */
    byte[] bytesOf(int entry) {
        return pieces.get(entry >>> PIECE_BITS).bytes();
    }

    /** Where an entry begins in its array. */
    static int positionOf(int entry) {
        return (entry & PIECE_ENTRIES - 1) * StreamEntry.SIZE;
    }

    /** The checksum of all entries goes on with what was begun. */
    void update(Checksum checksum) {
        pieces.forEach(piece -> checksum.update(piece.bytes(), 0, piece.length()));
    }

    /** Writes all entries and returns how many bytes they take. */
    long writeTo(WritableFile file, long offset) {
        long length = 0;
        for (ByteOutput piece : pieces) {
            file.write(offset + length, piece.bytes(), 0, piece.length());
            length += piece.length();
        }
        return length;
    }
}
