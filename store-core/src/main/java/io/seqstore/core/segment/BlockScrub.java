package io.seqstore.core.segment;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.event.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reads single blocks of a segment and believes none. One thread. */
final class BlockScrub {
    /** The header, and the number of rows with which the body begins. */
    private static final int HEAD = BlockHeader.SIZE + Integer.BYTES;

    private static final long NOWHERE = -1;

    private final ReadableFile file;
    private final FileIdentity identity;
    private final Checksum checksum = new Checksum();
    private final BlockCodec codec = new BlockCodec();
    private final byte[] head = new byte[HEAD];
    private byte[] bytes = new byte[1 << 12];

    /** Where the shared block stands whose bytes are here, so that it is read once for all its streams. */
    private long sharedOffset = NOWHERE;

    private List<BlockPlace> ofShared = List.of();

    BlockScrub(ReadableFile file, FileIdentity identity) {
        this.file = file;
        this.identity = identity;
    }

    /**
     * Compares a block with its checksum and with what is said of it.
     *
     * @return what is wrong with it, in words; null when it is right, and its bytes are here for {@link #decode}
     */
    @Nullable
    String load(BlockPlace place) {
        if (place.isShared() && place.offset() == sharedOffset && ofShared.contains(place)) {
            return null;
        }
        String problem = problemOf(place.offset(), place.bodyLength());
        if (problem != null) {
            return problem;
        }
        boolean isTheOne = BlockHeader.bodyLength(bytes, 0) == place.bodyLength()
                && (place.isShared() ? isInShared(place) : isWhole(place));
        return isTheOne ? null : "the block is not the one that the directory names";
    }

    /** Reads a block, and says what is wrong with its bytes. */
    private @Nullable String problemOf(long offset, int bodyLength) {
        long end = offset + BlockHeader.SIZE + bodyLength;
        if (bodyLength < Integer.BYTES || offset < 0 || end > file.size()) {
            return "a block of " + bodyLength + " bytes does not fit the file";
        }
        try {
            read(offset, BlockHeader.SIZE + bodyLength);
        } catch (DamagedStoreException e) {
            return e.reason();
        }
        int stated = BlockHeader.checksum(bytes, 0);
        int found = checksum.of(
                identity, offset, bytes, BlockHeader.COVERED, BlockHeader.SIZE - BlockHeader.COVERED + bodyLength);
        return stated == found
                ? null
                : "the block states checksum " + Integer.toHexString(stated) + ", its bytes have "
                        + Integer.toHexString(found);
    }

    private boolean isWhole(BlockPlace place) {
        return BlockHeader.ordinal(bytes, 0) == place.ordinal() && rowsOfBody(bytes) == place.rows();
    }

    /** Whether the block that was read says that these rows are those of the stream, and all of them. */
    private boolean isInShared(BlockPlace place) {
        if (BlockHeader.ordinal(bytes, 0) != BlockHeader.SHARED) {
            return false;
        }
        ofShared = placesInShared(place.offset(), place.bodyLength());
        sharedOffset = place.offset();
        return ofShared.contains(place);
    }

    /** Which streams have rows in the shared block that was read; none when it is not right. */
    private List<BlockPlace> placesInShared(long offset, int bodyLength) {
        List<BlockPlace> places = new ArrayList<>();
        try {
            int rows = StreamRowsCodec.rows(bytes, BlockHeader.SIZE, bodyLength);
            if (rows > BlockLoader.MAX_ROWS) {
                return List.of();
            }
            int[] ordinals = StreamRowsCodec.decodeOrdinals(bytes, BlockHeader.SIZE, bodyLength, 0, rows);
            for (int from = 0; from < rows; ) {
                int to = from + 1;
                while (to < rows && ordinals[to] == ordinals[from]) {
                    to++;
                }
                places.add(new BlockPlace(offset, bodyLength, ordinals[from], from, to - from));
                from = to;
            }
            return places;
        } catch (MalformedBytesException e) {
            return List.of();
        }
    }

    /**
     * The entry of a stream of one block by the block itself.
     *
     * @return empty when the block is not right
     */
    Optional<StreamEntry> entryOf(BlockPlace place) {
        if (place.rows() < 1 || place.rows() > BlockLoader.MAX_ROWS || load(place) != null) {
            return Optional.empty();
        }
        try {
            int at = bodyAt(place);
            long[] keys = BlockCodec.keys(bytes, at, BlockHeader.SIZE + place.bodyLength() - at);
            int first = Math.max(0, place.firstRow());
            return Optional.of(new StreamEntry(
                    place.ordinal(),
                    BlockCodec.columns(bytes, at),
                    false,
                    false,
                    keys[first],
                    keys[first + place.rows() - 1],
                    place.offset(),
                    place.firstRow(),
                    1,
                    place.bodyLength(),
                    place.rows(),
                    0,
                    0));
        } catch (MalformedBytesException e) {
            return Optional.empty();
        }
    }

    /** Where the rows begin in the block that was loaded last. */
    private int bodyAt(BlockPlace place) {
        return place.isShared()
                ? StreamRowsCodec.rowsStart(bytes, BlockHeader.SIZE, place.bodyLength())
                : BlockHeader.SIZE;
    }

    /** How many rows the body behind a header says that it has. */
    private static int rowsOfBody(byte[] block) {
        return LittleEndian.getInt(block, BlockHeader.SIZE);
    }

    private void read(long offset, int length) {
        sharedOffset = NOWHERE;
        if (bytes.length < length + ByteOutput.SLACK) {
            bytes = new byte[Math.max(length + ByteOutput.SLACK, Math.min(bytes.length * 2, 1 << 20))];
        }
        file.read(offset, bytes, 0, length);
    }

    /**
     * Decodes the block that was loaded last, and checks that its keys ascend.
     *
     * @param into is emptied first
     * @return what is wrong with it, in words; null when nothing is
     */
    @Nullable
    String decode(BlockPlace place, ColumnBatch into) {
        into.clear();
        try {
            int at = bodyAt(place);
            int first = Math.max(0, place.firstRow());
            int to = place.isShared() ? first + place.rows() : Integer.MAX_VALUE;
            int length = BlockHeader.SIZE + place.bodyLength() - at;
            codec.decode(bytes, at, length, first, to, into, column -> true);
        } catch (MalformedBytesException e) {
            return String.valueOf(e.getMessage());
        }
        if (into.count() != place.rows() || place.rows() == 0) {
            return "the block has " + into.count() + " events, not " + place.rows();
        }
        for (int row = 1; row < into.count(); row++) {
            if (into.compareKeys(row - 1, into, row) >= 0) {
                return "the keys do not ascend at event " + row;
            }
        }
        return null;
    }

    /**
     * Looks for whole blocks in a part of the file whose directory cannot be read. A block proves itself: its checksum covers
     * the place where it stands.
     *
     * @param from where to begin
     * @param to where to end
     * @param known whether a number can be that of a stream
     */
    List<BlockPlace> find(long from, long to, IntPredicate known) {
        List<BlockPlace> found = new ArrayList<>();
        long at = from;
        while (at + HEAD < to) {
            file.read(at, head, 0, head.length);
            int bodyLength = BlockHeader.bodyLength(head, 0);
            List<BlockPlace> places = bodyLength > 0 && bodyLength <= to - at - BlockHeader.SIZE
                    ? placesAt(at, bodyLength, known)
                    : List.of();
            found.addAll(places);
            at += places.isEmpty() ? 1 : BlockHeader.SIZE + bodyLength;
        }
        return found;
    }

    /** The streams whose rows stand in the block of which this seems to be the header; none when there is no block. */
    private List<BlockPlace> placesAt(long at, int bodyLength, IntPredicate known) {
        int ordinal = BlockHeader.ordinal(head, 0);
        if (ordinal != BlockHeader.SHARED) {
            BlockPlace place = new BlockPlace(at, bodyLength, ordinal, StreamEntry.NOT_SHARED, rowsOfBody(head));
            boolean plausible = place.rows() > 0 && place.rows() <= BlockLoader.MAX_ROWS && known.test(ordinal);
            return plausible && load(place) == null ? List.of(place) : List.of();
        }
        if (problemOf(at, bodyLength) != null) {
            return List.of();
        }
        return placesInShared(at, bodyLength).stream()
                .filter(place -> known.test(place.ordinal()))
                .toList();
    }
}
