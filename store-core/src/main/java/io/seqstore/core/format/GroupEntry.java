package io.seqstore.core.format;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.ByteOutput;

/**
 * What a segment says of some consecutive blocks as one, so that a long stretch is described by few entries (docs/format.md,
 * "Group entry"). A group of level 1 is {@link #FAN_OUT} blocks, one of a higher level as many groups of the level below;
 * what is left over at the end of a level is in no group of it.
 *
 * <pre>
 *  at  size  field
 *   0     8  events
 *   8     4  statistics  where its statistics begin in the statistics of the directory
 * </pre>
 */
public final class GroupEntry {
    /** Children of a group. */
    public static final int FAN_OUT = 16;

    /** Bytes of an entry. */
    public static final int SIZE = 12;

    private static final int STATISTICS = Long.BYTES;

    private GroupEntry() {}

    /** How many groups of all levels there are over that many blocks. */
    public static int count(int blocks) {
        int groups = 0;
        for (int level = blocks / FAN_OUT; level > 0; level /= FAN_OUT) {
            groups += level;
        }
        return groups;
    }

    /** Appends an entry. */
    public static void encode(ByteOutput out, long events, int statistics) {
        out.putLong(events);
        out.putInt(statistics);
    }

    public static long events(ReadableFile file, long at) {
        return file.getLong(at);
    }

    public static int statistics(ReadableFile file, long at) {
        return file.getInt(at + STATISTICS);
    }
}
