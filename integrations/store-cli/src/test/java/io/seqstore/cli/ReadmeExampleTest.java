package io.seqstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.Seqstore;
import io.seqstore.TypedStream;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.record.Uom;
import io.seqstore.types.schema.SdsStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, which is the text between the marks below, to the letter. */
class ReadmeExampleTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path README = MODULE.getParent().getParent().resolve("README.md");
    private static final Path THIS = MODULE.resolve("src/test/java/io/seqstore/cli/ReadmeExampleTest.java");

    private static final String BEGIN = "// README begins";
    private static final String END = "// README ends";

    @TempDir
    private Path folder;

    // README begins
    @TypeId("Pump")
    record Pump(@Key long time, @Uom("m") double level) {}

    void example(Path folder) {
        try (Seqstore store = Seqstore.open(folder)) {
            store.getOrCreateType(Pump.class);
            store.getOrCreateStream(SdsStream.of("pump-1", "Pump"));
            TypedStream<Pump> pump = store.stream("pump-1").as(Pump.class);

            pump.insert(new Pump(10, 1.0), new Pump(30, 4.0)); // a batch: all of it or nothing
            pump.insert(new Pump(20, 2.0)); // late, and yet in its place

            System.out.println(pump.last().orElseThrow()); // Pump[time=30, level=4.0]
            System.out.println(pump.window(10, 20)); // [Pump[time=10, level=1.0], Pump[time=20, level=2.0]]
            System.out.println(pump.interpolatedAt(15, 25)); // [Pump[time=15, level=1.5], Pump[time=25, level=3.0]]

            Summary all = pump.stream().summary(10, 30);
            System.out.println(all.number(Statistic.MAXIMUM, "level")); // 4.0
            System.out.println(all.number(Statistic.WEIGHTED_MEAN, "level")); // 2.25
        }
    }
    // README ends

    @Test
    void theExamplePrintsWhatItsCommentsSay() throws IOException {
        List<String> promised = new ArrayList<>();
        Matcher comment = Pattern.compile("println\\(.*; +// (.*)").matcher(source());
        while (comment.find()) {
            promised.add(comment.group(1));
        }
        assertEquals(5, promised.size());
        PrintStream screen = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example(folder.resolve("store"));
        } finally {
            System.setOut(screen);
        }
        assertEquals(promised, printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void theReadmeHasTheExampleToTheLetter() throws IOException {
        String readme = Files.readString(README);
        assertTrue(readme.contains("```java\n" + source() + "```\n"), source());
    }

    /** The text between the marks, without the indentation of this class. */
    private static String source() throws IOException {
        List<String> lines = Files.readAllLines(THIS);
        int begin = lines.indexOf("    " + BEGIN) + 1;
        int end = lines.indexOf("    " + END);
        return lines.subList(begin, end).stream()
                .map(line -> line.isEmpty() ? line : line.substring(4))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
