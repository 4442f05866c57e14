package io.seqstore.core.format;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;

/**
 * What a segment says of one stream (docs/format.md, "Stream entry"); the table of these ascends by ordinal. A stream of one
 * block that removes nothing from older segments is described by its entry alone, and so is one of a few rows, which stand in a
 * block with those of other streams; others have a directory.
 *
 * <pre>
 *  at  size  field
 *   0     4  ordinal
 *   4     2  columns    of the layout, without the keys
 *   6     2  form       bit 0 a directory, bit 1 it removes ranges, bit 2 rows in a shared block
 *   8     8  firstKey   of the events; meaningless when there are none
 *  16     8  lastKey
 *  24     8  offset     of the block header, or of the directory
 *  32     4  count      rows of the block, or blocks; in a shared block the rows (2 bytes) and the first of them (2)
 *  36     4  check      length of the body of the block, or checksum of the directory
 * </pre>
 *
 * <p>The footer holds the checksum of the whole table.
 *
 * @param ordinal the stream
 * @param columns columns of its layout
 * @param hasDirectory whether the stream has a directory
 * @param isErasing whether ranges are removed from older segments
 * @param firstKey the smallest key
 * @param lastKey the greatest key
 * @param offset where the only block, or the directory begins
 * @param firstRow where the rows of the stream begin in a shared block; {@link #NOT_SHARED} where there is none
 * @param blocks how many blocks
 * @param check length of the body of the only block, or checksum of the directory
 * @param events how many events
 * @param statistics bytes of the statistics of blocks and groups; 0 when there are none, and no groups; negative when the
 *     directory lies outside of the file
 * @param erased bytes of the erased ranges
 */
public record StreamEntry(
        int ordinal,
        int columns,
        boolean hasDirectory,
        boolean isErasing,
        long firstKey,
        long lastKey,
        long offset,
        int firstRow,
        int blocks,
        int check,
        long events,
        int statistics,
        int erased) {
    /** Bytes of an entry. */
    public static final int SIZE = 40;

    /** In place of a row of a shared block. */
    public static final int NOT_SHARED = -1;

    /** The most rows of a shared block. */
    public static final int MAX_SHARED_ROWS = (1 << Short.SIZE) - 1;

    private static final int COLUMNS = Integer.BYTES;
    private static final int FIRST_KEY = COLUMNS + 2 * Short.BYTES;
    private static final int LAST_KEY = FIRST_KEY + Long.BYTES;
    private static final int OFFSET = LAST_KEY + Long.BYTES;
    private static final int COUNT = OFFSET + Long.BYTES;
    private static final int CHECK = COUNT + Integer.BYTES;

    private static final int HAS_DIRECTORY = 1 << Short.SIZE;
    private static final int IS_ERASING = 2 << Short.SIZE;
    private static final int IS_SHARED = 4 << Short.SIZE;

    private static final int NOWHERE = -1;

    /** The entry of a stream of one block that removes nothing. */
    public static StreamEntry ofBlock(
            int ordinal, int columns, long firstKey, long lastKey, long offset, int rows, int bodyLength) {
        return new StreamEntry(
                ordinal, columns, false, false, firstKey, lastKey, offset, NOT_SHARED, 1, bodyLength, rows, 0, 0);
    }

    /**
     * Appends the entry of a stream of a few rows in a block that is not written yet; {@link #place} says later where that is.
     *
     * @param firstRow where its rows begin in the block
     */
    public static void encodeShared(ByteOutput out, int ordinal, int columns, int firstRow, int rows) {
        out.putInt(ordinal);
        out.putInt(columns | IS_SHARED);
        out.skip(COUNT - FIRST_KEY);
        out.putInt(rows | firstRow << Short.SIZE);
        out.putInt(0);
    }

    /**
     * Completes an entry of {@link #encodeShared} when the block is written of which it speaks.
     *
     * @param keys of the rows of the block
     * @param isShared false when no other stream got into it
     */
    public static void place(byte[] entries, int at, long[] keys, long offset, int bodyLength, boolean isShared) {
        int columns = LittleEndian.getInt(entries, at + COLUMNS);
        int count = LittleEndian.getInt(entries, at + COUNT);
        int firstRow = count >>> Short.SIZE;
        LittleEndian.putInt(entries, at + COLUMNS, isShared ? columns : columns & ~IS_SHARED);
        LittleEndian.putLong(entries, at + FIRST_KEY, keys[firstRow]);
        LittleEndian.putLong(entries, at + LAST_KEY, keys[firstRow + (count & MAX_SHARED_ROWS) - 1]);
        LittleEndian.putLong(entries, at + OFFSET, offset);
        LittleEndian.putInt(entries, at + CHECK, bodyLength);
    }

    /** Whether the rows stand in a block with those of other streams. */
    public boolean isShared() {
        return firstRow != NOT_SHARED;
    }

    /** Bytes of the directory. */
    public long directoryLength() {
        return hasDirectory ? erasedOffset() + erased - offset : 0;
    }

    /** Where the entry of a block stands in the directory. */
    public long blockEntryOffset(int block) {
        return blockEntryOffset(offset, block);
    }

    /** Where the entry of a block stands in the directory that begins somewhere. */
    public static long blockEntryOffset(long directory, int block) {
        return directory + DirectoryHead.SIZE + (long) block * BlockEntry.SIZE;
    }

    /** Where the group entries begin: the groups of level 1, then those of level 2, and so on. */
    public long groupsOffset() {
        return blockEntryOffset(blocks);
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
        out.putInt(columns
                | (hasDirectory ? HAS_DIRECTORY : 0)
                | (isErasing ? IS_ERASING : 0)
                | (isShared() ? IS_SHARED : 0));
        out.putLong(firstKey);
        out.putLong(lastKey);
        out.putLong(offset);
        out.putInt(hasDirectory ? blocks : isShared() ? (int) events | firstRow << Short.SIZE : (int) events);
        out.putInt(check);
    }

    /** The ordinal of the entry at a position. */
    public static int ordinalAt(ReadableFile file, long at) {
        return file.getInt(at);
    }

    public static int columnsAt(ReadableFile file, long at) {
        return file.getInt(at + COLUMNS) & 0xFFFF;
    }

    public static boolean hasDirectoryAt(ReadableFile file, long at) {
        return (file.getInt(at + COLUMNS) & HAS_DIRECTORY) != 0;
    }

    public static long firstKeyAt(ReadableFile file, long at) {
        return file.getLong(at + FIRST_KEY);
    }

    public static long lastKeyAt(ReadableFile file, long at) {
        return file.getLong(at + LAST_KEY);
    }

    public static long offsetAt(ReadableFile file, long at) {
        return file.getLong(at + OFFSET);
    }

    /** Where the rows of the stream begin in a shared block; {@link #NOT_SHARED} where there is none. */
    public static int firstRowAt(ReadableFile file, long at) {
        boolean isShared = (file.getInt(at + COLUMNS) & (IS_SHARED | HAS_DIRECTORY)) == IS_SHARED;
        return isShared ? file.getInt(at + COUNT) >>> Short.SIZE : NOT_SHARED;
    }

    /** Rows of the stream in its only block, or blocks. */
    public static int countAt(ReadableFile file, long at) {
        int count = file.getInt(at + COUNT);
        return firstRowAt(file, at) == NOT_SHARED ? count : count & MAX_SHARED_ROWS;
    }

    /** Length of the body of the only block, or checksum of the directory. */
    public static int checkAt(ReadableFile file, long at) {
        return file.getInt(at + CHECK);
    }

    /**
     * Reads the entry at a position of a table whose checksum was compared, and what the directory says of itself, which may be
     * wrong.
     */
    public static StreamEntry decode(ReadableFile file, long at) {
        long offset = offsetAt(file, at);
        int count = countAt(file, at);
        boolean hasDirectory = hasDirectoryAt(file, at);
        boolean hasHead = hasDirectory && offset >= 0 && offset <= file.size() - DirectoryHead.SIZE;
        int outside = hasDirectory ? NOWHERE : 0;
        return new StreamEntry(
                ordinalAt(file, at),
                columnsAt(file, at),
                hasDirectory,
                (file.getInt(at + COLUMNS) & IS_ERASING) != 0,
                firstKeyAt(file, at),
                lastKeyAt(file, at),
                offset,
                firstRowAt(file, at),
                hasDirectory ? count : 1,
                checkAt(file, at),
                hasHead ? DirectoryHead.eventsAt(file, offset) : hasDirectory ? 0 : count,
                hasHead ? DirectoryHead.statisticsAt(file, offset) : outside,
                hasHead ? DirectoryHead.erasedAt(file, offset) : outside);
    }
}
