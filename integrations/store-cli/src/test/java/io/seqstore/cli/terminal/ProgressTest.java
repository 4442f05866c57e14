package io.seqstore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    private Progress progress(boolean live, Alphabet alphabet) {
        PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
        return new Progress(stream, live, alphabet, clock::get, "Writing", 1_000);
    }

    private String drawn() {
        String text = screen.toString(StandardCharsets.UTF_8);
        screen.reset();
        return text;
    }

    @Test
    void drawsOverItselfTenTimesASecondAtMost() {
        Progress progress = progress(true, Alphabet.ASCII);
        progress.at(250, 7_000);
        assertEquals("\rWriting  ======------------------  25 %  7,000 rows", drawn());
        clock.addAndGet(99_999_999);
        progress.at(300, 8_000);
        assertEquals("", drawn());
        clock.addAndGet(1);
        progress.at(1_000, 28_000);
        assertEquals("\rWriting  ========================  100 %  28,000 rows", drawn());
    }

    @Test
    void wipesWhatAShorterLineLeaves() {
        Progress progress = progress(true, Alphabet.UNICODE);
        progress.at(500, 1_000_000);
        assertEquals("\rWriting  ━━━━━━━━━━━━────────────  50 %  1,000,000 rows", drawn());
        clock.addAndGet(100_000_000);
        progress.at(500, 1);
        assertEquals("\rWriting  ━━━━━━━━━━━━────────────  50 %  1 row" + " ".repeat(9), drawn());
        progress.close();
        assertEquals("\r" + " ".repeat(46) + "\r", drawn());
        progress.close();
        assertEquals("", drawn());
    }

    @Test
    void drawsNothingWhereNobodyWatches() {
        try (Progress progress = progress(false, Alphabet.UNICODE)) {
            progress.at(500, 10);
        }
        assertEquals("", drawn());
    }

    @Test
    void takesAnEmptyFileForADoneOne() {
        PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
        new Progress(stream, true, Alphabet.ASCII, clock::get, "Looking", 0).at(0, 0);
        assertEquals("\rLooking  ------------------------  0 %  0 rows", drawn());
    }
}
