package io.seqstore.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writing goes on where the system wrote only a part, and whatever thread is interrupted. */
class DiskWritableFileTest {
    private static final int LENGTH = 300_000;

    @TempDir
    Path folder;

    private static byte[] noise() {
        byte[] bytes = new byte[LENGTH];
        new SplittableRandom(3).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatTheSystemDidNotWriteIsWrittenByFurtherCalls() throws IOException {
        Path path = folder.resolve("short");
        ShortChannel channel =
                new ShortChannel(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        byte[] bytes = noise();
        try (DiskWritableFile file = new DiskWritableFile(path, channel)) {
            file.write(10, bytes, 7, LENGTH - 7);
            file.force();
        }
        byte[] found = Files.readAllBytes(path);
        assertArrayEquals(Arrays.copyOfRange(bytes, 7, LENGTH), Arrays.copyOfRange(found, 10, found.length));
        assertTrue(channel.writes > 20, "writes: " + channel.writes);
    }

    @Test
    void aDiskThatIsFullInTheMiddleIsNamed() throws IOException {
        Path path = folder.resolve("full");
        ShortChannel channel =
                new ShortChannel(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        channel.writesUntilFull = 5;
        try (DiskWritableFile file = new DiskWritableFile(path, channel)) {
            UnavailableException refused =
                    assertThrows(UnavailableException.class, () -> file.write(0, noise(), 0, LENGTH));
            assertTrue(refused.getMessage().contains("No space left"), refused.getMessage());
            assertTrue(refused.getMessage().contains("Free space"), refused.getMessage());
        }
    }

    @Test
    void anInterruptedThreadWritesAndSyncsAndStaysInterrupted() throws IOException {
        Path path = folder.resolve("interrupted");
        byte[] bytes = noise();
        try (DiskWritableFile file = new DiskWritableFile(path)) {
            Thread.currentThread().interrupt();
            file.write(0, bytes, 0, LENGTH);
            assertTrue(Thread.currentThread().isInterrupted());
            file.force();
            assertTrue(Thread.interrupted());
        }
        assertArrayEquals(bytes, Files.readAllBytes(path));
    }

    @Test
    void anInterruptedThreadReadsAndStaysInterrupted() throws IOException {
        Path path = folder.resolve("read");
        byte[] bytes = noise();
        Files.write(path, bytes);
        Thread.currentThread().interrupt();
        byte[] found = new byte[LENGTH];
        try (MappedFile file = new MappedFile(path)) {
            file.read(0, found, 0, LENGTH);
        }
        assertTrue(Thread.interrupted());
        assertArrayEquals(bytes, found);
    }

    @Test
    @Timeout(60)
    void interruptsOfOneThreadDisturbNoOther() throws Exception {
        Path path = folder.resolve("shared");
        byte[] bytes = noise();
        int parts = 4;
        int part = LENGTH / parts;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch left = new CountDownLatch(parts);
        try (DiskWritableFile file = new DiskWritableFile(path)) {
            Thread[] writers = new Thread[parts];
            for (int i = 0; i < parts; i++) {
                int from = i * part;
                writers[i] = new Thread(() -> {
                    try {
                        for (int round = 0; round < 100; round++) {
                            file.write(from, bytes, from, part);
                            file.force();
                        }
                    } catch (RuntimeException | Error e) {
                        failure.set(e);
                    } finally {
                        left.countDown();
                    }
                });
                writers[i].start();
            }
            while (left.getCount() > 0) {
                writers[0].interrupt();
                Thread.onSpinWait();
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }
        assertEquals(null, failure.get());
        assertArrayEquals(bytes, Files.readAllBytes(path));
    }

    /** A channel that writes a part of what it is given, at least a byte, until the disk is full. */
    private static final class ShortChannel extends FileChannel {
        private final FileChannel file;
        private final SplittableRandom random = new SplittableRandom(9);
        private int writesUntilFull = Integer.MAX_VALUE;
        private int writes;

        ShortChannel(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (++writes > writesUntilFull) {
                throw new IOException("No space left on device");
            }
            int end = source.limit();
            source.limit(source.position() + 1 + random.nextInt(Math.min(source.remaining(), 20_000)));
            int written = file.write(source, position);
            source.limit(end);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        private static UnsupportedOperationException unused() {
            return new UnsupportedOperationException("a written file needs no such call");
        }

        @Override
        public int read(ByteBuffer into) {
            throw unused();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            throw unused();
        }

        @Override
        public int write(ByteBuffer source) {
            throw unused();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw unused();
        }

        @Override
        public long position() {
            throw unused();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw unused();
        }

        @Override
        public long size() {
            throw unused();
        }

        @Override
        public FileChannel truncate(long size) {
            throw unused();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw unused();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw unused();
        }

        @Override
        public int read(ByteBuffer into, long position) {
            throw unused();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw unused();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw unused();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw unused();
        }
    }
}
