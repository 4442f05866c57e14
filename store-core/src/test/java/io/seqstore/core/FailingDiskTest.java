package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.DiskFault.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each call to the disk fails in turn, once, three times or for ever, and a user goes on after each error. Errors are clear;
 * reads go on and show what was acknowledged and nothing else; on a disk that works again the store opens with everything
 * that was acknowledged, and at most what was refused because its fate was not known.
 *
 * <p>{@code -Dseqstore.fault.step=1} lets every single call fail instead of some of them.
 */
class FailingDiskTest {
    /** One call in so many fails; operations that change the disk are looked at more closely than reads. */
    private static final int STEP = Integer.getInteger("seqstore.fault.step", 9);

    private static final int READ_STEP = Integer.getInteger("seqstore.fault.step", 97);
    private static final int MOST_WRONG = 3;

    @ParameterizedTest(name = "{0}, {1}, {2} times in a row (0: for ever)")
    @CsvSource({
        "PROCESS, INPUT_OUTPUT, 1",
        "PROCESS, INPUT_OUTPUT, 3",
        "PROCESS, INPUT_OUTPUT, 0",
        "PROCESS, NO_SPACE, 1",
        "PROCESS, NO_SPACE, 3",
        "PROCESS, NO_SPACE, 0",
        "PROCESS, SHORT_WRITE, 1",
        "PROCESS, SHORT_WRITE, 3",
        "PROCESS, SHORT_WRITE, 0",
        "SYNC, INPUT_OUTPUT, 1",
        "SYNC, SHORT_WRITE, 3",
        "SYNC, NO_SPACE, 0"
    })
    void anOperationThatFailsLosesNothing(String mode, Kind kind, int times, TestReporter reporter) {
        failEach(mode, kind, times, STEP, false, reporter);
    }

    @ParameterizedTest(name = "{0} times in a row (0: for ever)")
    @CsvSource({"1", "3", "0"})
    void aReadThatFailsLosesNothing(int times, TestReporter reporter) {
        failEach("PROCESS", Kind.INPUT_OUTPUT, times, READ_STEP, true, reporter);
    }

    private static void failEach(
            String mode, Kind kind, int times, int step, boolean countsReads, TestReporter reporter) {
        StoreOptions options = StoreOptions.defaults().withDurability(CrashStates.durability(mode));
        ForgetfulFolder whole = new ForgetfulFolder();
        assertEquals("", new FailingRun(whole, options, Script.everything()).play());
        long length = countsReads ? whole.calls() : whole.operations();
        assertTrue(length > 200, "the run is too short: " + length);
        List<String> wrong = new ArrayList<>();
        int runs = 0;
        for (long at = 1 + (kind.ordinal() + times) % step; at <= length && wrong.size() < MOST_WRONG; at += step) {
            ForgetfulFolder folder = new ForgetfulFolder();
            folder.fail(new DiskFault(kind, at, times == 0 ? DiskFault.FOR_EVER : times, countsReads));
            String found = new FailingRun(folder, options, Script.everything()).play();
            if (!found.isEmpty()) {
                wrong.add("failure at " + at + " of " + length + ": " + found);
            }
            runs++;
        }
        reporter.publishEntry("runs", runs + " of " + length);
        assertEquals("", String.join("\n\n", wrong));
    }
}
