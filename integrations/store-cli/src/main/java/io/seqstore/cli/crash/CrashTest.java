package io.seqstore.cli.crash;

import io.seqstore.Seqstore;
import io.seqstore.StreamNamespace;
import io.seqstore.cli.model.Definitions;
import io.seqstore.cli.model.Operation;
import io.seqstore.cli.model.Script;
import io.seqstore.cli.model.StoreModel;
import io.seqstore.cli.model.StreamModel;
import io.seqstore.cli.model.Verdict;
import io.seqstore.types.SeqstoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Starts children on one store, one after the other, kills each at a random moment, and compares what is there with what must
 * be. Some are killed while they recover, some while they close.
 */
final class CrashTest {
    private static final List<Assignment.Mode> MODES = List.of(Assignment.Mode.values());
    private static final int WRITERS = 3;
    private static final int EVERY_RECOVERING = 5;
    private static final int EVERY_CLOSING = 4;
    private static final int LONGEST_RUN_MILLIS = 1_500;
    private static final int LONGEST_RECOVERY_MILLIS = 120;
    private static final int LONGEST_CLOSE_MILLIS = 40;

    /** The goal is a second and a second a GiB of log; what takes as long as this hangs. */
    private static final long LONGEST_OPEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path folder;
    private final Path errors;
    private final long seed;
    private final SplittableRandom random;
    private final Tally tally = new Tally();
    private final List<StoreModel> models = new ArrayList<>();
    private List<Long> written = Collections.nCopies(WRITERS, 0L);

    /**
     * A test.
     *
     * @param folder the store: an empty folder, or one that is not there yet
     * @param errors the file for what children complain about
     */
    CrashTest(Path folder, Path errors, long seed) {
        this.folder = folder;
        this.errors = errors;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        for (int writer = 0; writer < WRITERS; writer++) {
            models.add(new StoreModel());
        }
    }

    /** Runs so many rounds, or fewer when one shows a failure. */
    Tally run(int rounds) throws InterruptedException {
        for (int round = 1; round <= rounds && tally.failures().isEmpty(); round++) {
            String where = "round " + round;
            try {
                round(round);
            } catch (CrashTestFailure | SeqstoreException e) {
                tally.failed(where + ": " + e.getMessage());
            }
        }
        return tally;
    }

    private void round(int round) throws InterruptedException {
        Assignment.Mode mode = MODES.get(round % MODES.size());
        boolean closing = round % EVERY_CLOSING == 0;
        long runMillis = random.nextInt(LONGEST_RUN_MILLIS);
        Assignment assignment = new Assignment(folder, seed, mode, closing ? runMillis : -1, written);
        try (Child child = Child.start(assignment, errors)) {
            child.await(ChildMain.OPEN);
            if (closing) {
                child.await(ChildMain.CLOSING);
                Thread.sleep(random.nextInt(LONGEST_CLOSE_MILLIS));
            } else {
                Thread.sleep(runMillis);
            }
            child.kill();
            tally.round(child.acknowledgements());
            acknowledged(child.written());
        }
        if (round % EVERY_RECOVERING == 0) {
            killRecovering(assignment);
        }
        check("round " + round + ", " + mode, assignment);
    }

    /** Brings the models to the last writes that were acknowledged. */
    private void acknowledged(List<Long> now) {
        for (int writer = 0; writer < WRITERS; writer++) {
            Script script = new Assignment(folder, seed, Assignment.Mode.SYNC, -1, now).script(writer);
            StoreModel model = models.get(writer);
            for (long number = written.get(writer); number < now.get(writer); number++) {
                script.operation(number, model).change(model);
            }
        }
        written = now;
    }

    private void killRecovering(Assignment assignment) throws InterruptedException {
        try (Child child = Child.start(assignment, errors)) {
            child.await(ChildMain.OPENING);
            Thread.sleep(random.nextInt(LONGEST_RECOVERY_MILLIS));
            child.kill();
        }
    }

    private void check(String where, Assignment assignment) {
        long begin = System.nanoTime();
        try (Seqstore store = Seqstore.open(folder, assignment.options())) {
            long nanos = System.nanoTime() - begin;
            tally.opened(nanos);
            if (nanos > LONGEST_OPEN_NANOS) {
                tally.failed(where + ": opening took " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s");
            }
            StreamNamespace namespace = store.defaultNamespace();
            List<Long> next = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                next.add(checkWriter(where, namespace, assignment.script(writer), writer));
            }
            written = next;
            checkCounts(where, namespace);
        }
    }

    /** Compares the streams of a writer, and returns how many of its writes are there. */
    private long checkWriter(String where, StreamNamespace store, Script script, int writer) {
        StoreModel before = models.get(writer);
        StoreModel after = before.copy();
        long number = written.get(writer);
        Operation pending = script.operation(number, before);
        pending.change(after);
        Verdict verdict = Verdict.of(StoreModel.read(store, script.prefix()), before, after);
        tally.writer(where + ", write " + number + " of writer " + writer, verdict);
        if (verdict.pendingDone()) {
            models.set(writer, after);
            return number + 1;
        }
        return number;
    }

    /** The counts of the registry, and those of the figures beside the events. */
    private void checkCounts(String where, StreamNamespace store) {
        for (String type : Definitions.TYPES) {
            long expected = models.stream()
                    .flatMap(model -> model.streams().values().stream())
                    .filter(stream -> stream.type().equals(type))
                    .count();
            int found = store.findType(type).isEmpty()
                    ? 0
                    : store.referenceCounts(type).streams();
            if (found != expected) {
                tally.failed(where + ": " + found + " streams are counted of type " + type + ", there are " + expected);
            }
        }
        for (StoreModel model : models) {
            model.streams().forEach((id, stream) -> checkEventCount(where, store, id, stream));
        }
    }

    private void checkEventCount(String where, StreamNamespace store, String id, StreamModel model) {
        if (model.events().size() < 2) {
            return;
        }
        long first = model.events().firstKey();
        long last = model.events().lastKey();
        long found = store.stream(id).summary(first, last).count();
        if (found != model.events().size()) {
            tally.failed(where + ": a summary counts " + found + " events of " + id + ", there are "
                    + model.events().size());
        }
    }
}
