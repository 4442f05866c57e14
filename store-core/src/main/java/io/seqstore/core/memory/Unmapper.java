package io.seqstore.core.memory;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the memory of direct and mapped buffers back at once instead of at some later garbage collection. From JDK 24 on
 * that way prints a warning, so that it is not taken: there memory and files come from arenas instead (see {@link OffHeap}
 * and {@code file.Mapping}), and what does not is left to the collector, which is correct, only slower to return memory.
 *
 * <p>The caller must know that nobody will touch the buffer again: an access after this is undefined.
 */
public final class Unmapper {
    private static final int FIRST_THAT_WARNS = 24;

    private static final @Nullable Object UNSAFE = findUnsafe();
    private static final @Nullable Method INVOKE_CLEANER = UNSAFE == null ? null : findCleaner(UNSAFE);

    private Unmapper() {}

    private static @Nullable Object findUnsafe() {
        if (Runtime.version().feature() >= FIRST_THAT_WARNS) {
            return null;
        }
        try {
            Field instance = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return instance.get(null);
        } catch (ReflectiveOperationException | RuntimeException notAvailable) {
            return null;
        }
    }

    // No method handle: the first one that is bound costs more than opening a store may.
    private static @Nullable Method findCleaner(Object unsafe) {
        try {
            return unsafe.getClass().getMethod("invokeCleaner", ByteBuffer.class);
        } catch (ReflectiveOperationException | RuntimeException notAvailable) {
            return null;
        }
    }

    /** Releases the memory of a direct buffer that was allocated or mapped, not sliced. */
    public static void release(ByteBuffer buffer) {
        if (INVOKE_CLEANER == null) {
            return;
        }
        try {
            INVOKE_CLEANER.invoke(UNSAFE, buffer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("could not release a buffer", e);
        }
    }
}
