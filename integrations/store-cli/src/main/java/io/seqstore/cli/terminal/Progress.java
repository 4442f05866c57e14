package io.seqstore.cli.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * One line that tells how far a long step has come. It is drawn over itself ten times a second at most, only where a person
 * can see it, and gone after {@link #close}. Not thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final int BAR_WIDTH = 24;

    private final PrintStream screen;
    private final boolean live;
    private final Alphabet alphabet;
    private final LongSupplier nanoClock;
    private final String step;
    private final long total;
    private long drawnAt;
    private int drawnWidth;

    Progress(PrintStream screen, boolean live, Alphabet alphabet, LongSupplier nanoClock, String step, long total) {
        this.screen = screen;
        this.live = live;
        this.alphabet = alphabet;
        this.nanoClock = nanoClock;
        this.step = alphabet.show(step);
        this.total = total;
        this.drawnAt = nanoClock.getAsLong() - REDRAW_NANOS;
    }

    /**
     * Tells how far the step is.
     *
     * @param done how much of the total is done
     * @param rows how many rows that were
     */
    public void at(long done, long rows) {
        long now = nanoClock.getAsLong();
        if (live && now - drawnAt >= REDRAW_NANOS) {
            drawnAt = now;
            draw(Math.min(1, done / (double) Math.max(1, total)), rows);
        }
    }

    private void draw(double part, long rows) {
        int filled = (int) (part * BAR_WIDTH);
        String bar = alphabet.done().repeat(filled) + alphabet.rule().repeat(BAR_WIDTH - filled);
        String line = step + "  " + bar + "  " + (int) (part * 100) + " %  " + Figures.count(rows, "row");
        // Blanks over what the last drawing left; terminals without any commands know the carriage return.
        screen.print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
        screen.flush();
        drawnWidth = line.length();
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (drawnWidth > 0) {
            screen.print("\r" + " ".repeat(drawnWidth) + "\r");
            screen.flush();
            drawnWidth = 0;
        }
    }
}
