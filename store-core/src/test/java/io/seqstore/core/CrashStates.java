package io.seqstore.core;

import io.seqstore.core.ScriptRun.Progress;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.types.SeqstoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The states that a crash can leave on the disk of one run, and what the store makes of each. States that show the same
 * files are opened once; what was found is compared with what each of the crashes that lead there allows.
 */
final class CrashStates {
    /** How often each loss that depends on chance is tried in each state of the disk. */
    private static final int REPETITIONS = Integer.getInteger("seqstore.crash.repetitions", 1);

    /** One distinct state in this many is also opened with a crash at each operation of the opening. */
    private static final int RECOVERIES = Integer.getInteger("seqstore.crash.recoveries", 300);

    /** At one operation in this many the process is killed, and then the power fails at each operation of the next opening. */
    private static final int KILLED_THEN_WITHOUT_POWER = 40;

    private static final int MOST_FAULTS = 5;

    private final List<String> states;
    private final Map<String, Found> foundByFingerprint = new HashMap<>();
    private final EnumMap<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final List<String> faults = new ArrayList<>();
    private int checked;
    private int crashedRecoveries;

    /** What a crash came to. */
    enum Verdict {
        RIGHT,
        /** Something that was durable is gone. */
        LOST,
        /** It holds what the run had not begun to write, or a step in part, or steps without those before them. */
        TORN_OR_GHOST,
        UNOPENABLE,
        /** Opened once more it holds something else, or it takes no writes. */
        UNSTABLE
    }

    /**
     * What opening a state came to.
     *
     * @param contents what the store held, in words
     * @param verdict other than right when that is wrong by itself
     * @param detail why
     */
    private record Found(String contents, Verdict verdict, String detail) {}

    /**
     * A state of the disk in a run.
     *
     * @param call what was done last
     * @param disk with all that is not synced
     * @param progress how far the run was
     */
    private record Moment(DiskCall call, ForgetfulDisk disk, Progress progress) {}

    private CrashStates(List<String> states) {
        this.states = states;
    }

    static Durability durability(String mode) {
        return switch (mode) {
            case "SYNC" -> Durability.SYNC;
            case "PROCESS" -> Durability.PROCESS;
            // Longer than the run: what a sync comes for too late must not be missed.
            default -> Durability.group(Duration.ofHours(1));
        };
    }

    /**
     * Plays the script and crashes everywhere.
     *
     * @param step one operation in so many is looked at
     * @param wrapping what to put between the store and its disk
     */
    static CrashStates of(Durability durability, int step, UnaryOperator<StoreFolder> wrapping) {
        ForgetfulFolder folder = new ForgetfulFolder();
        ScriptRun run = new ScriptRun(
                wrapping.apply(folder), StoreOptions.defaults().withDurability(durability), Script.everything());
        List<Moment> moments = new ArrayList<>();
        folder.afterEachOperation((call, disk) -> moments.add(new Moment(call, disk.copy(), run.progress())));
        run.play();
        CrashStates found = new CrashStates(run.states());
        for (int i = 0; i < moments.size(); i += step) {
            Moment moment = moments.get(i);
            String where = "operation " + (i + 1) + " of " + moments.size();
            found.kill(moment, where);
            found.losePower(moment, i, where);
            if (i % KILLED_THEN_WITHOUT_POWER == 0) {
                found.losePowerAfterKill(moment, where);
            }
        }
        return found;
    }

    /** The operating system keeps everything, but for the last write, which may be cut anywhere. */
    private void kill(Moment moment, String where) {
        Progress progress = moment.progress();
        check(moment.disk().settled(), progress.acknowledged(), progress.begun(), where + ", killed");
        if (moment.call() == DiskCall.WRITE) {
            ForgetfulDisk torn = moment.disk().afterPowerLoss(PowerLoss.LAST_WRITE_TORN, new SplittableRandom(1));
            check(torn, progress.acknowledged(), progress.begun(), where + ", killed in the middle");
        }
    }

    private void losePower(Moment moment, long seed, String where) {
        for (PowerLoss loss : PowerLoss.values()) {
            for (int i = 0; i < (loss.isCertain() ? 1 : REPETITIONS); i++) {
                ForgetfulDisk left = moment.disk().afterPowerLoss(loss, new SplittableRandom(seed * REPETITIONS + i));
                Progress progress = moment.progress();
                check(left, progress.durable(), progress.begun(), where + ", " + loss + " " + i);
            }
        }
    }

    /** What the killed process had not synced may be lost still, until the opening has made it durable elsewhere. */
    private void losePowerAfterKill(Moment moment, String where) {
        Progress progress = moment.progress();
        List<ForgetfulDisk> disks = disksOfOpening(moment.disk());
        for (int i = 0; i < disks.size(); i++) {
            for (PowerLoss loss : PowerLoss.values()) {
                ForgetfulDisk left = disks.get(i).afterPowerLoss(loss, new SplittableRandom(i));
                String when = where + ", killed, opening at operation " + (i + 1) + ", " + loss;
                check(left, progress.durable(), progress.begun(), when);
            }
        }
    }

    private static List<ForgetfulDisk> disksOfOpening(ForgetfulDisk left) {
        ForgetfulFolder folder = new ForgetfulFolder(left.copy());
        List<ForgetfulDisk> disks = new ArrayList<>();
        folder.afterEachOperation((call, disk) -> disks.add(disk.copy()));
        openForWriting(folder).close();
        return disks;
    }

    private void check(ForgetfulDisk left, int least, int most, String where) {
        checked++;
        boolean[] isNew = new boolean[1];
        Found found = foundByFingerprint.computeIfAbsent(left.fingerprint(), print -> {
            isNew[0] = true;
            return open(left);
        });
        record(judge(found, least, most), where, found, least, most);
        if (isNew[0] && found.verdict() == Verdict.RIGHT && foundByFingerprint.size() % RECOVERIES == 0) {
            crashRecovery(left, found, where);
        }
    }

    private void record(Verdict verdict, String where, Found found, int least, int most) {
        verdicts.merge(verdict, 1, Integer::sum);
        if (verdict != Verdict.RIGHT && faults.size() < MOST_FAULTS) {
            faults.add(where + ": " + verdict + " " + found.detail() + "\nfound " + found.contents() + "\nexpected "
                    + states.get(least) + (least == most ? "" : "\nto " + states.get(most)));
        }
    }

    private Verdict judge(Found found, int least, int most) {
        if (found.verdict() != Verdict.RIGHT || states.subList(least, most + 1).contains(found.contents())) {
            return found.verdict();
        }
        return states.subList(0, least).contains(found.contents()) ? Verdict.LOST : Verdict.TORN_OR_GHOST;
    }

    /** The opening of a state crashes at each of its operations: what is there afterwards must be the same. */
    private void crashRecovery(ForgetfulDisk left, Found found, String where) {
        List<ForgetfulDisk> disks = disksOfOpening(left);
        for (int i = 0; i < disks.size(); i++) {
            for (PowerLoss loss : PowerLoss.values()) {
                crashedRecoveries++;
                ForgetfulDisk again = disks.get(i).afterPowerLoss(loss, new SplittableRandom(i));
                Found second = foundByFingerprint.computeIfAbsent(again.fingerprint(), print -> open(again));
                Verdict verdict =
                        second.verdict() == Verdict.RIGHT && !second.contents().equals(found.contents())
                                ? Verdict.UNSTABLE
                                : second.verdict();
                verdicts.merge(verdict, 1, Integer::sum);
                if (verdict != Verdict.RIGHT && faults.size() < MOST_FAULTS) {
                    faults.add(where + ", opening crashed at operation " + (i + 1) + ", " + loss + ": " + verdict + " "
                            + second.detail() + "\nfound " + second.contents() + "\nexpected " + found.contents());
                }
            }
        }
    }

    private static Store openForWriting(StoreFolder folder) {
        return Store.open(folder, StoreOptions.defaults().withDurability(Durability.PROCESS));
    }

    /** Opens twice, with a kill between; the second time something is written. */
    private static Found open(ForgetfulDisk left) {
        ForgetfulFolder folder = new ForgetfulFolder(left.copy());
        String contents;
        ForgetfulFolder killed;
        try (Store store = openForWriting(folder)) {
            contents = StoreModel.describe(store);
            killed = folder.afterKill();
        } catch (SeqstoreException e) {
            return new Found("", Verdict.UNOPENABLE, e + ", files " + left.names());
        }
        try (Store store = openForWriting(killed)) {
            String again = StoreModel.describe(store);
            if (!contents.equals(again)) {
                return new Found(contents, Verdict.UNSTABLE, "opened again: " + again);
            }
            String refused = write(store);
            return refused == null
                    ? new Found(contents, Verdict.RIGHT, "")
                    : new Found(contents, Verdict.UNSTABLE, refused);
        } catch (SeqstoreException e) {
            return new Found(contents, Verdict.UNSTABLE, e + ", files " + left.names());
        }
    }

    private static @Nullable String write(Store store) {
        TestEvents.Row row = new TestEvents.Row(1, 2, 3.0, "four");
        Stream stream = TestEvents.stream(store, "new");
        stream.insert(TestEvents.batch(stream.layout(), List.of(row)));
        return TestEvents.difference(TestEvents.readAll(stream), List.of(row));
    }

    int checked() {
        return checked;
    }

    int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    /** The first faults in words; nothing when there are none. */
    String faults() {
        return String.join("\n\n", faults);
    }

    /** How many states there were, and what they came to. */
    String summary() {
        Map<String, Integer> counts = new TreeMap<>();
        verdicts.forEach((verdict, count) -> counts.put(verdict.name(), count));
        return checked + " crashes and " + crashedRecoveries + " crashes of openings, " + foundByFingerprint.size()
                + " distinct states: " + counts;
    }
}
