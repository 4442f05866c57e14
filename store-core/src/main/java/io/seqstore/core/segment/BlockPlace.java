package io.seqstore.core.segment;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.StreamEntry;

/**
 * Where a block of a segment stands, and which of its rows are meant.
 *
 * @param offset of its header
 * @param bodyLength length of its body
 * @param ordinal the stream
 * @param firstRow the first row of the stream in a block that it shares; {@link StreamEntry#NOT_SHARED} in one of its own
 * @param rows how many events of the stream it holds
 */
record BlockPlace(long offset, int bodyLength, int ordinal, int firstRow, int rows) {
    boolean isShared() {
        return firstRow != StreamEntry.NOT_SHARED;
    }

    /** Where a block of a stream stands by the stream's entry and directory. */
    static BlockPlace of(ReadableFile file, StreamEntry entry, int block) {
        if (!entry.hasDirectory()) {
            return new BlockPlace(
                    entry.offset(), entry.check(), entry.ordinal(), entry.firstRow(), (int) entry.events());
        }
        long at = entry.blockEntryOffset(block);
        return new BlockPlace(
                BlockEntry.offset(file, at),
                BlockEntry.bodyLength(file, at),
                entry.ordinal(),
                StreamEntry.NOT_SHARED,
                BlockEntry.rows(file, at));
    }
}
