package io.seqstore.cli.soak;

import io.seqstore.Seqstore;
import io.seqstore.StreamNamespace;
import io.seqstore.cli.model.Definitions;
import io.seqstore.cli.model.Script;
import io.seqstore.cli.model.TrialFolder;
import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writers, readers and a caretaker on one store, which is closed and opened again now and then. */
final class Soak {
    private static final int LANES = 3;
    private static final long MEMORY_BUDGET = 2 << 20;
    private static final Duration GROUP_WINDOW = Duration.ofMillis(50);
    private static final int LONGEST_PAUSE_MILLIS = 40;
    private static final long LONGEST_PHASE_MILLIS = 10_000;

    private final TrialFolder folder;
    private final SplittableRandom random;
    private final Counts counts = new Counts();
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    Soak(TrialFolder folder, long seed) {
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane(new Script(seed, "lane" + i + "-")));
        }
    }

    /** What was done so far. */
    Counts counts() {
        return counts;
    }

    /**
     * Runs so long.
     *
     * @throws WrongAnswer when the store does not hold what it must
     */
    void run(Duration length) throws InterruptedException {
        long deadline = System.nanoTime() + length.toNanos();
        long left = length.toMillis();
        while (left > 0) {
            phase(Math.min(left, 1 + random.nextLong(LONGEST_PHASE_MILLIS)));
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        try (Seqstore store = open()) {
            lanes.forEach(lane -> lane.compare("at the end", store.defaultNamespace()));
        }
    }

    private Seqstore open() {
        List<Durability> modes = List.of(Durability.SYNC, Durability.PROCESS, Durability.group(GROUP_WINDOW));
        return Seqstore.open(
                folder.place("store"),
                StoreOptions.defaults()
                        .withMemoryBudget(MEMORY_BUDGET)
                        .withDurability(modes.get(random.nextInt(modes.size()))));
    }

    /** From opening to closing. Reads that are held then are ended on the closed store. */
    private void phase(long millis) throws InterruptedException {
        List<Reader> readers = lanes.stream()
                .map(lane -> new Reader(lane, random.split(), counts))
                .toList();
        try (Seqstore store = open()) {
            counts.reopenings().incrementAndGet();
            StreamNamespace namespace = store.defaultNamespace();
            Definitions.define(namespace);
            lanes.forEach(lane -> lane.compare("after opening", namespace));
            List<Runnable> steps = new ArrayList<>();
            lanes.forEach(lane -> steps.add(() -> {
                lane.write(namespace);
                counts.writes().incrementAndGet();
            }));
            readers.forEach(reader -> steps.add(() -> reader.read(namespace)));
            SplittableRandom chance = random.split();
            steps.add(() -> care(store, chance));
            repeat(steps, millis);
        }
        readers.forEach(Reader::end);
    }

    /** Repeats each step in a thread of its own, until the time is over or one of them fails. */
    private void repeat(List<Runnable> steps, long millis) throws InterruptedException {
        stopped.set(false);
        CountDownLatch failed = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(steps.size());
        List<Future<?>> results = new ArrayList<>();
        for (Runnable step : steps) {
            results.add(threads.submit(() -> {
                try {
                    while (!stopped.get()) {
                        step.run();
                    }
                } catch (RuntimeException | Error e) {
                    failed.countDown();
                    throw e;
                }
            }));
        }
        threads.shutdown();
        boolean early = failed.await(millis, TimeUnit.MILLISECONDS);
        stopped.set(true);
        for (Future<?> result : results) {
            try {
                result.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof WrongAnswer wrong ? wrong : new WrongAnswer("unexpected", e);
            }
        }
        if (early) {
            throw new IllegalStateException("a failure was not told");
        }
    }

    private void care(Seqstore store, SplittableRandom chance) {
        switch (chance.nextInt(8)) {
            case 0 -> backUp(store);
            case 1, 2 -> store.compact();
            case 3 -> store.sync();
            default -> store.flush();
        }
        try {
            Thread.sleep(chance.nextInt(LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the caretaker", e);
        }
    }

    /** Makes a backup while nobody writes, and opens it. */
    private void backUp(Seqstore store) {
        Path target = folder.place("backup");
        backUp(store, target, 0);
        folder.delete(target);
        counts.backups().incrementAndGet();
    }

    private void backUp(Seqstore store, Path target, int lane) {
        if (lane < lanes.size()) {
            lanes.get(lane).still(model -> backUp(store, target, lane + 1));
            return;
        }
        store.backup(target);
        try (Seqstore copy = Seqstore.open(target)) {
            lanes.forEach(each -> each.compare("in a backup", copy.defaultNamespace()));
        }
    }
}
