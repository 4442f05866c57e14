package io.seqstore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.cli.terminal.Plot.Mark;
import io.seqstore.cli.terminal.Plot.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static final List<Mark> ENDS = List.of(new Mark(0, "10"), new Mark(1, "30"));

    private static String drawn(Plot plot, Alphabet alphabet) {
        return plot.lines(alphabet, 32, 5).stream()
                .map(line -> line.lead() + line.text())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Keys 10, 20, 30, levels 1, 2, 4. */
    private static Plot pump() {
        return new Plot(List.of(new Point(0, 1), new Point(0.5, 2), new Point(1, 4)), ENDS);
    }

    @Test
    void drawsThePumpWithDots() {
        assertEquals("""
                4 ┤                         ⣀⠤⠒⠉
                3 ┤                    ⢀⣀⠤⠒⠉
                  │                ⢀⡠⠔⠊⠁
                2 ┤        ⢀⣀⣀⠤⠤⠔⠒⠊⠁
                1 ┤⣀⡠⠤⠤⠒⠒⠊⠉⠁
                  └┬───────────────────────────┬
                   10                         30
                """, drawn(pump(), Alphabet.UNICODE));
    }

    @Test
    void drawsThePumpWithAscii() {
        assertEquals("""
                4 +                         ..''
                3 +                    ...''
                  |                ..''
                2 +        ....''''
                1 +...'''''
                  ++---------------------------+
                   10                         30
                """, drawn(pump(), Alphabet.ASCII));
    }

    @Test
    void leavesAGapWhereThereIsNoValue() {
        Plot plot = new Plot(
                List.of(
                        new Point(0, 1),
                        new Point(0.3, 1),
                        new Point(0.4, Double.NaN),
                        new Point(0.7, 3),
                        new Point(1, 3)),
                ENDS);
        assertEquals("""
                  3 +                  '''''''''
                2.5 +
                  2 +
                1.5 +
                  1 +.........
                    ++-------------------------+
                     10                       30
                """, drawn(plot, Alphabet.ASCII));
    }

    @Test
    void drawsAConstantInTheMiddle() {
        Plot plot = new Plot(List.of(new Point(0, 5), new Point(1, 5)), ENDS);
        assertEquals("""
                5.4 +
                5.2 +
                  5 +...........................
                4.8 +
                4.6 +
                    ++-------------------------+
                     10                       30
                """, drawn(plot, Alphabet.ASCII));
    }

    @Test
    void drawsNothingWithoutValues() {
        assertEquals(List.of(), new Plot(List.of(new Point(0, Double.NaN)), ENDS).lines(Alphabet.UNICODE, 40, 5));
    }

    @Test
    void showsOnlyLabelsThatHaveRoom() {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i <= 8; i++) {
            marks.add(new Mark(i / 8.0, "label" + i));
        }
        String drawn = drawn(new Plot(List.of(new Point(0, 0), new Point(1, 1)), marks), Alphabet.ASCII);
        assertEquals("""
                    ++------------+------------+
                     label0    label4     label8
                """, drawn.lines().skip(5).collect(Collectors.joining("\n", "", "\n")));
    }
}
