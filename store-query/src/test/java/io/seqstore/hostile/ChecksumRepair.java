package io.seqstore.hostile;

import io.seqstore.core.format.BlockEntry;
import io.seqstore.core.format.BlockHeader;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.DirectoryHead;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.format.GroupEntry;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.format.SegmentFooter;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.memory.LittleEndian;
import java.util.SplittableRandom;

/**
 * Puts right checksums over changed bytes, as somebody who knows the format would: what a file says of itself is followed as
 * far as that leads to places inside the file.
 */
final class ChecksumRepair {
    private static final int MOST_STREAMS = 100;

    private final FileIdentity file;
    private final byte[] bytes;
    private final boolean isThorough;
    private final Checksum checksum = new Checksum();

    private ChecksumRepair(FileIdentity file, byte[] bytes, boolean isThorough) {
        this.file = file;
        this.bytes = bytes;
        this.isThorough = isThorough;
    }

    /** Repairs a file; now and then also what one place says of another. */
    static void run(String name, byte[] original, byte[] bytes, SplittableRandom random) {
        run(name, original, bytes, random.nextBoolean());
    }

    /** Repairs a file and whatever one place says of another; of a manifest, both halves become the first one. */
    static void runThoroughly(String name, byte[] original, byte[] bytes) {
        run(name, original, bytes, true);
    }

    private static void run(String name, byte[] original, byte[] bytes, boolean isThorough) {
        for (FileKind kind : FileKind.values()) {
            kind.numberIn(name).ifPresent(number -> {
                FileIdentity file = new FileIdentity(kind, FileHeader.storeIdIn(original), number);
                new ChecksumRepair(file, bytes, isThorough).run();
            });
        }
    }

    private void run() {
        if (bytes.length < FileHeader.SIZE) {
            return;
        }
        if (isThorough) {
            System.arraycopy(FileHeader.encode(file), 0, bytes, 0, FileHeader.SIZE);
        }
        putChecksum(FileHeader.SIZE - Integer.BYTES, 0, 0, FileHeader.SIZE - Integer.BYTES);
        switch (file.kind()) {
            case LOG, CATALOG -> records();
            case SEGMENT -> segment();
            case MANIFEST -> manifest();
        }
    }

    private void records() {
        long at = FileHeader.SIZE;
        while (isInside(at, RecordHeader.SIZE)) {
            int length = RecordHeader.length(bytes, (int) at);
            if (length <= 0 || !isInside(at + RecordHeader.SIZE, length)) {
                return;
            }
            int covered = RecordHeader.SIZE - RecordHeader.COVERED + length;
            putChecksum(at + Integer.BYTES, at, at + RecordHeader.COVERED, covered);
            at = RecordHeader.next(at, length);
        }
    }

    private void manifest() {
        int half = bytes.length / 2;
        int content = FileHeader.SIZE + 2 * Integer.BYTES;
        if (half < content) {
            return;
        }
        int length = LittleEndian.getInt(bytes, FileHeader.SIZE);
        if (length > 0 && isInside(content, length)) {
            putChecksum(content - Integer.BYTES, content, content, length);
        }
        if (isThorough) {
            System.arraycopy(bytes, 0, bytes, half, half);
        }
    }

    private void segment() {
        int footer = bytes.length - SegmentFooter.SIZE;
        if (footer < FileHeader.SIZE) {
            return;
        }
        long table = LittleEndian.getLong(bytes, footer);
        int streams = LittleEndian.getInt(bytes, footer + Long.BYTES);
        long length = (long) streams * StreamEntry.SIZE;
        if (streams >= 0 && isInside(table, length)) {
            for (int i = 0; i < Math.min(streams, MOST_STREAMS); i++) {
                stream((int) table + i * StreamEntry.SIZE);
            }
            putChecksum(footer + 12, table, table, (int) length);
        }
        if (isThorough) {
            LittleEndian.putLong(bytes, footer + 24, bytes.length);
        }
        putChecksum(bytes.length - Integer.BYTES, footer, footer, SegmentFooter.SIZE - Integer.BYTES);
    }

    private void stream(int entry) {
        int ordinal = LittleEndian.getInt(bytes, entry);
        boolean hasDirectory = (bytes[entry + 6] & 1) != 0;
        long directory = LittleEndian.getLong(bytes, entry + 24);
        int blocks = LittleEndian.getInt(bytes, entry + 32);
        if (!hasDirectory) {
            int length = LittleEndian.getInt(bytes, entry + 36);
            if ((bytes[entry + 6] & 4) != 0) {
                sharedBlock(directory, length);
            } else {
                block(ordinal, directory, length, blocks);
            }
            return;
        }
        if (blocks < 0 || !isInside(directory, DirectoryHead.SIZE + (long) blocks * BlockEntry.SIZE)) {
            return;
        }
        for (int i = 0; i < blocks; i++) {
            int at = (int) StreamEntry.blockEntryOffset(directory, i);
            block(
                    ordinal,
                    LittleEndian.getLong(bytes, at),
                    LittleEndian.getInt(bytes, at + Long.BYTES),
                    LittleEndian.getInt(bytes, at + Long.BYTES + Integer.BYTES));
        }
        int statistics = LittleEndian.getInt(bytes, (int) directory + 8);
        int erased = LittleEndian.getInt(bytes, (int) directory + 12);
        long groups = statistics == 0 ? 0 : (long) GroupEntry.count(blocks) * GroupEntry.SIZE;
        long length = DirectoryHead.SIZE + (long) blocks * BlockEntry.SIZE + groups + statistics + erased;
        if (isInside(directory, length)) {
            putChecksum(entry + 36, directory, directory, (int) length);
        }
    }

    private void sharedBlock(long at, int length) {
        if (length < Integer.BYTES || !isInside(at, BlockHeader.SIZE + (long) length)) {
            return;
        }
        if (isThorough) {
            BlockHeader.encode(bytes, (int) at, length, BlockHeader.SHARED);
        }
        int covered = BlockHeader.SIZE - BlockHeader.COVERED + length;
        putChecksum(at + Integer.BYTES, at, at + BlockHeader.COVERED, covered);
    }

    private void block(int ordinal, long at, int length, int rows) {
        if (length < Integer.BYTES || !isInside(at, BlockHeader.SIZE + (long) length)) {
            return;
        }
        if (isThorough) {
            BlockHeader.encode(bytes, (int) at, length, ordinal);
            LittleEndian.putInt(bytes, (int) at + BlockHeader.SIZE, rows);
        }
        int covered = BlockHeader.SIZE - BlockHeader.COVERED + length;
        putChecksum(at + Integer.BYTES, at, at + BlockHeader.COVERED, covered);
    }

    private boolean isInside(long at, long length) {
        return at >= 0 && length >= 0 && at <= bytes.length - length;
    }

    private void putChecksum(long at, long position, long from, int length) {
        LittleEndian.putInt(bytes, (int) at, checksum.of(file, position, bytes, (int) from, length));
    }
}
