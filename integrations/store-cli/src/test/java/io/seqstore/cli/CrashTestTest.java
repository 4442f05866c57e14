package io.seqstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Alphabet;
import io.seqstore.cli.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code seqstore crashtest}. Real processes: five rounds, one of them killed while it closes, one while it recovers. More with
 * {@code -Dseqstore.crash.rounds=200}.
 */
class CrashTestTest {
    private static final int ROUNDS = Integer.getInteger("seqstore.crash.rounds", 5);
    private static final String SEED = System.getProperty("seqstore.crash.seed", "2026");

    @TempDir
    private Path folder;

    private final Screen screen = Screen.plain(Alphabet.UNICODE);

    private int run(String... arguments) {
        return Main.run(screen.terminal(), folder, arguments);
    }

    @Test
    void whatWasAcknowledgedSurvivesTheDeathOfTheProcess() {
        Path data = folder.resolve("data");
        int exit = run("crashtest", "--rounds", "" + ROUNDS, "--seed", SEED, "--data", data.toString());
        String all = screen.out() + screen.err();
        assertEquals(0, exit, all);
        assertTrue(all.contains("Seed " + SEED), all);
        assertTrue(all.contains(ROUNDS + " rounds, "), all);
        assertTrue(all.contains("0 lost, 0 torn, 0 ghosts"), all);
        assertFalse(all.contains(" 0 acknowledgements"), all);
        assertTrue(Seqstore.verify(data.resolve("store")).isWhole());
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertEquals(1, run("crashtest", "--data", folder.toString()));
        assertTrue(screen.err().contains("not empty"), screen.err());
    }
}
