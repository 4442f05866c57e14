package io.seqstore.core.file;

import io.seqstore.types.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder to one writer: a lock of the operating system against other processes, which dies with the process that
 * holds it, and a list inside this JVM, because such locks do not tell threads apart. The lock file stays when the lock is
 * given up: its presence means nothing, only the lock on it does.
 */
public final class FolderLock implements AutoCloseable {
    static final String NAME = "LOCK";

    private static final Set<Path> HELD_HERE = new HashSet<>();
    private static final int MAX_OWNER_LENGTH = 200;
    private static final Path PROC_SELF = Path.of("/proc/self");

    private final Path folder;
    private final FileChannel channel;

    /** What the lock file said before. */
    private final byte[] before;

    private boolean closed;

    private FolderLock(Path folder, FileChannel channel, byte[] before) {
        this.folder = folder;
        this.channel = channel;
        this.before = before;
    }

    static FolderLock acquire(Path realFolder, FileAttribute<?>[] attributes) throws IOException {
        synchronized (HELD_HERE) {
            if (!HELD_HERE.add(realFolder)) {
                throw held(realFolder, "this process, which must close the store first");
            }
        }
        try {
            return Interrupts.shielded(() -> lock(realFolder, attributes));
        } catch (IOException | RuntimeException e) {
            forget(realFolder);
            throw e;
        }
    }

    private static FolderLock lock(Path realFolder, FileAttribute<?>[] attributes) throws IOException {
        FileChannel channel = FileChannel.open(
                realFolder.resolve(NAME),
                // What a link in a folder from elsewhere points to must not be emptied.
                Set.<OpenOption>of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                attributes);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw held(realFolder, ownerIn(realFolder));
            }
            ByteBuffer before = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_OWNER_LENGTH));
            while (before.hasRemaining() && channel.read(before, before.position()) >= 0) {
                // A read may deliver less.
            }
            say(channel, ("process " + processId()).getBytes(StandardCharsets.UTF_8));
            return new FolderLock(realFolder, channel, before.array());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The number of this process. Linux says it in the name of a link; asking the JDK starts what watches processes. */
    private static long processId() {
        try {
            return Long.parseLong(Files.readSymbolicLink(PROC_SELF).toString());
        } catch (IOException | UnsupportedOperationException | NumberFormatException e) {
            return ProcessHandle.current().pid();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void say(FileChannel channel, byte[] text) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(text);
        try {
            while (left.hasRemaining()) {
                channel.write(left, left.position());
            }
            channel.truncate(text.length);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // The disk is full: the lock holds, only the text is missing.
        }
    }

    private static String ownerIn(Path folder) {
        try (InputStream lock = Files.newInputStream(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(lock.readNBytes(MAX_OWNER_LENGTH), StandardCharsets.UTF_8);
            return text.isBlank() ? "another process" : text;
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    /**
     * Who holds a folder, in words; empty when nobody does. Takes the lock for a moment, together with others who ask, so that
     * a process that opens the store in that moment is refused.
     */
    public static Optional<String> owner(Path folder) {
        // Nobody in this process may take the lock meanwhile: it would lose it when this channel is closed.
        synchronized (HELD_HERE) {
            try {
                Path realFolder = folder.toRealPath();
                if (HELD_HERE.contains(realFolder)) {
                    return Optional.of("this process");
                }
                return Files.isRegularFile(realFolder.resolve(NAME), LinkOption.NOFOLLOW_LINKS)
                        ? Interrupts.shielded(() -> ownerElsewhere(realFolder))
                        : Optional.empty();
            } catch (IOException e) {
                throw FileFailures.failed("ask for the lock of", folder.toString(), e);
            }
        }
    }

    private static Optional<String> ownerElsewhere(Path realFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(realFolder.resolve(NAME), StandardOpenOption.READ)) {
            boolean free = channel.tryLock(0, Long.MAX_VALUE, true) != null;
            return free ? Optional.empty() : Optional.of(ownerIn(realFolder));
        } catch (OverlappingFileLockException e) {
            return Optional.of("this process");
        }
    }

    private static UnavailableException held(Path folder, String owner) {
        return new UnavailableException(
                "The store is unavailable.",
                "'" + folder + "' is open for writing in " + owner + "; a store has one writer at a time.",
                "Close the store there, or open another folder.",
                Map.of("Folder", folder.toString(), "Owner", owner));
    }

    private static void forget(Path folder) {
        synchronized (HELD_HERE) {
            HELD_HERE.remove(folder);
        }
    }

    /** Gives up the lock; the lock file says what it said before. */
    void abandon() throws IOException {
        if (!closed) {
            try {
                say(channel, before);
            } catch (ClosedByInterruptException e) {
                // Only the text is another one.
            }
        }
        close();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } finally {
                forget(folder);
            }
        }
    }
}
