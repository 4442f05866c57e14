package io.seqstore.types.registry;

import io.seqstore.types.UnavailableException;
import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.value.Ticks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of a registry behind its locks: changes take turns and are journaled before they are visible; a read sees one
 * state, and waits for nothing but the moment in which a change is made in memory. Safe for all threads.
 */
final class Transactions {
    private static final int VISIBLE_AT_ONCE = 64;

    private final RegistryJournal journal;
    private final Clock clock;

    /** Held from the first check of a change until it is visible: changes take turns. */
    private final ReentrantLock changes = new ReentrantLock();
    /** Held for writing only while a change is made in memory, so that readers see all of it or nothing. */
    private final StampedLock visibility = new StampedLock();

    private final ByteMemory memory;
    private final RegistryState state;

    Transactions(RegistryJournal journal, Clock clock, ByteMemory memory) {
        this.journal = journal;
        this.clock = clock;
        this.memory = memory;
        this.state = new RegistryState(memory);
    }

    RegistryState state() {
        return state;
    }

    /** What is in a namespace; to be called inside a read or a change. */
    NamespaceContents contents(String namespace) {
        NamespaceContents contents = state.find(namespace);
        if (contents == null) {
            throw Problems.noNamespace(namespace);
        }
        return contents;
    }

    /** The present time in whole ticks, as it can be logged. */
    Instant now() {
        return Ticks.toInstant(Ticks.of(clock.instant()));
    }

    /** Does something for which the memory must stay. */
    <T extends @Nullable Object> T inMemory(Supplier<T> action) {
        enterMemory();
        try {
            return action.get();
        } finally {
            memory.leave();
        }
    }

    private void enterMemory() {
        if (!memory.enter()) {
            throw new UnavailableException(
                    "The store is unavailable.", "The store is closed.", "Open it again.", Map.of());
        }
    }

    /** Checks and makes a change while no other change can come between. */
    <T extends @Nullable Object> T change(Supplier<T> checkAndCommit) {
        enterChange();
        try {
            return checkAndCommit.get();
        } finally {
            leaveChange();
        }
    }

    /** Makes a change that was read from a journal. */
    void replay(RegistryChange change) {
        enterChange();
        try {
            complete();
            makeVisible(change);
        } finally {
            leaveChange();
        }
    }

    /** The same for a change in its stored form. */
    void replay(StoredChange change) {
        enterChange();
        try {
            complete();
            makeVisible(change);
        } finally {
            leaveChange();
        }
    }

    /**
     * Brings back what was kept and not read yet. Alone, like a change: a reader who met a piece while it was missing, and then was
     * told that nothing is, must ask once more. To be called inside a change.
     */
    void complete() {
        if (state.isComplete()) {
            return;
        }
        long stamp = enterAlone();
        try {
            state.complete();
        } finally {
            leaveAlone(stamp);
        }
    }

    private void enterChange() {
        enterMemory();
        changes.lock();
    }

    private void leaveChange() {
        changes.unlock();
        memory.leave();
    }

    /** Journal first: a change that cannot be made durable is never seen by anybody. To be called inside a change. */
    void commit(RegistryChange change) {
        assert changes.isHeldByCurrentThread() : "a commit outside of a change";
        complete();
        journal.append(change);
        makeVisible(change);
    }

    /** Makes a change that is durable already. To be called inside a change. */
    void makeVisible(RegistryChange change) {
        if (change instanceof StreamsCreated several) {
            // In small steps, so that no reader waits for a large batch.
            List<StreamCreated> streams = several.streams();
            for (int from = 0; from < streams.size(); from += VISIBLE_AT_ONCE) {
                List<StreamCreated> some = streams.subList(from, Math.min(streams.size(), from + VISIBLE_AT_ONCE));
                apply(new StreamsCreated(several.namespace(), some));
            }
        } else {
            apply(change);
        }
    }

    /** The same for a change in its stored form. */
    void makeVisible(StoredChange stored) {
        CreatedStreams created = stored.createdStreams();
        if (created == null) {
            apply(stored.change());
            return;
        }
        for (int from = 0; from < created.count(); from += VISIBLE_AT_ONCE) {
            long stamp = enterAlone();
            try {
                state.apply(created, from, Math.min(created.count(), from + VISIBLE_AT_ONCE));
            } finally {
                leaveAlone(stamp);
            }
        }
    }

    private void apply(RegistryChange change) {
        long stamp = enterAlone();
        try {
            state.apply(change);
        } finally {
            leaveAlone(stamp);
        }
    }

    /** Does something quick to the state that is no change of definitions; every read waits meanwhile. */
    <T extends @Nullable Object> T alone(Supplier<T> action) {
        long stamp = enterAlone();
        try {
            return action.get();
        } finally {
            leaveAlone(stamp);
        }
    }

    private long enterAlone() {
        enterMemory();
        return visibility.writeLock();
    }

    private void leaveAlone(long stamp) {
        visibility.unlockWrite(stamp);
        memory.leave();
    }

    /** Answers from one state: no change becomes visible in the middle of the question, which may be asked twice. */
    <T> T read(Supplier<T> question) {
        enterMemory();
        try {
            return readInMemory(question);
        } finally {
            memory.leave();
        }
    }

    private <T> T readInMemory(Supplier<T> question) {
        long stamp = visibility.tryOptimisticRead();
        if (stamp != 0) {
            try {
                T answer = question.get();
                if (visibility.validate(stamp)) {
                    return answer;
                }
            } catch (RuntimeException e) {
                // Also what comes of reading bytes that were being changed.
                if (visibility.validate(stamp)) {
                    throw e;
                }
            }
        }
        stamp = visibility.readLock();
        try {
            return question.get();
        } finally {
            visibility.unlockRead(stamp);
        }
    }

    /** A part of what is in one of the maps of a namespace, as of one moment. */
    <R, T> List<T> list(
            String namespace,
            Function<NamespaceContents, Map<String, R>> map,
            Function<R, T> definition,
            Listing listing,
            Sortable<T> sortable) {
        if (listing.orderBy() == null) {
            return read(() -> listing.pageOf(
                    map.apply(contents(namespace)).values().stream().map(definition), sortable));
        }
        // What is registered does not change, so that only its copying has to be of one moment, not the sorting.
        List<R> all = read(() -> List.copyOf(map.apply(contents(namespace)).values()));
        return listing.pageOf(all.stream().map(definition), sortable);
    }
}
