package io.seqstore.cli.terminal;

/**
 * A grid of dots, several to a character: 2 x 4 where Braille can be shown, else 1 x 2 of points and apostrophes. Dots are
 * counted from the top left. Not thread-safe.
 */
final class DotCanvas {
    private static final int BRAILLE = 0x2800;

    /** The bits of the eight dots of a Braille character, row by row. */
    private static final int[] BRAILLE_BITS = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};

    private static final String[] POINTS = {" ", "'", ".", ":"};

    private final boolean braille;
    private final int dotsAcross;
    private final int dotsDown;
    private final int[][] cells;

    DotCanvas(Alphabet alphabet, int width, int height) {
        this.braille = alphabet == Alphabet.UNICODE;
        this.dotsAcross = braille ? 2 : 1;
        this.dotsDown = braille ? 4 : 2;
        this.cells = new int[height][width];
    }

    /** How many dots there are in a row. */
    int width() {
        return cells[0].length * dotsAcross;
    }

    /** How many rows of dots there are. */
    int height() {
        return cells.length * dotsDown;
    }

    /** Which line of text holds a row of dots. */
    int lineOf(int y) {
        return y / dotsDown;
    }

    /** Draws a straight line, both ends included. */
    void line(int fromX, int fromY, int toX, int toY) {
        int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
        for (int step = 0; step <= steps; step++) {
            double way = (double) step / steps;
            dot((int) Math.round(fromX + way * (toX - fromX)), (int) Math.round(fromY + way * (toY - fromY)));
        }
    }

    private void dot(int x, int y) {
        int within = (y % dotsDown) * dotsAcross + x % dotsAcross;
        cells[y / dotsDown][x / dotsAcross] |= braille ? BRAILLE_BITS[within] : 1 << within;
    }

    /** One line of text, blanks at its end left out. */
    String text(int line) {
        StringBuilder text = new StringBuilder();
        for (int cell : cells[line]) {
            text.append(braille ? (cell == 0 ? " " : Character.toString(BRAILLE + cell)) : POINTS[cell]);
        }
        return text.toString().stripTrailing();
    }
}
