package io.seqstore.core.format;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;

/**
 * What a directory of a stream says of itself, in front of its block entries (docs/format.md, "Directory"). A stream of one
 * block that removes nothing has no directory.
 *
 * <pre>
 *  at  size  field
 *   0     8  events
 *   8     4  statistics  bytes of the statistics, 0 when there are none
 *  12     4  erased      bytes of the ranges removed from older segments
 * </pre>
 */
public final class DirectoryHead {
    /** Bytes of the head. */
    public static final int SIZE = 16;

    private static final int STATISTICS = Long.BYTES;
    private static final int ERASED = STATISTICS + Integer.BYTES;

    private DirectoryHead() {}

    /** Begins a directory; {@link #fill} is called when it is complete. */
    public static void begin(ByteOutput directory) {
        directory.reset();
        directory.skip(SIZE);
    }

    /** Fills in the head of a directory. */
    public static void fill(ByteOutput directory, long events, int statistics, int erased) {
        LittleEndian.putLong(directory.bytes(), 0, events);
        LittleEndian.putInt(directory.bytes(), STATISTICS, statistics);
        LittleEndian.putInt(directory.bytes(), ERASED, erased);
    }

    public static long eventsAt(ReadableFile file, long at) {
        return file.getLong(at);
    }

    static int statisticsAt(ReadableFile file, long at) {
        return file.getInt(at + STATISTICS);
    }

    public static int erasedAt(ReadableFile file, long at) {
        return file.getInt(at + ERASED);
    }
}
