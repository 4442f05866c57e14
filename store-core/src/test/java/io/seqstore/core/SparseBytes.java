package io.seqstore.core;

import io.seqstore.core.memory.LittleEndian;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The bytes of a file in pages that never change: a copy shares them all, and pages of zeros are one page. So thousands of
 * states of a disk, with log files of megabytes of zeros, fit into a small heap.
 */
final class SparseBytes {
    private static final int PAGE = 4_096;
    private static final byte[] ZEROS = new byte[PAGE];

    private byte[][] pages = {};
    private int length;

    static SparseBytes of(byte[] bytes) {
        SparseBytes sparse = new SparseBytes();
        sparse.write(0, bytes, 0, bytes.length);
        return sparse;
    }

    SparseBytes copy() {
        SparseBytes copy = new SparseBytes();
        copy.pages = pages.clone();
        copy.length = length;
        return copy;
    }

    int length() {
        return length;
    }

    void write(long position, byte[] bytes, int from, int count) {
        growTo((int) position + count);
        for (int done = 0; done < count; ) {
            int page = (int) (position + done) / PAGE;
            int offset = (int) (position + done) % PAGE;
            int part = Math.min(count - done, PAGE - offset);
            writePage(page, offset, bytes, from + done, part);
            done += part;
        }
    }

    private void writePage(int page, int offset, byte[] bytes, int from, int part) {
        boolean zero = Arrays.equals(bytes, from, from + part, ZEROS, 0, part);
        if (zero && (part == PAGE || pages[page] == ZEROS)) {
            pages[page] = ZEROS;
        } else {
            byte[] changed = pages[page].clone();
            System.arraycopy(bytes, from, changed, offset, part);
            pages[page] = changed;
        }
    }

    private void growTo(int end) {
        if (end > length) {
            int before = pages.length;
            int needed = (end + PAGE - 1) / PAGE;
            if (needed > before) {
                pages = Arrays.copyOf(pages, needed);
                Arrays.fill(pages, before, needed, ZEROS);
            }
            length = end;
        }
    }

    void read(long position, byte[] into, int at, int count) {
        for (int done = 0; done < count; ) {
            int offset = (int) (position + done) % PAGE;
            int part = Math.min(count - done, PAGE - offset);
            System.arraycopy(pages[(int) (position + done) / PAGE], offset, into, at + done, part);
            done += part;
        }
    }

    long getLong(long position, int bytes) {
        byte[] copy = new byte[Long.BYTES];
        read(position, copy, 0, bytes);
        return LittleEndian.getLong(copy, 0);
    }

    byte[] toArray() {
        byte[] bytes = new byte[length];
        read(0, bytes, 0, length);
        return bytes;
    }

    /** Adds length and bytes to a digest. */
    void addTo(MessageDigest digest) {
        byte[] number = new byte[Integer.BYTES];
        LittleEndian.putInt(number, 0, length);
        digest.update(number);
        for (int page = 0; page < pages.length; page++) {
            if (pages[page] != ZEROS) {
                LittleEndian.putInt(number, 0, page);
                digest.update(number);
                digest.update(pages[page]);
            }
        }
    }
}
