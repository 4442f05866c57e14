package io.seqstore.core.format;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;

/**
 * What a segment says of one stream (docs/format.md, "Stream entry"); the table of these ascends by ordinal.
 *
 * <pre>
 *  at  size  field
 *   0     4  ordinal
 *   4     4  columns            of the layout, without the keys
 *   8     4  blocks
 *  12     4  erased             bytes of the ranges removed from older segments
 *  16     8  events
 *  24     8  firstKey           of the events; meaningless when there are none
 *  32     8  lastKey
 *  40     8  directoryOffset    block entries, group entries, statistics, erased ranges
 *  48     4  directoryChecksum  of those
 *  52     4  statistics         bytes of the statistics, 0 when there are none
 *  56     8  reserved           zero
 * </pre>
 *
 * <p>The footer holds the checksum of the whole table.
 *
 * @param ordinal the stream
 * @param columns columns of its layout
 * @param blocks how many blocks
 * @param erased bytes of the erased ranges
 * @param events how many events
 * @param firstKey the smallest key
 * @param lastKey the greatest key
 * @param directoryOffset where the directory begins
 * @param directoryChecksum checksum of the directory
 * @param statistics bytes of the statistics of blocks and groups; 0 when there are none, and no groups
 */
public record StreamEntry(
        int ordinal,
        int columns,
        int blocks,
        int erased,
        long events,
        long firstKey,
        long lastKey,
        long directoryOffset,
        int directoryChecksum,
        int statistics) {
    /** Bytes of an entry. */
    public static final int SIZE = 64;

    private static final int RESERVED = 2 * Integer.BYTES;

    /** Bytes of the directory. */
    public long directoryLength() {
        return statisticsOffset() - directoryOffset + statistics + erased;
    }

    /** Where the group entries begin: the groups of level 1, then those of level 2, and so on. */
    public long groupsOffset() {
        return directoryOffset + (long) blocks * BlockEntry.SIZE;
    }

    /** Where the statistics begin. */
    public long statisticsOffset() {
        return groupsOffset() + (statistics == 0 ? 0 : (long) GroupEntry.count(blocks) * GroupEntry.SIZE);
    }

    /** Where the erased ranges begin. */
    public long erasedOffset() {
        return statisticsOffset() + statistics;
    }

    /** Appends the entry. */
    public void encode(ByteOutput out) {
        out.putInt(ordinal);
        out.putInt(columns);
        out.putInt(blocks);
        out.putInt(erased);
        out.putLong(events);
        out.putLong(firstKey);
        out.putLong(lastKey);
        out.putLong(directoryOffset);
        out.putInt(directoryChecksum);
        out.putInt(statistics);
        out.skip(RESERVED);
    }

    /** The ordinal of the entry at a position. */
    public static int ordinalAt(ReadableFile file, long at) {
        return file.getInt(at);
    }

    public static int columnsAt(ReadableFile file, long at) {
        return file.getInt(at + 4);
    }

    public static int blocksAt(ReadableFile file, long at) {
        return file.getInt(at + 8);
    }

    public static int erasedAt(ReadableFile file, long at) {
        return file.getInt(at + 12);
    }

    public static long eventsAt(ReadableFile file, long at) {
        return file.getLong(at + 16);
    }

    public static long firstKeyAt(ReadableFile file, long at) {
        return file.getLong(at + 24);
    }

    public static long lastKeyAt(ReadableFile file, long at) {
        return file.getLong(at + 32);
    }

    public static long directoryOffsetAt(ReadableFile file, long at) {
        return file.getLong(at + 40);
    }

    /** Reads the entry at a position of a table whose checksum was compared. */
    public static StreamEntry decode(ReadableFile file, long at) {
        return new StreamEntry(
                file.getInt(at),
                file.getInt(at + 4),
                file.getInt(at + 8),
                file.getInt(at + 12),
                file.getLong(at + 16),
                file.getLong(at + 24),
                file.getLong(at + 32),
                file.getLong(at + 40),
                file.getInt(at + 48),
                file.getInt(at + 52));
    }
}
