package io.seqstore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.cli.terminal.Table.Column;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
    private static String drawn(Table table, Alphabet alphabet, int width) {
        return table.lines(alphabet, width).stream()
                .map(line -> line.lead() + line.text())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Table pump() {
        return new Table(Column.words("event"), Column.counts("time"), Column.numbers("level", "m"))
                .row("stored", "10", "1")
                .row("calculated", "15", "1.5")
                .row("stored", "1,020", "104.25")
                .row("none", "30", "\u00B7")
                .row("tiny", "40", "-2.5e-7");
    }

    @Test
    void putsDecimalPointsBelowEachOther() {
        assertEquals("""
                event         time      level
                                            m
                ─────────────────────────────
                stored          10     1
                calculated      15     1.5
                stored       1,020   104.25
                none            30     ·
                tiny            40    -2.5e-7
                """, drawn(pump(), Alphabet.UNICODE, 80));
    }

    @Test
    void needsNothingButAscii() {
        assertEquals("""
                event         time      level
                                            m
                -----------------------------
                stored          10     1
                calculated      15     1.5
                stored       1,020   104.25
                none            30     -
                tiny            40    -2.5e-7
                """, drawn(pump(), Alphabet.ASCII, 80));
    }

    @Test
    void hasNoLineOfUnitsWhenThereAreNone() {
        assertEquals("""
                name
                ────
                a
                """, drawn(new Table(Column.words("name")).row("a"), Alphabet.UNICODE, 80));
    }

    @Test
    void measuresUnitsThatAreLongerInAscii() {
        assertEquals(
                """
                        t
                    deg C
                ---------
                    1.5
                -2000.125
                """, drawn(new Table(Column.numbers("t", "\u00B0C")).row("1.5").row("-2000.125"), Alphabet.ASCII, 80));
    }

    @Test
    void leavesOutColumnsThatDoNotFitAndSaysWhich() {
        List<Column> columns = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> Column.words("column" + i))
                .toList();
        Table table = new Table(columns).row(Collections.nCopies(9, "x"));
        assertEquals("""
                column1   column2   column3   column4
                ─────────────────────────────────────
                x         x         x         x
                and 5 columns more: column5, column6, co…
                """, drawn(table, Alphabet.UNICODE, 41));
    }

    @Test
    void cutsLongCells() {
        String text = drawn(new Table(Column.words("text")).row("x".repeat(50)), Alphabet.UNICODE, 80);
        assertTrue(text.endsWith("\n" + "x".repeat(35) + "…\n"), text);
    }

    @Test
    void showsNoCommandsOfTerminals() {
        Table table = new Table(Column.words("text")).row("a\u001B[2Jb\nc\u202Ed");
        assertEquals(
                "a\uFFFD[2Jb\uFFFDc\uFFFDd",
                table.lines(Alphabet.UNICODE, 80).get(2).text());
        assertEquals("a?[2Jb?c?d", table.lines(Alphabet.ASCII, 80).get(2).text());
    }

    @Test
    void refusesRowsOfAnotherLength() {
        Table table = new Table(Column.words("a"), Column.words("b"));
        assertThrows(IllegalArgumentException.class, () -> table.row("only one"));
    }
}
