package io.seqstore.core.health;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether something that is done again and again failed the last time. Safe for all threads. */
public final class LastFailure {
    private final AtomicReference<@Nullable Failure> present = new AtomicReference<>();

    /**
     * A failure that lasts.
     *
     * @param since when it failed first, after it had succeeded
     * @param cause why it failed the last time
     */
    public record Failure(Instant since, RuntimeException cause) {}

    /** It failed. */
    public void failed(RuntimeException cause) {
        present.updateAndGet(before -> new Failure(before == null ? Instant.now() : before.since(), cause));
    }

    /** It succeeded: what failed before is over. */
    public void succeeded() {
        if (present.get() != null) {
            present.set(null);
        }
    }

    /** What failed the last time; empty when nothing did. */
    public Optional<Failure> present() {
        return Optional.ofNullable(present.get());
    }
}
