package io.seqstore.testing;

import io.seqstore.core.memory.LiveBytes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves more memory outside of the heap, or more mapped files, than it found: who closes stores, snapshots
 * and cursors must get everything back. JUnit finds it by itself, for every class of the modules that have this folder among
 * their tests; classes run one after another there.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    private static final Set<Class<?>> WATCHED = ConcurrentHashMap.newKeySet();

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getRequiredTestClass(), live());
        WATCHED.add(context.getRequiredTestClass());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        failIfLeft(test, Objects.requireNonNull(context.getStore(NAMESPACE).get(test)));
    }

    /** Whether a test class that runs is watched, as all should be. */
    public static boolean watches(Class<?> test) {
        return WATCHED.contains(test);
    }

    /**
     * Compares what is held with what was held.
     *
     * @param test who is to blame
     * @param before what {@link #live} said before
     */
    static void failIfLeft(Class<?> test, Object before) {
        Map<LiveBytes, Long> after = live();
        if (!after.equals(before)) {
            throw new AssertionError(test.getName() + " leaves memory behind: " + before + " bytes before, " + after
                    + " after it. Close what is opened.");
        }
    }

    /** The bytes that are held now, by owner. */
    static Map<LiveBytes, Long> live() {
        Map<LiveBytes, Long> live = new EnumMap<>(LiveBytes.class);
        for (LiveBytes owner : LiveBytes.values()) {
            live.put(owner, owner.now());
        }
        return live;
    }
}
