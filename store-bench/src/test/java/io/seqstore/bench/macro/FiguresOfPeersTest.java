package io.seqstore.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresOfPeersTest {
    private static final long[] KEYS = {9, 10, 13, 14, 15, 19, 20, 21};
    private static final double[] MEASUREMENTS = {100, 2, 4, 8, -1, 3, 200, 300};

    @Test
    void summarisesTheEventsFromTheFirstKeyUpToTheLast() {
        // Three intervals of 10..20: 10 and 13; 14, 15; 19.
        IntervalFigures figures = new IntervalFigures(10, 20, 3);
        figures.accept(KEYS, new long[8], MEASUREMENTS, 0, 4);
        figures.accept(KEYS, new long[8], MEASUREMENTS, 4, 8);
        double first = 2 + 2 + 4 + 3 + 10;
        double second = 2 - 1 + 8 + 3.5 + 32.5;
        double third = 1 + 3 + 3 + 3 + 9;
        assertEquals(first + second + third, figures.answer());
    }

    @Test
    void takesTheFiguresOfAnEngineInsteadAndIgnoresEmptyIntervals() {
        IntervalFigures figures = new IntervalFigures(10, 20, 3);
        figures.addInterval(2, 2, 4, 6, 20);
        figures.addInterval(0, Double.NaN, Double.NaN, 0, 0);
        assertEquals(21, figures.answer());
    }

    @Test
    void anIntervalBeginsAtTheFirstKeyThatFallsIntoIt() {
        IntervalFigures figures = new IntervalFigures(10, 20, 3);
        assertEquals(10, figures.border(0));
        assertEquals(14, figures.border(1));
        assertEquals(17, figures.border(2));
        assertEquals(20, figures.border(3));
    }

    @Test
    void drawsTheFirstSmallestGreatestAndLastOfEachPart() {
        CurveFigures figures = new CurveFigures(10, 20, 3);
        figures.accept(KEYS, new long[8], MEASUREMENTS, 0, 8);
        double first = 1 + 2 + 2 + 4 + 4;
        double second = 1 + 8 - 1 + 8 - 1;
        double third = 1 + 4 * 3;
        assertEquals(first + second + third, figures.answer());
    }
}
