package io.seqstore.core.segment;

import io.seqstore.core.codec.KeyCodec;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.ReferenceCount;
import io.seqstore.types.event.EventLayout;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A segment file that is open for reading, shared by all its readers; closed, and deleted if it was replaced, when the last
 * of them has gone. Safe for all threads.
 */
public final class Segment {
    private final ReadableFile file;
    private final FileIdentity identity;
    private final SegmentFooter footer;
    private final ReferenceCount users;
    private volatile boolean obsolete;
    private volatile boolean tableVerified;

    /** Directories whose checksum was compared. */
    private final AtomicIntegerArray verified;

    private Segment(StoreFolder folder, ReadableFile file, FileIdentity identity, SegmentFooter footer) {
        this.file = file;
        this.identity = identity;
        this.footer = footer;
        this.verified = new AtomicIntegerArray((footer.streams() + Integer.SIZE - 1) / Integer.SIZE);
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

    /** How many streams it holds. */
    public int streams() {
        return footer.streams();
    }

    /** The ordinal of a stream by its place in the segment. */
    public int ordinal(int index) {
        verifyTable();
        return StreamEntry.ordinalAt(file, entryOffset(index));
    }

    private long entryOffset(int index) {
        return footer.tableOffset() + (long) index * StreamEntry.SIZE;
    }

    /** What the segment holds of a stream. */
    public Optional<StreamEntry> find(int ordinal) {
        int index = indexOf(ordinal);
        return index < 0 ? Optional.empty() : Optional.of(StreamEntry.decode(file, entryOffset(index)));
    }

    /** The place of a stream in the table, or -1 when it is not there. */
    private int indexOf(int ordinal) {
        verifyTable();
        int low = 0;
        int high = footer.streams() - 1;
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
        int index = indexOf(ordinal);
        if (index < 0) {
            return Optional.empty();
        }
        StreamEntry entry = StreamEntry.decode(file, entryOffset(index));
        if (entry.columns() != layout.columns().size()) {
            throw Damage.at(
                    identity.fileName(),
                    entry.directoryOffset(),
                    "stream " + ordinal + " has " + entry.columns() + " columns, its type has "
                            + layout.columns().size());
        }
        verifyDirectory(entry, index);
        return Optional.of(new SegmentLayer(this, entry, layout));
    }

    private void verifyTable() {
        if (tableVerified) {
            return;
        }
        long length = (long) footer.streams() * StreamEntry.SIZE;
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            throw Damage.at(identity.fileName(), footer.tableOffset(), "a table of " + length + " bytes");
        }
        byte[] table = new byte[(int) length];
        file.read(footer.tableOffset(), table, 0, table.length);
        int found = new Checksum().of(identity, footer.tableOffset(), table, 0, table.length);
        if (found != footer.tableChecksum()) {
            throw Damage.checksum(
                    identity.fileName(), "the table of streams", footer.tableOffset(), footer.tableChecksum(), found);
        }
        tableVerified = true;
    }

    private void verifyDirectory(StreamEntry entry, int index) {
        int bit = 1 << index;
        if ((verified.get(index / Integer.SIZE) & bit) != 0) {
            return;
        }
        long length = entry.directoryLength();
        if (entry.blocks() < 0
                || entry.erased() < 0
                || entry.statistics() < 0
                || length > file.size()
                || length > Integer.MAX_VALUE - 8) {
            throw Damage.at(identity.fileName(), entry.directoryOffset(), "a directory of " + length + " bytes");
        }
        byte[] directory = new byte[(int) length];
        file.read(entry.directoryOffset(), directory, 0, directory.length);
        int found = new Checksum().of(identity, entry.directoryOffset(), directory, 0, directory.length);
        if (found != entry.directoryChecksum()) {
            throw Damage.checksum(
                    identity.fileName(),
                    "the directory of stream " + entry.ordinal(),
                    entry.directoryOffset(),
                    entry.directoryChecksum(),
                    found);
        }
        verified.accumulateAndGet(index / Integer.SIZE, bit, (bits, one) -> bits | one);
    }

    long blockEntryOffset(StreamEntry entry, int block) {
        return entry.directoryOffset() + (long) block * BlockEntry.SIZE;
    }

    ErasedRanges erased(StreamEntry entry, boolean isHeadOnly) {
        if (entry.erased() == 0) {
            return ErasedRanges.NONE;
        }
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

    /** Where a block's body stands and what it must look like, for messages and checks. */
    long checkedBlock(StreamEntry entry, int block, byte[] header) {
        long at = blockEntryOffset(entry, block);
        long offset = BlockEntry.offset(file, at);
        if (BlockHeader.bodyLength(header, 0) != BlockEntry.bodyLength(file, at)
                || BlockHeader.ordinal(header, 0) != entry.ordinal()
                || BlockHeader.rows(header, 0) != BlockEntry.rows(file, at)) {
            throw Damage.at(identity.fileName(), offset, "the block is not the one that the directory names");
        }
        return offset;
    }
}
