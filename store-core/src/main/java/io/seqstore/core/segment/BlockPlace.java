package io.seqstore.core.segment;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.StreamEntry;

/**
 * Where a block of a segment stands.
 *
 * @param offset of its header
 * @param bodyLength length of its body
 * @param ordinal its stream
 * @param rows how many events it holds
 */
record BlockPlace(long offset, int bodyLength, int ordinal, int rows) {
    /** Where a block of a stream stands by the stream's entry and directory. */
    static BlockPlace of(ReadableFile file, StreamEntry entry, int block) {
        if (!entry.hasDirectory()) {
            return new BlockPlace(entry.offset(), entry.check(), entry.ordinal(), (int) entry.events());
        }
        long at = entry.blockEntryOffset(block);
        return new BlockPlace(
                BlockEntry.offset(file, at),
                BlockEntry.bodyLength(file, at),
                entry.ordinal(),
                BlockEntry.rows(file, at));
    }
}
