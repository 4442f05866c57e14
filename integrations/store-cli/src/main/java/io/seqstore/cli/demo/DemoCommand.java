package io.seqstore.cli.demo;

import io.seqstore.cli.csv.CsvFile;
import io.seqstore.cli.csv.CsvHeader;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code seqstore demo}. */
@Command(
        name = "demo",
        description = {
            "Puts real sensor data into a store on disk and shows every kind of read.",
            "Without a file it takes the two series in examples/data.",
            ""
        },
        footer = {
            "",
            "Cells are numbers, true or false, times, or text. Times: 2013-12-02T21:15:00Z, 2013-12-02",
            "21:15:00 or 12/02/2013 21:15, in UTC unless they name a zone. Empty cells have no value, and",
            "neither have NA, N/A and null outside of text. Rows that do not fit are reported and left out."
        })
public final class DemoCommand implements Runnable {
    private static final String EXAMPLES = "examples/data";

    private final Terminal terminal;
    private final Path home;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Option(
            names = {"--store", "--data"},
            paramLabel = "DIR",
            defaultValue = "demo-store",
            description = "Where the store is made; one that an earlier demo made is replaced. Default: ./demo-store")
    private Path store;

    @Option(names = "--file", paramLabel = "FILE", description = "Your own CSV file, with a header line.")
    private @Nullable Path file;

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "The column that orders the rows: a time or a number. Twice when date and time are apart.")
    private List<String> key = List.of();

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "What separates the columns: ',' ';' tab. Default: ,")
    private String delimiter = ",";

    @Option(names = "--encoding", paramLabel = "NAME", description = "How the file is encoded. Default: UTF-8")
    private String encoding = "UTF-8";

    @Option(
            names = "--type-id",
            paramLabel = "ID",
            description = "Id of type and stream. Default: the name of the file")
    private @Nullable String typeId;

    @Option(names = "--uom", paramLabel = "COLUMN=UNIT", description = "The unit of a column. Any number of times.")
    private Map<String, String> units = new LinkedHashMap<>();

    @Option(names = "--ascii", description = "Nothing but ASCII. Default where the locale is not UTF-8")
    private boolean ascii;

    /**
     * The command.
     *
     * @param terminal where it writes to
     * @param home the folder that holds {@code examples}
     */
    public DemoCommand(Terminal terminal, Path home) {
        this.terminal = terminal;
        this.home = home;
    }

    @Override
    public void run() {
        Demo demo = new Demo(ascii ? terminal.inAscii() : terminal, store);
        if (file == null) {
            refuseOptionsWithoutFile();
            demo.run(example("machine_temperature_system_failure.csv", "timestamp"), List.of(weather()));
        } else {
            demo.run(own(file), List.of());
        }
    }

    private void refuseOptionsWithoutFile() {
        if (!key.isEmpty() || !units.isEmpty() || typeId != null) {
            throw UserError.usage(
                    "Options for a file, but no file.",
                    "--key, --uom and --type-id say something about a CSV file.",
                    "Name the file with --file.");
        }
    }

    private Series example(String name, String... keyColumns) {
        CsvFile csv = new CsvFile(home.resolve(EXAMPLES).resolve(name), ',', StandardCharsets.UTF_8);
        return new Series(csv, List.of(keyColumns), Map.of(), csv.name());
    }

    private Series weather() {
        return example("midc_20181014.txt", "DATE (MM/DD/YYYY)", "MST");
    }

    private Series own(Path path) {
        CsvFile csv = new CsvFile(path, delimiterCharacter(), charset());
        if (key.isEmpty()) {
            List<String> names = CsvHeader.of(csv).columns().stream()
                    .map(column -> "'" + column.name() + "'")
                    .toList();
            throw UserError.usage(
                    "No key column was given.",
                    "The file has " + String.join(", ", names) + ".",
                    "Name the column that orders the rows with --key.");
        }
        return new Series(csv, key, units, typeId == null ? idOf(csv.name()) : typeId);
    }

    /** The name of a file as an id, which has no blanks at its ends. */
    private static String idOf(String fileName) {
        String id = fileName.strip();
        return id.isEmpty() ? "Events" : id;
    }

    private char delimiterCharacter() {
        String given = delimiter.equalsIgnoreCase("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
        boolean isFit = given.length() == 1 && "\"\r\n".indexOf(given.charAt(0)) < 0;
        if (!isFit) {
            throw UserError.usage(
                    "The delimiter is not valid.",
                    "Found '" + delimiter + "', expected one character that is neither a quote nor a line end.",
                    "Use --delimiter ';', for example, or --delimiter tab.");
        }
        return given.charAt(0);
    }

    private Charset charset() {
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw UserError.usage(
                    "The encoding is not known.",
                    "This Java knows no '" + encoding + "'.",
                    "Use UTF-8, UTF-16, ISO-8859-1 or windows-1252, for example.");
        }
    }
}
