package io.seqstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Alphabet;
import io.seqstore.cli.terminal.Screen;
import io.seqstore.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    /** The project: the folder of the module is where tests run. */
    private static final Path HOME = Path.of("").toAbsolutePath().getParent().getParent();

    private static final String MACHINE = "examples/data/machine_temperature_system_failure.csv";

    @TempDir
    private Path folder;

    private Screen screen = Screen.plain(Alphabet.UNICODE);

    private int run(String... arguments) {
        screen = Screen.plain(Alphabet.UNICODE);
        return Main.run(screen.terminal(), HOME, arguments);
    }

    private String store() {
        return folder.resolve("store").toString();
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("test.csv"), text);
    }

    /** The only line of the results that a pattern is in. */
    private Matcher line(String pattern) {
        List<Matcher> found = screen.out()
                .lines()
                .map(Pattern.compile(pattern)::matcher)
                .filter(Matcher::find)
                .toList();
        if (found.size() != 1) {
            fail("expected one line with " + pattern + ", found " + found.size() + " in:\n" + screen.out());
        }
        return found.get(0);
    }

    @Test
    void showsTheShippedSeriesFromFileToEveryRead() throws IOException {
        assertEquals(0, run("demo", "--store", store()));
        assertEquals("", screen.err());
        line("^The file  machine_temperature_system_failure.csv, 732 kB, 22,695 rows$");
        line("^   timestamp   DateTime, key                0   2013-12-02 21:15:00$");
        line("^   value       Double                       0   73.96732207$");
        line("\"Id\":\"machine_temperature_system_failure\"");
        line("^   22,695 events in .*: [0-9,]+ events/s, from opening the file to the closed store$");
        line("^   of that in the store .*: [0-9,]+ events/s, closing included$");
        line("^   12 rows had keys that other rows have too: the last one stays, 22,683 events stored$");
        line("^   [0-9.]+ kB on disk, ([0-9.]+) bytes/event$");
        line("^   it was closed cleanly, nothing to recover; 1 segment of ");
        line("^   first   2013-12-02 21:15:00   73.96732$");
        line("^   last    2014-02-19 15:25:00   96.90386$");
        line("^Window  from 2014-01-11 06:22:30 to 2014-01-11 06:40:00");
        line("^   calculated   2014-01-11 06:22:30   93.65967$");
        line("^   calculated   2013-12-29 03:18:20   85.75134$");
        line("^   calculated   2014-01-30 22:52:30   57.54055$");
        line("^Sampled  value: ([0-9]+) of 22,683 events draw the same curve");
        line("^    75 ┤");
        line("^Late, changed, removed  value of the events around 2014-01-11 06:22:30$");
        line("^   2014-01-11 06:22:30    ·            93         94          ·$");
        line("^   22,683 events before, 22,683 after$");
        line("^      Found.$");
        line("^      Conflict: Type 'machine_temperature_system_failure'");
        line("^The type is in use  by 1 stream, 0 stream views, 0 types$");
        line("^      The type is still referenced.$");
        line("^The file  midc_20181014.txt, 75.1 kB, 1,440 rows$");
        line("^   Global PSP                 W/m2   1,440   -9.22753   885.436     125.2805     194.2774$");
        screen.out().lines().forEach(line -> assertTrue(line.length() <= Terminal.WIDTH, line));
        assertFalse(screen.out().contains("\u001B"), "no colours where there is no terminal");
    }

    @Test
    void showsSummariesThatACalculatorConfirms() throws IOException {
        assertEquals(0, run("demo", "--store", store()));
        TreeMap<String, Double> events = new TreeMap<>();
        try (Stream<String> lines = Files.lines(HOME.resolve(MACHINE))) {
            lines.skip(1).map(line -> line.split(",")).forEach(row -> events.put(row[0], Double.parseDouble(row[1])));
        }
        assertEquals(22_683, events.size());
        // Four equal intervals; an event on an inner border belongs to the earlier one.
        List<String> borders = List.of(
                "2013-12-02 21:15:00",
                "2013-12-22 13:47:30",
                "2014-01-11 06:20:00",
                "2014-01-30 22:52:30",
                "2014-02-19 15:25:00");
        StringBuilder counts = new StringBuilder("^   count");
        StringBuilder least = new StringBuilder("^   minimum");
        StringBuilder greatest = new StringBuilder("^   maximum");
        for (int i = 0; i < 4; i++) {
            List<Double> values = List.copyOf(events.subMap(borders.get(i), i == 0, borders.get(i + 1), true)
                    .values());
            counts.append(" +").append(String.format(Locale.ROOT, "%,d", values.size()));
            least.append(" +")
                    .append(digits(values.stream().min(Double::compare).orElseThrow()));
            greatest.append(" +")
                    .append(digits(values.stream().max(Double::compare).orElseThrow()));
        }
        line(counts + "$");
        line(least + "$");
        line(greatest + "$");
    }

    /** The first six digits of a number, and the seventh rounded as it may be. */
    private static String digits(double value) {
        String text = String.valueOf(value);
        return Pattern.quote(text.substring(0, 6)) + "[0-9]*";
    }

    @Test
    void replacesTheStoreOfAnEarlierDemo() {
        assertEquals(0, run("demo", "--store", store()));
        assertFalse(screen.out().contains("earlier demo"), screen.out());
        assertEquals(0, run("demo", "--data", store()));
        assertTrue(screen.out().contains("in place of the store of an earlier demo"), screen.out());
        line("22,683 events stored$");
        line("1 segment of ");
    }

    @Test
    void leavesOtherFoldersAlone() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "Dear all");
        assertEquals(1, run("demo", "--store", foreign.toString()));
        assertEquals(
                "seqstore: The folder is in use for something else.\n  '" + foreign
                        + "' holds letter.txt and was not made by a demo.\n"
                        + "  Name another folder with --store, or remove this one yourself.\n",
                screen.err());
        assertEquals("", screen.out());
        assertEquals("Dear all", Files.readString(foreign.resolve("letter.txt")));
    }

    @Test
    void leavesStoresAloneThatNoDemoMade() {
        Seqstore.open(folder.resolve("store")).close();
        assertEquals(1, run("demo", "--store", store()));
        assertTrue(screen.err().contains("was not made by a demo"), screen.err());
        Seqstore.open(folder.resolve("store")).close();
    }

    @Test
    void leavesADemoFolderAloneWhenSomethingWasPutInIt() throws IOException {
        Path file = csv("time,level\n10,1.0\n20,2.0\n");
        assertEquals(0, run("demo", "--store", store(), "--file", file.toString(), "--key", "time"));
        Path note = Files.writeString(folder.resolve("store").resolve("note.txt"), "mine");
        assertEquals(1, run("demo", "--store", store(), "--file", file.toString(), "--key", "time"));
        assertTrue(screen.err().contains("holds note.txt, which is no part of a demo's store"), screen.err());
        assertEquals("mine", Files.readString(note));
    }

    @Test
    void leavesADemoStoreAloneThatIsOpen() throws IOException {
        Path file = csv("time,level\n10,1.0\n20,2.0\n");
        assertEquals(0, run("demo", "--store", store(), "--file", file.toString(), "--key", "time"));
        try (Seqstore open = Seqstore.open(folder.resolve("store"))) {
            assertEquals(1, run("demo", "--store", store(), "--file", file.toString(), "--key", "time"));
            assertTrue(screen.err().startsWith("seqstore: The store is unavailable."), screen.err());
            assertTrue(open.stream("test").last().isPresent());
        }
    }

    @Test
    void reportsRowsThatDoNotFitAndKeepsTheOthers() throws IOException {
        Path file = csv(
                "time,level [m],note\r\n"
                        + "10,1.0,a\r\n20,2.0,\"b, quoted\"\r\n30,4.0,\r\n40,high,d\r\n,5.0,e\r\n50,5.0\r\n60,6.0,f\r\n20,2.5,again\r\n");
        assertEquals(
                0, run("demo", "--store", store(), "--file", file.toString(), "--key", "TIME", "--type-id", "Pump"));
        assertEquals("""
                seqstore: line 5: column 'level [m]': 'high' is not a number
                seqstore: line 6: column 'time': the key is missing
                seqstore: line 7: expected 3 fields, found 2
                """, screen.err());
        line("\\{\"Id\":\"Pump\"");
        line("^   3 rows did not fit and were passed over; the reasons are on standard error$");
        line("^   1 row had keys that other rows have too: the last one stays, 4 events stored$");
        line("^   first     10       1   a$");
        line("^   last      60       6   f$");
    }

    @Test
    void reportsTenRowsThatDoNotFitAndCountsTheOthers() throws IOException {
        Path file = csv("time,level\n10,1.0\n20,2.0\n" + "30\n".repeat(1_000));
        assertEquals(0, run("demo", "--store", store(), "--file", file.toString(), "--key", "time"));
        List<String> complaints = screen.err().lines().toList();
        assertEquals(11, complaints.size());
        assertEquals("seqstore: line 13: expected 2 fields, found 1", complaints.get(9));
        assertEquals("seqstore: and 990 rows more that do not fit", complaints.get(10));
    }

    @Test
    void stopsWhenNoRowFits() throws IOException {
        Path file = csv("time,level\n10\n20\n");
        assertEquals(1, run("demo", "--store", store(), "--file", file.toString(), "--key", "time"));
        assertTrue(screen.err().contains("The column cannot be the key."), screen.err());
        assertFalse(Files.exists(folder.resolve("store")), "nothing was made");
    }

    @Test
    void takesFilesOfAnyShape() throws IOException {
        List<List<String>> cases = List.of(
                List.of("time\n10\n20\n", "time"),
                List.of("time,name\n10,a\n20,b\n", "time"),
                List.of("time,level\n10,1.5\n", "time"),
                List.of("n,level\n1,5\n2,7\n3,6\n", "n"),
                List.of("n,level\n-9223372036854775808,5\n9223372036854775807,7\n", "n"),
                List.of("n,level\n-9223372036854775808,5\n-9223372036854775807,7\n", "n"),
                List.of("x,level\n0.5,5\n0.75,\n1e300,NaN\n", "x"),
                List.of("t,level,l\n0001-01-01,5,9223372036854775807\n9999-12-31,7,-9223372036854775808\n", "t"),
                List.of("t,b,t2\n2020-01-01,true,2020-01-01\n2020-01-01 00:00:00.0000001,false,\n", "t"));
        for (List<String> one : cases) {
            Path file = csv(one.get(0));
            int exit = run("demo", "--store", store(), "--file", file.toString(), "--key", one.get(1));
            assertEquals("", screen.err(), one.get(0));
            assertEquals(0, exit, one.get(0));
        }
    }

    @Test
    void namesTheColumnsWhenTheKeyIsUnknownOrMissing() throws IOException {
        Path file = csv("time,level\n10,1.0\n");
        assertEquals(2, run("demo", "--store", store(), "--file", file.toString(), "--key", "tim"));
        assertEquals(
                "seqstore: There is no such column.\n  No column is called 'tim'. The file has 'time', 'level'.\n"
                        + "  Name one of these columns.\n",
                screen.err());
        assertEquals(2, run("demo", "--store", store(), "--file", file.toString()));
        assertEquals(
                "seqstore: No key column was given.\n  The file has 'time', 'level'.\n"
                        + "  Name the column that orders the rows with --key.\n",
                screen.err());
        assertEquals("", screen.out());
    }

    @Test
    void takesOtherDelimitersEncodingsAndUnits() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(
                file,
                "zeit;Druck;Temperatur (\u00B0C)\n2020-01-01;1,5;20\n2020-01-02;1,6;21\n"
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertEquals(
                0,
                run(
                        "demo",
                        "--store",
                        store(),
                        "--file",
                        file.toString(),
                        "--key",
                        "zeit",
                        "--delimiter",
                        ";",
                        "--encoding",
                        "ISO-8859-1",
                        "--uom",
                        "Temperatur=kelvin"));
        assertEquals("", screen.err());
        line("^   Temperatur \\(°C\\)   Int32           kelvin         0   20$");
        line("^   Druck             String                         0   1,5$");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() throws IOException {
        Path file = csv("time,level\n10,1.0\n");
        List<List<String>> lines = List.of(
                List.of("demo", "--bogus"),
                List.of("demo", "--key", "time"),
                List.of("demo", "--file", file.toString(), "--key", "time", "--delimiter", ";;"),
                List.of("demo", "--file", file.toString(), "--key", "time", "--delimiter", "\""),
                List.of("demo", "--file", file.toString(), "--key", "time", "--encoding", "UTF-99"),
                List.of("demo", "--file", file.toString(), "--key", "time", "--uom", "level"),
                List.of("demo", "--file", file.toString(), "--key", "time", "--uom", "level=furlong"),
                List.of("nothing"),
                List.of());
        for (List<String> line : lines) {
            assertEquals(2, run(line.toArray(String[]::new)), line.toString());
            assertTrue(screen.err().startsWith("seqstore: "), line + screen.err());
            assertFalse(screen.err().contains("\tat "), screen.err());
            assertEquals("", screen.out());
        }
    }

    @Test
    void helps() {
        assertEquals(0, run("--help"));
        assertTrue(screen.out().contains("demo"), screen.out());
        assertEquals(0, run("demo", "--help"));
        assertTrue(screen.out().contains("--key=COLUMN"), screen.out());
        assertEquals("", screen.err());
    }

    @Test
    void needsNothingButAscii() throws IOException {
        assertEquals(0, run("demo", "--ascii", "--store", store()));
        assertTrue(screen.out().chars().allMatch(c -> c < 128), screen.out());
        line("^    75 [+]");
        line("^   Temperature @ 2m           deg C   1,440 ");
    }
}
