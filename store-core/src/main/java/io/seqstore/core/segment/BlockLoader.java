package io.seqstore.core.segment;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.event.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * Copies a block out of its file, compares its checksum, and decodes the columns that are wanted. The copy is what is
 * checked and decoded, so that nothing can change in between. One thread.
 */
final class BlockLoader {
    private final Segment segment;
    private final StreamEntry entry;

    /** What is needed only while a block is loaded: one a thread, so that opening a cursor allocates none of it. */
    private static final class Scratch {
        /** Larger blocks, of long texts, are not worth keeping memory in every thread. */
        private static final int MAX_KEPT = 1 << 20;

        final BlockCodec codec = new BlockCodec();
        final Checksum checksum = new Checksum();
        byte[] bytes = new byte[1 << 12];

        /** An array of at least that length; its content is of no value. */
        byte[] bytes(int length) {
            if (length > MAX_KEPT) {
                return new byte[length];
            }
            if (bytes.length < length) {
                bytes = new byte[Math.max(length, bytes.length * 2)];
            }
            return bytes;
        }
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    BlockLoader(Segment segment, StreamEntry entry) {
        this.segment = segment;
        this.entry = entry;
    }

    /**
     * Replaces the content of a batch by a block.
     *
     * @throws DamagedStoreException when the block is not what was written
     */
    void load(int block, ColumnBatch into, ColumnSet columns) {
        long at = segment.blockEntryOffset(entry, block);
        long offset = BlockEntry.offset(segment.file(), at);
        int bodyLength = BlockEntry.bodyLength(segment.file(), at);
        int length = BlockHeader.SIZE + bodyLength;
        if (bodyLength < 0 || length > segment.file().size()) {
            throw damaged(block, offset, "a block of " + bodyLength + " bytes", null);
        }
        Scratch scratch = SCRATCH.get();
        byte[] bytes = scratch.bytes(length + ByteOutput.SLACK);
        segment.file().read(offset, bytes, 0, length);
        int covered = length - BlockHeader.COVERED;
        int found = scratch.checksum.of(segment.identity(), offset, bytes, BlockHeader.COVERED, covered);
        if (found != BlockHeader.checksum(bytes, 0)) {
            throw damaged(
                    block,
                    offset,
                    "the block states checksum " + Integer.toHexString(BlockHeader.checksum(bytes, 0))
                            + ", its bytes have " + Integer.toHexString(found),
                    null);
        }
        segment.checkedBlock(entry, block, bytes);
        try {
            scratch.codec.decode(bytes, BlockHeader.SIZE, bodyLength, into, columns::contains);
        } catch (MalformedBytesException e) {
            throw damaged(block, offset, String.valueOf(e.getMessage()), e);
        }
    }

    private DamagedStoreException damaged(int block, long offset, String what, @Nullable Throwable cause) {
        long at = segment.blockEntryOffset(entry, block);
        return Damage.at(
                segment.identity().fileName(),
                offset,
                what + " (stream " + entry.ordinal() + ", keys " + BlockEntry.firstKey(segment.file(), at) + " to "
                        + BlockEntry.lastKey(segment.file(), at) + ")",
                cause);
    }
}
