package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.CarelessFolder.Carelessness;
import io.seqstore.core.CrashStates.Verdict;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A script is played once while every state of the disk is written down; then each of these states loses power in many ways,
 * or its process is killed, and the store is opened again. It must open, hold a prefix of the script with everything that
 * was acknowledged as durable, nothing in part and nothing that was never written, and hold the same when it is opened once
 * more. Opening itself is treated the same way.
 *
 * <p>{@code -Dseqstore.crash.repetitions=20 -Dseqstore.crash.recoveries=10} makes hundreds of thousands of crashes of it.
 */
class CrashTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYNC", "GROUP", "PROCESS"})
    void everyCrashLeavesAPrefixWithAllThatWasDurable(String mode, TestReporter reporter) {
        CrashStates crashes = CrashStates.of(CrashStates.durability(mode), 1, folder -> folder);
        reporter.publishEntry(mode, crashes.summary());
        assertEquals("", crashes.faults());
        assertTrue(crashes.checked() > 3_000, "too few states to say anything: " + crashes.summary());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Carelessness.class)
    void anEngineWithABugIsFoundOut(Carelessness bug, TestReporter reporter) {
        CrashStates crashes = CrashStates.of(Durability.SYNC, 19, folder -> new CarelessFolder(folder, bug));
        reporter.publishEntry(bug.name(), crashes.summary());
        assertTrue(crashes.count(Verdict.LOST) + crashes.count(Verdict.UNOPENABLE) > 10, crashes.summary());
    }
}
