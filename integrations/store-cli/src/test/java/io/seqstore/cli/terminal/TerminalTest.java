package io.seqstore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.cli.terminal.Table.Column;
import io.seqstore.cli.terminal.Terminal.Capabilities;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    private static Map<String, String> environment(String settings) {
        Map<String, String> environment = new HashMap<>();
        Arrays.stream(settings.split(" "))
                .filter(setting -> !setting.isEmpty())
                .forEach(
                        setting -> environment.put(setting.split("=")[0], setting.substring(setting.indexOf('=') + 1)));
        return environment;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', ASCII",
        "LANG=C, ASCII",
        "LANG=C.UTF-8, UNICODE",
        "LANG=en_US.utf8, UNICODE",
        "LANG=en_US.UTF-8 LC_ALL=C, ASCII",
        "LANG=C LC_CTYPE=de_DE.UTF-8, UNICODE",
        "LC_ALL= LANG=C.UTF-8, UNICODE"
    })
    void takesTheAlphabetFromTheLocale(String settings, Alphabet alphabet) {
        assertEquals(
                alphabet, Capabilities.of(environment(settings), false, false).alphabet());
    }

    @ParameterizedTest(name = "{0}, results on a terminal {1}, complaints {2}: colours {3} and {4}")
    @CsvSource({
        "TERM=xterm, true, true, true, true",
        "TERM=xterm, false, true, false, true",
        "TERM=xterm, true, false, true, false",
        "TERM=xterm NO_COLOR=1, true, true, false, false",
        "TERM=xterm NO_COLOR=, true, true, true, true",
        "TERM=dumb, true, true, false, false",
        "'', true, true, false, false"
    })
    void hasColoursOnTerminalsOnly(String settings, boolean out, boolean err, boolean inkOnOut, boolean inkOnErr) {
        Capabilities capabilities = Capabilities.of(environment(settings), out, err);
        assertEquals(inkOnOut, capabilities.inkOnOut());
        assertEquals(inkOnErr, capabilities.inkOnErr());
        assertEquals(err, capabilities.live());
    }

    @Test
    void coloursHeadingsAndCurvesAndNothingElse() {
        Screen screen = new Screen(new Capabilities(Alphabet.UNICODE, true, true, true));
        screen.terminal().heading("Read", "1 ms");
        screen.terminal().line("plain");
        screen.terminal().table(new Table(Column.words("name")).row("value"));
        assertEquals("""

                [1mRead[0m  [2m1 ms[0m
                   plain
                   [2mname[0m
                   [2m─────[0m
                   value
                """, screen.out().replace("\u001B", ""));
    }

    @Test
    void complainsInThreeLinesOnTheOtherStream() {
        Screen screen = Screen.plain(Alphabet.ASCII);
        screen.terminal().complain("It failed.", "Here, at 5 \u00B0C.", "Do that.");
        assertEquals("", screen.out());
        assertEquals("seqstore: It failed.\n  Here, at 5 deg C.\n  Do that.\n", screen.err());
    }
}
