package io.seqstore.core;

import io.seqstore.core.memory.LiveBytes;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves more memory outside of the heap, or more mapped files, than it found: who closes stores, snapshots
 * and cursors must get everything back. Not for classes that drop open stores, as a crash does.
 */
final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getRequiredTestClass(), live());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        Object before = context.getStore(NAMESPACE).get(test);
        Map<LiveBytes, Long> after = live();
        if (!after.equals(before)) {
            throw new AssertionError(test.getName() + " leaves memory behind: " + before + " bytes before, " + after
                    + " after it. Close what is opened.");
        }
    }

    private static Map<LiveBytes, Long> live() {
        Map<LiveBytes, Long> live = new EnumMap<>(LiveBytes.class);
        for (LiveBytes owner : LiveBytes.values()) {
            live.put(owner, owner.now());
        }
        return live;
    }
}
