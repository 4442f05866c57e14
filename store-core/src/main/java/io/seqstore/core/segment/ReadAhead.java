package io.seqstore.core.segment;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.memory.LittleEndian;

/**
 * A file of which many numbers that stand near each other are read: some of its bytes are copied at a time, and those of a copy
 * are whole. Whoever jumps is given single numbers; an {@link InternalError} says that the file was cut short. Not thread-safe.
 */
final class ReadAhead implements ReadableFile {
    private static final int LENGTH = 1 << 11;

    private final ReadableFile file;
    /** How many of the bytes stand in front of the number that they were copied for. */
    private final int behind;

    private byte[] bytes = new byte[0];
    private long begin;
    private int length;
    /** The last number that was not in the copy. */
    private long missed;

    /**
     * Reads ahead in a file.
     *
     * @param behind how far readers step back now and then
     */
    ReadAhead(ReadableFile file, int behind) {
        this.file = file;
        this.behind = behind;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public int getInt(long position) {
        long at = position - begin;
        if ((at >= 0 && at <= length - Integer.BYTES) || copy(position, Integer.BYTES)) {
            return LittleEndian.getInt(bytes, (int) (position - begin));
        }
        int number = file.getInt(position);
        checkWhole();
        return number;
    }

    @Override
    public long getLong(long position) {
        long at = position - begin;
        if ((at >= 0 && at <= length - Long.BYTES) || copy(position, Long.BYTES)) {
            return LittleEndian.getLong(bytes, (int) (position - begin));
        }
        long number = file.getLong(position);
        checkWhole();
        return number;
    }

    private void checkWhole() {
        if (!file.isWhole()) {
            throw new InternalError("the file was cut short");
        }
    }

    /** Copies what is around a number; false when it is not in the file, or far from the one that was not there before. */
    private boolean copy(long position, int size) {
        boolean isNear = Math.abs(position - missed) <= LENGTH;
        missed = position;
        if (!isNear || position < 0 || position > file.size() - size) {
            return false;
        }
        if (bytes.length == 0) {
            bytes = new byte[LENGTH];
        }
        length = 0;
        begin = Math.max(0, position - behind);
        int wanted = (int) Math.min(LENGTH, file.size() - begin);
        file.read(begin, bytes, 0, wanted);
        length = wanted;
        return true;
    }

    @Override
    public void read(long position, byte[] into, int at, int count) {
        file.read(position, into, at, count);
    }

    @Override
    public boolean isWhole() {
        return file.isWhole();
    }

    @Override
    public void close() {
        file.close();
    }
}
