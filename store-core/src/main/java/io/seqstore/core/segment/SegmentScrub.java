package io.seqstore.core.segment;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.event.EventLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a segment for those who look after a store: compares every piece with its checksum and with what is said of
 * it, tells what is damaged, and passes over it. Readers of events use {@link Segment}.
 *
 * <p>Where header, footer, table or a directory are damaged, what they said is found again from pieces that prove themselves: an
 * entry of the table by the checksum of its directory, a block by its own. One thread.
 */
public final class SegmentScrub implements AutoCloseable {
    private final ReadableFile file;
    private final FileIdentity identity;
    private final IntPredicate known;
    private final Consumer<SegmentDamage> found;
    private final BlockScrub blocks;
    private final Checksum checksum = new Checksum();

    /** What the table says of each stream, as far as it can be believed. */
    private final TreeMap<Integer, StreamEntry> entries = new TreeMap<>();

    /** Of these the directory is what was written, or they need none. */
    private final TreeMap<Integer, StreamEntry> withDirectory = new TreeMap<>();

    /** Blocks that no directory names any more. */
    private final TreeMap<Integer, List<BlockPlace>> loose = new TreeMap<>();

    private long tableOffset;

    private SegmentScrub(ReadableFile file, FileIdentity identity, IntPredicate known, Consumer<SegmentDamage> found) {
        this.file = file;
        this.identity = identity;
        this.known = known;
        this.found = found;
        this.blocks = new BlockScrub(file, identity);
    }

    /**
     * Opens a segment and reads what it says of its streams.
     *
     * @param known whether a number may be that of a stream, which keeps chance from being taken for a block
     * @param found is told what is damaged
     * @return empty when nothing of it can be read
     */
    public static Optional<SegmentScrub> open(
            StoreFolder folder, FileIdentity identity, IntPredicate known, Consumer<SegmentDamage> found) {
        ReadableFile file;
        try {
            file = folder.open(identity.fileName());
        } catch (DamagedStoreException e) {
            found.accept(new SegmentDamage(
                    identity.fileName(),
                    0,
                    "the segment is missing",
                    SegmentDamage.UNKNOWN,
                    null,
                    SegmentDamage.UNKNOWN));
            return Optional.empty();
        }
        try {
            SegmentScrub scrub = new SegmentScrub(file, identity, known, found);
            scrub.readTable();
            scrub.readDirectories();
            scrub.findLooseBlocks();
            return Optional.of(scrub);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Length of the file. */
    public long length() {
        return file.size();
    }

    /** The streams of which anything was found. */
    public SortedSet<Integer> ordinals() {
        SortedSet<Integer> all = new TreeSet<>(entries.keySet());
        all.addAll(loose.keySet());
        return all;
    }

    /**
     * Reads all blocks of a stream, and tells what is damaged.
     *
     * @param layout of its events; null when nobody knows it: then only checksums are compared
     * @return what is right
     */
    public StreamScrub read(int ordinal, @Nullable EventLayout layout) {
        StreamScrub stream = new StreamScrub(identity, file, blocks, ordinal, layout, found);
        StreamEntry entry = entries.get(ordinal);
        if (entry != null && withDirectory.containsKey(ordinal)) {
            stream.readByDirectory(entry);
        } else {
            stream.readLoose(entry, loose.getOrDefault(ordinal, List.of()));
        }
        return stream;
    }

    private void report(long offset, String what) {
        found.accept(new SegmentDamage(
                identity.fileName(), offset, what, SegmentDamage.UNKNOWN, null, SegmentDamage.UNKNOWN));
    }

    private void readTable() {
        checkHeader();
        SegmentFooter footer;
        try {
            footer = SegmentFooter.decode(file, identity);
        } catch (DamagedStoreException e) {
            report(Math.max(0, file.size() - SegmentFooter.SIZE), e.reason());
            believeWhatProvesItself(Long.MAX_VALUE);
            return;
        }
        long length = (long) footer.streams() * StreamEntry.SIZE;
        boolean fits = footer.streams() >= 0
                && footer.tableOffset() >= FileHeader.SIZE
                && footer.tableOffset() + length + SegmentFooter.SIZE == file.size()
                && length < Integer.MAX_VALUE - Long.BYTES;
        if (!fits || !isTable(footer, (int) length)) {
            report(footer.tableOffset(), "the table of streams is not what was written");
            believeWhatProvesItself(Math.max(0, footer.streams()));
            return;
        }
        tableOffset = footer.tableOffset();
        believe(footer);
    }

    private void checkHeader() {
        byte[] header = new byte[FileHeader.SIZE];
        try {
            file.read(0, header, 0, header.length);
            FileHeader.check(identity, header);
        } catch (DamagedStoreException e) {
            report(0, e.reason());
        }
    }

    private boolean isTable(SegmentFooter footer, int length) {
        byte[] table = new byte[length];
        file.read(footer.tableOffset(), table, 0, length);
        return checksum.of(identity, footer.tableOffset(), table, 0, length) == footer.tableChecksum();
    }

    private void believe(SegmentFooter footer) {
        long events = 0;
        int before = -1;
        for (int i = 0; i < footer.streams(); i++) {
            long at = footer.tableOffset() + (long) i * StreamEntry.SIZE;
            StreamEntry entry = StreamEntry.decode(file, at);
            if (entry.ordinal() <= before) {
                report(at, "the ordinals in the table do not ascend");
            }
            if (i == 0 && entry.ordinal() != footer.firstOrdinal()) {
                report(at, "the footer names another first stream");
            }
            before = entry.ordinal();
            events += entry.events();
            entries.put(entry.ordinal(), entry);
        }
        if (events != footer.events()) {
            report(
                    file.size() - SegmentFooter.SIZE,
                    "the footer counts " + footer.events() + " events, the table " + events);
        }
    }

    /** Reads the table backwards from the end, since only its end can be known. */
    private void believeWhatProvesItself(long streams) {
        tableOffset = file.size() - SegmentFooter.SIZE;
        for (long i = 0; i < streams && tableOffset - StreamEntry.SIZE >= FileHeader.SIZE; i++) {
            long at = tableOffset - StreamEntry.SIZE;
            Optional<StreamEntry> entry = proved(StreamEntry.decode(file, at), at);
            if (entry.isEmpty() && streams == Long.MAX_VALUE) {
                return;
            }
            entry.ifPresent(right -> entries.put(right.ordinal(), right));
            tableOffset = at;
        }
    }

    /** An entry whose directory and one of its blocks are right, with what the directory says itself. */
    private Optional<StreamEntry> proved(StreamEntry entry, long tableAt) {
        if (!entry.hasDirectory()) {
            return blocks.entryOf(BlockPlace.of(file, entry, 0));
        }
        if (entry.blocks() < 1 || !isDirectory(entry, tableAt)) {
            return Optional.empty();
        }
        long events = 0;
        boolean named = false;
        for (int block = 0; block < entry.blocks(); block++) {
            BlockPlace place = BlockPlace.of(file, entry, block);
            events += place.rows();
            named = named || blocks.load(place) == null;
        }
        return named
                ? Optional.of(new StreamEntry(
                        entry.ordinal(),
                        entry.columns(),
                        true,
                        entry.erased() > 0,
                        BlockEntry.firstKey(file, entry.blockEntryOffset(0)),
                        BlockEntry.lastKey(file, entry.blockEntryOffset(entry.blocks() - 1)),
                        entry.offset(),
                        StreamEntry.NOT_SHARED,
                        entry.blocks(),
                        entry.check(),
                        events,
                        entry.statistics(),
                        entry.erased()))
                : Optional.empty();
    }

    private boolean isDirectory(StreamEntry entry, long end) {
        long length = entry.directoryLength();
        boolean fits = entry.blocks() >= 0
                && entry.erased() >= 0
                && entry.statistics() >= 0
                && entry.offset() >= FileHeader.SIZE
                && length <= end - entry.offset()
                && length < Integer.MAX_VALUE - Long.BYTES;
        if (!fits) {
            return false;
        }
        byte[] directory = new byte[(int) length];
        file.read(entry.offset(), directory, 0, directory.length);
        return checksum.of(identity, entry.offset(), directory, 0, directory.length) == entry.check();
    }

    private void readDirectories() {
        entries.forEach((ordinal, entry) -> {
            if (entry.hasDirectory() ? isDirectory(entry, tableOffset) : isInside(entry)) {
                withDirectory.put(ordinal, entry);
            }
        });
    }

    /** Whether the only block of a stream lies in front of the table. */
    private boolean isInside(StreamEntry entry) {
        return entry.offset() >= FileHeader.SIZE
                && entry.check() >= 0
                && entry.check() <= tableOffset - entry.offset() - BlockHeader.SIZE;
    }

    /** Looks for blocks in those parts of the file that no directory speaks of. */
    private void findLooseBlocks() {
        List<StreamEntry> inOrder = new ArrayList<>(withDirectory.values());
        inOrder.sort(Comparator.comparingLong(StreamEntry::offset));
        long end = FileHeader.SIZE;
        for (StreamEntry entry : inOrder) {
            if (entry.hasDirectory()) {
                findLooseBlocks(
                        end,
                        entry.blocks() == 0
                                ? entry.offset()
                                : BlockPlace.of(file, entry, 0).offset());
                end = entry.offset() + entry.directoryLength();
            } else {
                findLooseBlocks(end, entry.offset());
                end = entry.offset() + BlockHeader.SIZE + entry.check();
            }
        }
        findLooseBlocks(end, Math.min(tableOffset, file.size()));
    }

    private void findLooseBlocks(long from, long to) {
        for (BlockPlace place : blocks.find(from, to, known)) {
            loose.computeIfAbsent(place.ordinal(), ordinal -> new ArrayList<>()).add(place);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
