package io.seqstore.core.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of memory outside the heap, filled with zeros, and the way to give it back at once. Up to JDK 21 a direct buffer
 * that is cleaned; from 22 on a piece of an arena that is closed, found by name because this library is compiled for 17.
 */
final class OffHeap {
    private static final int FIRST_WITH_ARENAS = 22;
    private static final @Nullable Arenas ARENAS = Arenas.find();

    private final ByteBuffer bytes;
    private final @Nullable AutoCloseable arena;
    private final LiveBytes owner;

    private OffHeap(ByteBuffer bytes, @Nullable AutoCloseable arena, LiveBytes owner) {
        this.bytes = bytes;
        this.arena = arena;
        this.owner = owner;
    }

    static OffHeap allocate(int size, LiveBytes owner) {
        OffHeap memory = ARENAS == null || size == 0
                ? new OffHeap(ByteBuffer.allocateDirect(size), null, owner)
                : ARENAS.allocate(size, owner);
        owner.add(size);
        return memory;
    }

    /** The memory; nobody may touch it after {@link #release}. */
    ByteBuffer bytes() {
        return bytes;
    }

    void release() {
        owner.add(-bytes.capacity());
        if (arena == null) {
            Unmapper.release(bytes);
            return;
        }
        try {
            arena.close();
        } catch (Exception e) {
            throw new IllegalStateException("could not release memory", e);
        }
    }

    /**
     * The methods of {@code java.lang.foreign} that are needed.
     *
     * @param ofShared {@code Arena.ofShared()}
     * @param allocate {@code Arena.allocate(long, long)}
     * @param asByteBuffer {@code MemorySegment.asByteBuffer()}
     */
    private record Arenas(MethodHandle ofShared, MethodHandle allocate, MethodHandle asByteBuffer) {
        static @Nullable Arenas find() {
            if (Runtime.version().feature() < FIRST_WITH_ARENAS) {
                return null;
            }
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                Class<?> arena = Class.forName("java.lang.foreign.Arena");
                Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
                return new Arenas(
                        lookup.findStatic(arena, "ofShared", MethodType.methodType(arena)),
                        lookup.findVirtual(arena, "allocate", MethodType.methodType(segment, long.class, long.class)),
                        lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class)));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        OffHeap allocate(int size, LiveBytes owner) {
            try {
                AutoCloseable arena = (AutoCloseable) ofShared.invoke();
                Object segment = allocate.invoke(arena, (long) size, (long) Long.BYTES);
                return new OffHeap((ByteBuffer) asByteBuffer.invoke(segment), arena, owner);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("could not allocate memory", e);
            }
        }
    }
}
