package io.seqstore.core.segment;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which directories and blocks of a segment were compared with their checksums, so that each is compared once: 32 bits a
 * stream, made when the first one is set, and more for streams of many blocks, made when the first of those is read. A bit
 * that is missing costs a second comparison, nothing else. Safe for all threads.
 */
final class VerifiedBlocks {
    private static final int DIRECTORY = 1;

    /** Blocks that fit beside the bit of the directory. */
    private static final int FIRST_BLOCKS = Integer.SIZE - 1;

    private final int streams;
    private volatile @Nullable AtomicIntegerArray firstBits;
    private volatile @Nullable AtomicReferenceArray<@Nullable AtomicIntegerArray> moreBits;

    VerifiedBlocks(int streams) {
        this.streams = streams;
    }

    boolean hasDirectory(int stream) {
        return (firstBits(stream) & DIRECTORY) != 0;
    }

    void addDirectory(int stream) {
        set(madeFirstBits(), stream, DIRECTORY);
    }

    boolean hasBlock(int stream, int block) {
        if (block < FIRST_BLOCKS) {
            return (firstBits(stream) & (DIRECTORY << (1 + block))) != 0;
        }
        AtomicReferenceArray<@Nullable AtomicIntegerArray> more = moreBits;
        AtomicIntegerArray bits = more == null ? null : more.get(stream);
        return bits != null && (bits.get(block / Integer.SIZE) & (1 << block)) != 0;
    }

    void addBlock(int stream, int block, int blocks) {
        if (block < FIRST_BLOCKS) {
            set(madeFirstBits(), stream, DIRECTORY << (1 + block));
        } else {
            set(bitsOf(stream, blocks), block / Integer.SIZE, 1 << block);
        }
    }

    private int firstBits(int stream) {
        AtomicIntegerArray present = firstBits;
        return present == null ? 0 : present.get(stream);
    }

    private AtomicIntegerArray madeFirstBits() {
        AtomicIntegerArray present = firstBits;
        return present == null ? makeFirstBits() : present;
    }

    private synchronized AtomicIntegerArray makeFirstBits() {
        AtomicIntegerArray present = firstBits;
        if (present == null) {
            present = new AtomicIntegerArray(streams);
            firstBits = present;
        }
        return present;
    }

    private static void set(AtomicIntegerArray bits, int index, int bit) {
        int before = bits.get(index);
        while (!bits.compareAndSet(index, before, before | bit)) {
            before = bits.get(index);
        }
    }

    private synchronized AtomicIntegerArray bitsOf(int stream, int blocks) {
        AtomicReferenceArray<@Nullable AtomicIntegerArray> more = moreBits;
        if (more == null) {
            more = new AtomicReferenceArray<>(streams);
            moreBits = more;
        }
        AtomicIntegerArray bits = more.get(stream);
        if (bits == null) {
            bits = new AtomicIntegerArray((blocks + Integer.SIZE - 1) / Integer.SIZE);
            more.set(stream, bits);
        }
        return bits;
    }
}
