package io.seqstore.core.segment;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.MalformedBytesException;
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

    private final ReadableFile file;
    private final FileIdentity identity;
    private final Checksum checksum = new Checksum();
    private final BlockCodec codec = new BlockCodec();
    private final byte[] head = new byte[HEAD];
    private byte[] bytes = new byte[1 << 12];

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
        long end = place.offset() + BlockHeader.SIZE + place.bodyLength();
        if (place.bodyLength() < Integer.BYTES || place.offset() < 0 || end > file.size()) {
            return "a block of " + place.bodyLength() + " bytes does not fit the file";
        }
        try {
            read(place);
        } catch (DamagedStoreException e) {
            return e.reason();
        }
        int stated = BlockHeader.checksum(bytes, 0);
        int found = checksum.of(
                identity,
                place.offset(),
                bytes,
                BlockHeader.COVERED,
                BlockHeader.SIZE - BlockHeader.COVERED + place.bodyLength());
        if (stated != found) {
            return "the block states checksum " + Integer.toHexString(stated) + ", its bytes have "
                    + Integer.toHexString(found);
        }
        boolean isTheOne = BlockHeader.bodyLength(bytes, 0) == place.bodyLength()
                && BlockHeader.ordinal(bytes, 0) == place.ordinal()
                && rowsOfBody(bytes) == place.rows();
        return isTheOne ? null : "the block is not the one that the directory names";
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
            long[] keys = BlockCodec.keys(bytes, BlockHeader.SIZE, place.bodyLength());
            return Optional.of(StreamEntry.ofBlock(
                    place.ordinal(),
                    BlockCodec.columns(bytes, BlockHeader.SIZE),
                    keys[0],
                    keys[keys.length - 1],
                    place.offset(),
                    place.rows(),
                    place.bodyLength()));
        } catch (MalformedBytesException e) {
            return Optional.empty();
        }
    }

    /** How many rows the body behind a header says that it has. */
    private static int rowsOfBody(byte[] block) {
        return LittleEndian.getInt(block, BlockHeader.SIZE);
    }

    private void read(BlockPlace place) {
        int length = BlockHeader.SIZE + place.bodyLength();
        if (bytes.length < length + ByteOutput.SLACK) {
            bytes = new byte[Math.max(length + ByteOutput.SLACK, Math.min(bytes.length * 2, 1 << 20))];
        }
        file.read(place.offset(), bytes, 0, length);
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
            codec.decode(bytes, BlockHeader.SIZE, place.bodyLength(), into, column -> true);
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
            BlockPlace place = headerAt(at);
            boolean plausible = place.bodyLength() > 0
                    && place.bodyLength() <= to - at - BlockHeader.SIZE
                    && place.rows() > 0
                    && place.rows() <= BlockLoader.MAX_ROWS
                    && known.test(place.ordinal());
            if (plausible && load(place) == null) {
                found.add(place);
                at += BlockHeader.SIZE + place.bodyLength();
            } else {
                at++;
            }
        }
        return found;
    }

    private BlockPlace headerAt(long at) {
        file.read(at, head, 0, head.length);
        return new BlockPlace(at, BlockHeader.bodyLength(head, 0), BlockHeader.ordinal(head, 0), rowsOfBody(head));
    }
}
