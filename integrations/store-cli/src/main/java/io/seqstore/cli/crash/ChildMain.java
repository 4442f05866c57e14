package io.seqstore.cli.crash;

import io.seqstore.Seqstore;
import io.seqstore.StreamNamespace;
import io.seqstore.cli.model.Definitions;
import io.seqstore.cli.model.Operation;
import io.seqstore.cli.model.Script;
import io.seqstore.cli.model.StoreModel;
import io.seqstore.types.UnavailableException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The process that is killed: opens the store, and writes from several threads while another flushes and compacts. Says on
 * standard output what was acknowledged, a line each, after the call has returned. Anything on standard error is a failure.
 */
final class ChildMain {
    /** The store is about to be opened, and recovered. */
    static final String OPENING = "opening";

    /** The writers begin. */
    static final String OPEN = "open";

    /** The store is about to be closed under its writers. */
    static final String CLOSING = "closing";

    /** Ends each line: one that was cut by the kill says nothing. */
    static final String LINE_END = ";";

    private static final int LONGEST_PAUSE_MILLIS = 100;

    private final Assignment assignment;
    private final PrintStream out;

    private ChildMain(Assignment assignment, PrintStream out) {
        this.assignment = assignment;
        this.out = out;
    }

    public static void main(String... words) throws InterruptedException {
        new ChildMain(Assignment.of(List.of(words)), System.out).run();
    }

    private void run() throws InterruptedException {
        say(OPENING);
        List<Thread> threads;
        try (Seqstore store = Seqstore.open(assignment.folder(), assignment.options())) {
            Definitions.define(store.defaultNamespace());
            say(OPEN);
            threads = start(store);
            if (assignment.closeAfterMillis() < 0) {
                join(threads); // They write until this process is killed.
            }
            Thread.sleep(assignment.closeAfterMillis());
            say(CLOSING);
        }
        join(threads);
    }

    private List<Thread> start(Seqstore store) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < assignment.written().size(); i++) {
            int writer = i;
            threads.add(new Thread(() -> untilClosed(() -> write(store.defaultNamespace(), writer))));
        }
        threads.add(new Thread(() -> untilClosed(() -> tidy(store))));
        threads.forEach(Thread::start);
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** One print a line: lines of several threads do not mix. */
    private void say(String line) {
        synchronized (out) {
            out.print(line + LINE_END + "\n");
            out.flush();
        }
    }

    /** A closed store refuses writes; anything else that is thrown ends on standard error. */
    private static void untilClosed(Runnable work) {
        try {
            work.run();
        } catch (UnavailableException closed) {
            if (!closed.reason().contains("closed")) {
                throw closed;
            }
        }
    }

    private void write(StreamNamespace store, int writer) {
        Script script = assignment.script(writer);
        StoreModel state = StoreModel.read(store, script.prefix());
        for (long number = assignment.written().get(writer); ; number++) {
            Operation operation = script.operation(number, state);
            operation.run(store);
            operation.change(state);
            say(writer + " " + number);
        }
    }

    private void tidy(Seqstore store) {
        SplittableRandom random = new SplittableRandom(assignment.seed());
        while (true) {
            pause(random.nextInt(LONGEST_PAUSE_MILLIS));
            switch (random.nextInt(4)) {
                case 0 -> store.compact();
                case 1 -> store.sync();
                default -> store.flush();
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a child", e);
        }
    }
}
