package io.seqstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.cli.terminal.Alphabet;
import io.seqstore.cli.terminal.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code seqstore soak}, for three seconds; longer with {@code -Dseqstore.soak.minutes=10}. */
class SoakTest {
    private static final String MINUTES = System.getProperty("seqstore.soak.minutes", "0.05");
    private static final String SEED = System.getProperty("seqstore.soak.seed", "2026");

    @TempDir
    private Path folder;

    @Test
    void everyAnswerIsRight() {
        Screen screen = Screen.plain(Alphabet.UNICODE);
        Path data = folder.resolve("data");
        int exit = Main.run(
                screen.terminal(), folder, "soak", "--minutes", MINUTES, "--seed", SEED, "--data", data.toString());
        String all = screen.out() + screen.err();
        assertEquals(0, exit, all);
        assertTrue(all.contains("seed " + SEED), all);
        assertTrue(all.contains("0 wrong answers."), all);
        for (String nothing : new String[] {" 0 writes", " 0 reads", " 0 held reads", " 0 openings"}) {
            assertFalse(all.contains(nothing), all);
        }
        assertTrue(Files.isDirectory(data.resolve("store")), "a folder that was named is kept");
    }
}
