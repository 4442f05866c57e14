package io.seqstore.core.file;

import io.seqstore.types.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file on disk behind a channel. The JDK closes a channel when a thread that uses it is interrupted; here such a thread
 * opens it again, finishes its own call, and keeps its interrupt, so that no other thread notices.
 */
final class DiskWritableFile implements WritableFile {
    /** The JDK keeps an off-heap copy of the longest write of each thread for as long as the thread lives. */
    private static final int PIECE = 128 << 10;

    private final Path path;
    private volatile FileChannel channel;
    private boolean closed;
    private volatile @Nullable UnavailableException syncFailure;

    DiskWritableFile(Path path, FileAttribute<?>... attributes) throws IOException {
        this(
                path,
                FileChannel.open(
                        path, Set.<OpenOption>of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes));
    }

    /** A file that is there already; a link is not followed. */
    static DiskWritableFile goOn(Path path) throws IOException {
        return new DiskWritableFile(path, FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** A file whose channel is open already; for tests that bring their own. */
    DiskWritableFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public void write(long position, byte[] bytes, int from, int length) {
        perform("write to", open -> {
            long at = position;
            for (int piece = from; piece < from + length; piece += PIECE) {
                ByteBuffer source = ByteBuffer.wrap(bytes, piece, Math.min(PIECE, from + length - piece));
                while (source.hasRemaining()) {
                    at += open.write(source, at);
                }
            }
        });
    }

    @Override
    public void force() {
        UnavailableException failure = syncFailure;
        if (failure != null) {
            throw failure;
        }
        try {
            perform("sync", open -> open.force(false));
        } catch (UnavailableException e) {
            syncFailure = e;
            throw e;
        }
    }

    private void perform(String action, ChannelAction work) {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    work.on(open);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    reopen(open);
                } catch (java.nio.channels.ClosedChannelException e) {
                    // Another thread was interrupted inside this channel.
                    reopen(open);
                }
            }
        } catch (IOException e) {
            throw FileFailures.failed(action, path.toString(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel broken) throws IOException {
        if (closed) {
            throw new IOException("the file is closed");
        }
        if (channel == broken) {
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailures.failed("close", path.toString(), e);
        }
    }

    /** Something done with the open channel; may be done again from the start. */
    @FunctionalInterface
    private interface ChannelAction {
        void on(FileChannel open) throws IOException;
    }
}
