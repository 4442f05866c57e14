package io.seqstore.core.file;

import io.seqstore.core.memory.LiveBytes;
import io.seqstore.core.memory.Unmapper;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file in memory, read-only, and the way to let go of it at once. Up to JDK 21 a mapped buffer that is cleaned;
 * from 22 on a mapping in an arena that is closed, found by name because this library is compiled for 17.
 */
final class Mapping implements AutoCloseable {
    private static final int FIRST_WITH_FOREIGN_MEMORY = 22;

    private static final @Nullable ForeignMemory FOREIGN =
            Runtime.version().feature() < FIRST_WITH_FOREIGN_MEMORY ? null : ForeignMemory.find();

    private final ByteBuffer bytes;
    private final @Nullable AutoCloseable arena;

    private Mapping(ByteBuffer bytes, @Nullable AutoCloseable arena) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.arena = arena;
        LiveBytes.MAPPED.add(bytes.capacity());
    }

    /** Maps a part of a file; the channel may be closed afterwards. */
    static Mapping map(FileChannel channel, long start, long length) throws IOException {
        if (FOREIGN != null) {
            return FOREIGN.map(channel, start, length);
        }
        return new Mapping(channel.map(FileChannel.MapMode.READ_ONLY, start, length), null);
    }

    /** The content; nobody may touch it after {@link #close}. */
    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        LiveBytes.MAPPED.add(-bytes.capacity());
        if (arena == null) {
            Unmapper.release(bytes);
            return;
        }
        try {
            arena.close();
        } catch (Exception e) {
            throw new IllegalStateException("could not unmap a file", e);
        }
    }

    /**
     * The methods of {@code java.lang.foreign} that are needed.
     *
     * @param ofShared {@code Arena.ofShared()}
     * @param map {@code FileChannel.map(MapMode, long, long, Arena)}
     * @param asByteBuffer {@code MemorySegment.asByteBuffer()}
     */
    private record ForeignMemory(MethodHandle ofShared, MethodHandle map, MethodHandle asByteBuffer) {
        static @Nullable ForeignMemory find() {
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                Class<?> arena = Class.forName("java.lang.foreign.Arena");
                Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
                return new ForeignMemory(
                        lookup.findStatic(arena, "ofShared", MethodType.methodType(arena)),
                        lookup.findVirtual(
                                FileChannel.class,
                                "map",
                                MethodType.methodType(
                                        segment, FileChannel.MapMode.class, long.class, long.class, arena)),
                        lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class)));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        Mapping map(FileChannel channel, long start, long length) throws IOException {
            AutoCloseable arena = null;
            try {
                arena = (AutoCloseable) ofShared.invoke();
                Object segment = map.invoke(channel, FileChannel.MapMode.READ_ONLY, start, length, arena);
                return new Mapping((ByteBuffer) asByteBuffer.invoke(segment), arena);
            } catch (Throwable e) {
                if (arena != null) {
                    closeAfter(arena, e);
                }
                if (e instanceof IOException io) {
                    throw io;
                }
                throw new IOException("could not map", e);
            }
        }

        private static void closeAfter(AutoCloseable arena, Throwable cause) {
            try {
                arena.close();
            } catch (Exception alsoFailed) {
                cause.addSuppressed(alsoFailed);
            }
        }
    }
}
