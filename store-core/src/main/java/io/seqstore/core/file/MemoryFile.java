package io.seqstore.core.file;

import io.seqstore.core.memory.Arena;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.core.memory.ReferenceCount;
import io.seqstore.core.memory.Slab;
import io.seqstore.core.memory.SlabPool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in off-heap memory, in pieces of one slab each. Its memory lives until it is unlinked and every reader and writer
 * is closed. Written by one thread, then read by many.
 */
final class MemoryFile {
    private static final int PIECE_SIZE = SlabPool.SLAB_SIZE;

    /** Slabs have the order of the machine, files have one order everywhere. */
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final String name;
    private final Arena arena;
    private final ReferenceCount users;
    private final List<Slab> pieces = new ArrayList<>();
    private volatile long size;

    MemoryFile(String name, SlabPool pool) {
        this.name = name;
        this.arena = new Arena(pool);
        this.users = new ReferenceCount(arena::close);
    }

    WritableFile writer() {
        users.acquire();
        return new Writer();
    }

    ReadableFile reader() {
        users.acquire();
        return new Reader(pieces.toArray(new Slab[0]), size);
    }

    /** Takes the name away; the memory goes with the last user. */
    void unlink() {
        users.release();
    }

    private final class Writer implements WritableFile {
        private boolean closed;

        @Override
        public String name() {
            return name;
        }

        @Override
        public void write(long position, byte[] bytes, int from, int length) {
            int done = 0;
            while (done < length) {
                long at = position + done;
                int piece = (int) (at / PIECE_SIZE);
                while (pieces.size() <= piece) {
                    pieces.add(arena.allocate(PIECE_SIZE).slab());
                }
                int offset = (int) (at % PIECE_SIZE);
                int part = Math.min(length - done, PIECE_SIZE - offset);
                pieces.get(piece).bytes().put(offset, bytes, from + done, part);
                done += part;
            }
            size = Math.max(size, position + length);
        }

        @Override
        public void force() {
            // Memory has nothing to sync.
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                users.release();
            }
        }
    }

    private final class Reader implements ReadableFile {
        private final Slab[] slabs;
        private final long length;

        Reader(Slab[] slabs, long length) {
            this.slabs = slabs;
            this.length = length;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public int getInt(long position) {
            int offset = (int) (position % PIECE_SIZE);
            if (position < 0 || position > length - Integer.BYTES || offset > PIECE_SIZE - Integer.BYTES) {
                return (int) acrossPieces(position, Integer.BYTES);
            }
            int value = slabs[(int) (position / PIECE_SIZE)].bytes().getInt(offset);
            return IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
        }

        @Override
        public long getLong(long position) {
            int offset = (int) (position % PIECE_SIZE);
            if (position < 0 || position > length - Long.BYTES || offset > PIECE_SIZE - Long.BYTES) {
                return acrossPieces(position, Long.BYTES);
            }
            long value = slabs[(int) (position / PIECE_SIZE)].bytes().getLong(offset);
            return IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value);
        }

        /** A number that does not stand in one piece, or not in the file. */
        private long acrossPieces(long position, int bytes) {
            byte[] copy = new byte[Long.BYTES];
            read(position, copy, 0, bytes);
            return LittleEndian.getLong(copy, 0);
        }

        @Override
        public void read(long position, byte[] into, int at, int count) {
            if (position < 0 || count < 0 || position > length - count) {
                throw FileFailures.outside(name, position, count, length);
            }
            int done = 0;
            while (done < count) {
                ByteBuffer piece = slabs[(int) ((position + done) / PIECE_SIZE)].bytes();
                int offset = (int) ((position + done) % PIECE_SIZE);
                int part = Math.min(count - done, PIECE_SIZE - offset);
                piece.get(offset, into, at + done, part);
                done += part;
            }
        }

        @Override
        public void close() {
            users.release();
        }
    }
}
