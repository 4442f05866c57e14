package io.seqstore.cli.soak;

import io.seqstore.StreamNamespace;
import io.seqstore.cli.model.Operation;
import io.seqstore.cli.model.Script;
import io.seqstore.cli.model.StoreModel;
import io.seqstore.cli.model.Verdict;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** The streams of one writer, and what they must hold. Safe for one writer and many readers. */
final class Lane {
    private final Script script;
    private final StoreModel model = new StoreModel();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private long writes;

    Lane(Script script) {
        this.script = script;
    }

    /** How the ids of its streams begin. */
    String prefix() {
        return script.prefix();
    }

    /** Makes the next write. */
    void write(StreamNamespace store) {
        locked(lock.writeLock(), () -> {
            Operation operation = script.operation(writes, model);
            try {
                operation.run(store);
            } catch (RuntimeException e) {
                throw new WrongAnswer("write " + writes + " of " + prefix() + ", " + operation, e);
            }
            operation.change(model);
            writes++;
        });
    }

    /** Does something while nobody writes to these streams. */
    void still(Consumer<StoreModel> reading) {
        locked(lock.readLock(), () -> reading.accept(model));
    }

    private static void locked(Lock lock, Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Fails unless a store holds what it must. */
    void compare(String where, StreamNamespace store) {
        still(expected -> {
            StoreModel found = StoreModel.read(store, prefix());
            if (!found.equals(expected)) {
                throw new WrongAnswer(
                        where + ": " + Verdict.of(found, expected, expected).details());
            }
        });
    }
}
