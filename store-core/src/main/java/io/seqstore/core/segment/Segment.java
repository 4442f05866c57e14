package io.seqstore.core.segment;

import io.seqstore.core.codec.KeyCodec;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.core.memory.ReferenceCount;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.EventLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segment file that is open for reading, shared by all its readers; closed, and deleted if it was replaced, when the last
 * of them has gone. Safe for all threads.
 */
public final class Segment {
    /** As much of the table as is compared at once: whole entries. */
    private static final int TABLE_PART = (1 << 11) * StreamEntry.SIZE;

    /** Comparing a table of this length takes a fraction of a millisecond. */
    private static final int LARGE_TABLE = 1 << 18;

    /** In place of an ordinal. */
    private static final int NO_STREAM = -1;

    private final ReadableFile file;
    private final FileIdentity identity;
    private final SegmentFooter footer;
    private final ReferenceCount users;
    private volatile boolean obsolete;
    private volatile boolean tableVerified;

    /** The ends of the verified table, kept so that a file that is cut short costs no stream outside of them. */
    private int firstOrdinal;

    private int lastOrdinal;

    private final VerifiedBlocks verified;

    private Segment(StoreFolder folder, ReadableFile file, FileIdentity identity, SegmentFooter footer) {
        this.file = file;
        this.identity = identity;
        this.footer = footer;
        this.verified = new VerifiedBlocks(footer.streams());
        this.users = new ReferenceCount(() -> release(folder));
    }

    /**
     * Opens a segment.
     *
     * @throws io.seqstore.types.DamagedStoreException when its header or footer is not what was written
     */
    public static Segment open(StoreFolder folder, FileIdentity identity) {
        ReadableFile file = folder.open(identity.fileName());
        try {
            byte[] header = new byte[FileHeader.SIZE];
            file.read(0, header, 0, header.length);
            FileHeader.check(identity, header);
            SegmentFooter footer = SegmentFooter.decode(file, identity);
            long tableEnd = footer.tableOffset() + (long) footer.streams() * StreamEntry.SIZE + SegmentFooter.SIZE;
            if (footer.tableOffset() < FileHeader.SIZE || footer.streams() < 0 || tableEnd != file.size()) {
                throw Damage.at(identity.fileName(), file.size(), "the footer does not fit the file");
            }
            return new Segment(folder, file, identity, footer);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void release(StoreFolder folder) {
        file.close();
        if (obsolete) {
            folder.delete(identity.fileName());
        }
    }

    /** Who still needs the file. */
    public ReferenceCount users() {
        return users;
    }

    /** Declares that the file is to be deleted when the last user has gone. */
    public void markObsolete() {
        obsolete = true;
    }

    public FileIdentity identity() {
        return identity;
    }

    /** Events of all streams. */
    public long events() {
        return footer.events();
    }

    /** Length of the file. */
    public long length() {
        return file.size();
    }

    /** How its blocks were packed. */
    public Packing packing() {
        return Packing.of(footer.packing());
    }

    /** How many streams it holds. */
    public int streams() {
        return footer.streams();
    }

    /** Whether the table is so large that it is not to be read without need. */
    public boolean hasLargeTable() {
        return (long) footer.streams() * StreamEntry.SIZE > LARGE_TABLE;
    }

    /** The ordinal of the first stream, of which the footer knows without the table. */
    public int firstOrdinal() {
        return footer.firstOrdinal();
    }

    /** The ordinal of a stream by its place in the segment. */
    public int ordinal(int index) {
        try {
            verifyTable();
            int ordinal = StreamEntry.ordinalAt(file, entryOffset(index));
            checkWhole(ordinal);
            return ordinal;
        } catch (InternalError e) {
            throw unreadable(NO_STREAM, e);
        }
    }

    /**
     * Makes sure that the numbers that were read up to here are those of the file.
     *
     * @param ordinal the stream that is read
     * @throws DamagedStoreException when somebody cut the file short since it was opened
     */
    void checkWhole(int ordinal) {
        if (!file.isWhole()) {
            throw unreadable(ordinal, null);
        }
    }

    /** Damage of a file that was right when it was opened. */
    DamagedStoreException unreadable(int ordinal, @Nullable Throwable cause) {
        return Damage.ofKeys(
                identity.fileName(),
                footer.tableOffset(),
                "the file was cut short while it was open, or the device fails",
                ordinal,
                KeyRange.ALL,
                cause);
    }

    private long entryOffset(int index) {
        return footer.tableOffset() + (long) index * StreamEntry.SIZE;
    }

    /** Whether the ordinal of a stream lies between those of the segment. */
    boolean spans(int ordinal) {
        verifyTable();
        return firstOrdinal <= ordinal && ordinal <= lastOrdinal;
    }

    /** What the segment holds of a stream. */
    public Optional<StreamEntry> find(int ordinal) {
        if (!spans(ordinal)) {
            return Optional.empty();
        }
        try {
            int index = indexOf(ordinal);
            Optional<StreamEntry> entry =
                    index < 0 ? Optional.empty() : Optional.of(StreamEntry.decode(file, entryOffset(index)));
            checkWhole(ordinal);
            return entry;
        } catch (InternalError e) {
            throw unreadable(ordinal, e);
        }
    }

    /**
     * The place of a stream in the table, or -1 when it is not there. Ordinals are given one after the other, so that the
     * place is guessed from the ordinals at the ends.
     */
    int indexOf(int ordinal) {
        verifyTable();
        if (ordinal < firstOrdinal || ordinal > lastOrdinal) {
            return -1;
        }
        int low = 0;
        int high = footer.streams() - 1;
        int guess = Math.min(high, ordinal - firstOrdinal);
        int found = StreamEntry.ordinalAt(file, entryOffset(guess));
        if (found == ordinal) {
            return guess;
        }
        if (found < ordinal) {
            low = guess + 1;
        } else {
            high = guess - 1;
        }
        return indexBetween(low, high, ordinal);
    }

    private int indexBetween(int from, int to, int ordinal) {
        int low = from;
        int high = to;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = StreamEntry.ordinalAt(file, entryOffset(middle));
            if (found < ordinal) {
                low = middle + 1;
            } else if (found > ordinal) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /**
     * The events that the segment holds of a stream.
     *
     * @throws io.seqstore.types.DamagedStoreException when its directory is not what was written
     */
    public Optional<SegmentLayer> layer(int ordinal, EventLayout layout) {
        SegmentLayer layer = new SegmentLayer(this, layout);
        return layer.moveTo(this, ordinal, layout) ? Optional.of(layer) : Optional.empty();
    }

    /**
     * The same for those who copy events to another segment: directory and blocks are compared with their checksums now,
     * whoever has done so before.
     */
    public Optional<SegmentLayer> layerToCopy(int ordinal, EventLayout layout) {
        SegmentLayer layer = SegmentLayer.toCopy(this, layout);
        return layer.moveTo(this, ordinal, layout) ? Optional.of(layer) : Optional.empty();
    }

    /**
     * Where the entry of a stream stands, whose directory is what was written and fits the layout.
     *
     * @param always whether the directory is compared also when somebody has done so before
     */
    long checkedEntryAt(int index, EventLayout layout, boolean always) {
        long at = entryOffset(index);
        if (StreamEntry.columnsAt(file, at) != layout.columns().size()) {
            throw wrongColumns(index, layout);
        }
        if (StreamEntry.hasDirectoryAt(file, at) && (always || !verified.hasDirectory(index))) {
            verifyDirectory(index);
        }
        return at;
    }

    private DamagedStoreException wrongColumns(int index, EventLayout layout) {
        StreamEntry entry = StreamEntry.decode(file, entryOffset(index));
        checkWhole(entry.ordinal());
        return Damage.at(
                identity.fileName(),
                entry.offset(),
                "stream " + entry.ordinal() + " has " + entry.columns() + " columns, its type has "
                        + layout.columns().size());
    }

    VerifiedBlocks verified() {
        return verified;
    }

    private void verifyTable() {
        if (tableVerified) {
            return;
        }
        long length = (long) footer.streams() * StreamEntry.SIZE;
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            throw Damage.at(identity.fileName(), footer.tableOffset(), "a table of " + length + " bytes");
        }
        // Part by part: the table of many streams would be one large array, for this alone.
        byte[] part = new byte[(int) Math.min(length, TABLE_PART)];
        Checksum checksum = new Checksum();
        checksum.begin(identity, footer.tableOffset());
        int first = 0;
        int last = -1;
        for (long at = 0; at < length; at += part.length) {
            int partLength = (int) Math.min(part.length, length - at);
            file.read(footer.tableOffset() + at, part, 0, partLength);
            checksum.update(part, 0, partLength);
            if (at == 0) {
                first = LittleEndian.getInt(part, 0);
            }
            last = LittleEndian.getInt(part, partLength - StreamEntry.SIZE);
        }
        int found = checksum.value();
        if (found != footer.tableChecksum()) {
            throw Damage.checksum(
                    identity.fileName(), "the table of streams", footer.tableOffset(), footer.tableChecksum(), found);
        }
        if (length > 0 && first != footer.firstOrdinal()) {
            throw Damage.at(
                    identity.fileName(),
                    footer.tableOffset(),
                    "the first stream is " + first + ", the footer names " + footer.firstOrdinal());
        }
        firstOrdinal = first;
        lastOrdinal = last;
        tableVerified = true;
    }

    private void verifyDirectory(int index) {
        StreamEntry entry = StreamEntry.decode(file, entryOffset(index));
        checkWhole(entry.ordinal());
        long length = entry.directoryLength();
        if (entry.blocks() < 0
                || entry.erased() < 0
                || entry.statistics() < 0
                || length > file.size()
                || length > Integer.MAX_VALUE - 8) {
            throw Damage.at(identity.fileName(), entry.offset(), "a directory of " + length + " bytes");
        }
        byte[] directory = new byte[(int) length];
        file.read(entry.offset(), directory, 0, directory.length);
        int found = new Checksum().of(identity, entry.offset(), directory, 0, directory.length);
        if (found != entry.check()) {
            throw Damage.checksum(
                    identity.fileName(),
                    "the directory of stream " + entry.ordinal(),
                    entry.offset(),
                    entry.check(),
                    found);
        }
        verified.addDirectory(index);
    }

    ErasedRanges erased(int index, boolean isHeadOnly) {
        StreamEntry entry = StreamEntry.decode(file, entryOffset(index));
        checkWhole(entry.ordinal());
        long at = entry.erasedOffset();
        byte[] bytes = new byte[entry.erased()];
        file.read(at, bytes, 0, bytes.length);
        try {
            return KeyCodec.ranges(bytes, 0, bytes.length, isHeadOnly);
        } catch (MalformedBytesException e) {
            throw Damage.at(identity.fileName(), at, String.valueOf(e.getMessage()), e);
        }
    }

    ReadableFile file() {
        return file;
    }
}
