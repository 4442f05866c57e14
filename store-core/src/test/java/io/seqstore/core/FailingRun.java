package io.seqstore.core;

import io.seqstore.core.Script.Step;
import io.seqstore.types.ConflictException;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A user who goes on after errors, on a disk that fails. It plays a script, keeps count of what was acknowledged and what
 * may have happened all the same, and says what is wrong with the store.
 */
final class FailingRun {
    private static final int MOST_OPENINGS = 5;

    private final ForgetfulFolder folder;
    private final ScriptRun run;
    private final List<Step> steps;

    /** Steps that have happened, for all we know. */
    private final TreeSet<Integer> happened = new TreeSet<>();

    /** Steps that failed: a later opening may find them, for instance when only their sync failed. */
    private final TreeSet<Integer> unsure = new TreeSet<>();

    private final List<String> wrong = new ArrayList<>();
    private boolean isOpen;

    FailingRun(ForgetfulFolder folder, StoreOptions options, Script script) {
        this.folder = folder;
        this.run = new ScriptRun(folder, options, script);
        this.steps = script.steps();
    }

    /** Plays the script, mends the disk, opens the store once more, and returns what was wrong in all that; or nothing. */
    String play() {
        open();
        for (int i = 0; i < steps.size() && isOpen; i++) {
            play(i);
        }
        close();
        folder.fail(null);
        open();
        if (!isOpen) {
            wrong.add("the store does not open on a disk that works again, files " + folder.list());
        }
        close();
        return String.join("\n", wrong);
    }

    private void play(int number) {
        Step step = steps.get(number);
        try {
            if (step.what().equals(Script.REOPEN)) {
                close();
                open();
            } else {
                step.onStore().accept(run);
            }
            acknowledge(number);
        } catch (UnavailableException | DamagedStoreException refused) {
            unsure.add(number);
            look("after the refusal of step " + number + ", " + step.what());
        } catch (NotFoundException | ConflictException missesEarlierStep) {
            if (unsure.isEmpty() && happened.size() == number) {
                wrong.add("step " + number + ", " + step.what() + ": " + missesEarlierStep);
            }
        }
    }

    /** What finds its work done already, because the step that should have undone it was refused, has not happened itself. */
    private void acknowledge(int number) {
        TreeSet<Integer> with = new TreeSet<>(happened);
        with.add(number);
        if (steps.get(number).changesNothing() || !describe(with).equals(describe(happened))) {
            happened.add(number);
        }
    }

    private void open() {
        for (int i = 0; i < MOST_OPENINGS && !isOpen; i++) {
            try {
                run.open();
                isOpen = true;
                learn();
            } catch (UnavailableException | DamagedStoreException failed) {
                // Told; what is there is seen by the opening that succeeds.
            }
        }
    }

    private void close() {
        if (isOpen) {
            isOpen = false;
            try {
                run.store().close();
            } catch (UnavailableException | DamagedStoreException failed) {
                // Everything that was acknowledged is in the log.
            }
        }
    }

    /** Finds out which of the unsure steps happened. */
    private void learn() {
        String found;
        try {
            found = StoreModel.describe(run.store());
        } catch (SeqstoreException unreadable) {
            close();
            throw unreadable;
        }
        for (TreeSet<Integer> candidate : candidates()) {
            if (describe(candidate).equals(found)) {
                happened.clear();
                happened.addAll(candidate);
                unsure.clear();
                return;
            }
        }
        wrong.add("opened, the store holds\n" + found + "\nbut acknowledged was\n" + describe(happened)
                + "\nand refused were steps " + unsure);
    }

    /** What happened, with up to two of the unsure steps. */
    private List<TreeSet<Integer>> candidates() {
        List<TreeSet<Integer>> candidates = new ArrayList<>(List.of(new TreeSet<>(happened)));
        for (int first : unsure) {
            for (int second : unsure.tailSet(first)) {
                TreeSet<Integer> candidate = new TreeSet<>(happened);
                candidate.add(first);
                candidate.add(second);
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    /** Reads go on, and show what was acknowledged and not what was refused. */
    private void look(String when) {
        try {
            String found = StoreModel.describe(run.store());
            String expected = describe(happened);
            if (!found.equals(expected)) {
                wrong.add(when + " the store shows\n" + found + "\nacknowledged was\n" + expected);
            }
        } catch (UnavailableException | DamagedStoreException unreadable) {
            if (!folder.failsReads()) {
                wrong.add(when + " nothing can be read: " + unreadable);
            }
        }
    }

    private String describe(TreeSet<Integer> applied) {
        StoreModel model = new StoreModel();
        applied.forEach(number -> steps.get(number).onModel().accept(model));
        return model.describe();
    }
}
