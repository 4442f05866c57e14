package io.seqstore.core.file;

import io.seqstore.types.DamagedStoreException;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file on disk, mapped for reading in windows of 1 GiB. When the file was cut short or the device fails, the JDK throws
 * {@link InternalError} from a plain read of the mapping, sooner or later; that becomes damage of the bytes in question. Copies
 * wait for the error. Single numbers do not, since that would cost more than they do: whoever read some asks for the last bytes
 * of the file, which are the first to go when it is cut.
 */
final class MappedFile implements ReadableFile {
    private static final int WINDOW_BITS = 30;
    private static final long WINDOW_SIZE = 1L << WINDOW_BITS;

    /** From here on a copy costs much more than the call that makes a failure known; shorter ones are read in hot loops. */
    private static final int LONG_COPY = 1 << 10;

    private final Path path;
    private final long size;
    private final Mapping[] windows;

    /** The first window, which is all that most files have; asked without going through the others. */
    private final ByteBuffer first;

    /** The last position in the first window at which a long begins; negative when there is none. */
    private final long lastLong;

    /** What the last eight bytes were when the file was opened. */
    private final long end;

    MappedFile(Path path) throws IOException {
        this.path = path;
        this.windows = Interrupts.shielded(() -> map(path));
        this.size = length(windows);
        this.first = windows.length == 0 ? ByteBuffer.allocate(0) : windows[0].bytes();
        this.lastLong = (long) first.capacity() - Long.BYTES;
        this.end = size < Long.BYTES ? 0 : getLong(size - Long.BYTES);
    }

    private static Mapping[] map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            Mapping[] windows = new Mapping[(int) ((size + WINDOW_SIZE - 1) >>> WINDOW_BITS)];
            for (int i = 0; i < windows.length; i++) {
                long start = (long) i << WINDOW_BITS;
                windows[i] = Mapping.map(channel, start, Math.min(WINDOW_SIZE, size - start));
            }
            return windows;
        }
    }

    private static long length(Mapping[] windows) {
        long length = 0;
        for (Mapping window : windows) {
            length += window.bytes().capacity();
        }
        return length;
    }

    @Override
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int getInt(long position) {
        if (position < 0 || position > lastLong) {
            return getFarInt(position);
        }
        try {
            return first.getInt((int) position);
        } catch (InternalError e) {
            throw FileFailures.unreadable(name(), position, e);
        }
    }

    private int getFarInt(long position) {
        check(position, Integer.BYTES);
        int offset = offset(position);
        ByteBuffer window = window(position);
        if (offset > window.capacity() - Integer.BYTES) {
            return (int) acrossWindows(position, Integer.BYTES);
        }
        try {
            return window.getInt(offset);
        } catch (InternalError e) {
            throw FileFailures.unreadable(name(), position, e);
        }
    }

    @Override
    public long getLong(long position) {
        if (position < 0 || position > lastLong) {
            return getFarLong(position);
        }
        try {
            return first.getLong((int) position);
        } catch (InternalError e) {
            throw FileFailures.unreadable(name(), position, e);
        }
    }

    private long getFarLong(long position) {
        check(position, Long.BYTES);
        int offset = offset(position);
        ByteBuffer window = window(position);
        if (offset > window.capacity() - Long.BYTES) {
            return acrossWindows(position, Long.BYTES);
        }
        try {
            return window.getLong(offset);
        } catch (InternalError e) {
            throw FileFailures.unreadable(name(), position, e);
        }
    }

    private long acrossWindows(long position, int bytes) {
        byte[] copy = new byte[Long.BYTES];
        read(position, copy, 0, bytes);
        return ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }

    @Override
    public @Nullable ByteBuffer piece(long position, int length) {
        check(position, length);
        ByteBuffer window = window(position);
        return offset(position) > window.capacity() - length ? null : window;
    }

    @Override
    public int placeInPiece(long position) {
        return offset(position);
    }

    @Override
    public void read(long position, byte[] into, int at, int length) {
        check(position, length);
        int done = 0;
        try {
            while (done < length) {
                ByteBuffer window = window(position + done);
                int offset = offset(position + done);
                int part = Math.min(length - done, window.capacity() - offset);
                window.get(offset, into, at + done, part);
                done += part;
            }
            if (length >= LONG_COPY) {
                DueErrors.raise();
            } else if (!isWhole()) {
                throw new InternalError("the file was cut short");
            }
        } catch (InternalError e) {
            throw FileFailures.unreadable(name(), position + done, e);
        }
    }

    @Override
    public boolean isWhole() {
        // What was read before must not be read after this.
        VarHandle.acquireFence();
        try {
            if (size < Long.BYTES || getLong(size - Long.BYTES) == end) {
                return true;
            }
            DueErrors.raise();
        } catch (InternalError | DamagedStoreException e) {
            // That is the answer.
        }
        return false;
    }

    private ByteBuffer window(long position) {
        return windows[(int) (position >>> WINDOW_BITS)].bytes();
    }

    private static int offset(long position) {
        return (int) (position & (WINDOW_SIZE - 1));
    }

    private void check(long position, long length) {
        if (position < 0 || length < 0 || position > size - length) {
            throw FileFailures.outside(name(), position, length, size);
        }
    }

    @Override
    public void close() {
        for (Mapping window : windows) {
            window.close();
        }
    }
}
