package io.seqstore.core.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
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

    private static final @Nullable MethodHandle INVOKE_CLEANER = findCleaner();

    private Unmapper() {}

    private static @Nullable MethodHandle findCleaner() {
        if (Runtime.version().feature() >= FIRST_THAT_WARNS) {
            return null;
        }
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
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
            INVOKE_CLEANER.invoke(buffer);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("could not release a buffer", e);
        }
    }
}
