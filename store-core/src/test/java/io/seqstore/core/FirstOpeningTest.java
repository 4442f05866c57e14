package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.snapshot.PointReader;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the first opening of a store in a process takes is loading classes. So there must not be more of them than it needs: each
 * of ours takes a third of a millisecond, each lambda more, and some make the JDK start things that take longer than everything
 * else together.
 */
class FirstOpeningTest {
    /** Up to 203 and 11 when this was written, by version of the JDK. Who needs more looks first whether an opening needs them. */
    private static final int MOST_CLASSES = 206;

    private static final int MOST_LAMBDAS = 12;

    private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$/]+)(?: |$)");

    @TempDir
    Path folder;

    @TempDir
    Path output;

    @BeforeEach
    void makeAStore() {
        try (Store store = Store.open(folder, StoreOptions.defaults())) {
            Stream pump = TestEvents.stream(store, "pump");
            List<TestEvents.Row> rows = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                rows.add(new TestEvents.Row(i, i % 4, i / 10.0, null));
            }
            pump.insert(TestEvents.batch(pump.layout(), rows));
            store.compact();
        }
    }

    @Test
    void itLoadsNoParserOfJsonNoPipelinesAndNothingElseThatItCanDoWithout() throws Exception {
        List<String> loaded = loadedByAnOpening();
        List<String> needless = loaded.stream()
                .filter(name -> name.startsWith("com.fasterxml.")
                        || name.startsWith("java.util.stream.")
                        || name.startsWith("java.util.regex.")
                        || name.startsWith("java.time.format.")
                        || name.startsWith("java.util.Formatter")
                        || name.startsWith("java.util.concurrent.ThreadPoolExecutor")
                        || name.startsWith("java.lang.invoke.StringConcatFactory")
                        || name.startsWith("java.lang.runtime.ObjectMethods")
                        || name.startsWith("io.seqstore.types.json."))
                .toList();
        assertEquals(List.of(), needless);
    }

    @Test
    void itLoadsNoMoreOfOurClassesThanItDid() throws Exception {
        List<String> ours = loadedByAnOpening().stream()
                .filter(name -> name.startsWith("io.seqstore."))
                .toList();
        List<String> lambdas =
                ours.stream().filter(name -> name.contains("$$Lambda")).toList();
        assertTrue(ours.contains(Store.class.getName()), "the classes were not found: " + ours);
        assertTrue(lambdas.size() <= MOST_LAMBDAS, () -> lambdas.size() + ": " + String.join("\n", lambdas));
        int classes = ours.size() - lambdas.size();
        assertTrue(classes <= MOST_CLASSES, () -> classes + ": " + String.join("\n", ours));
    }

    /** The names of the classes that a process loads between its start of an opening and its end of the first read. */
    private List<String> loadedByAnOpening() throws Exception {
        Path log = output.resolve("classes");
        Path printed = output.resolve("printed");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log.getFileName() + ":uptime",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpeningChild.class.getName(),
                        folder.toString())
                // A path in an option would be taken apart where it holds a colon.
                .directory(output.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        int exit = child.waitFor();
        assertEquals(0, exit, Files.readString(printed, StandardCharsets.UTF_8));
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
            Matcher matcher = LOADED.matcher(line);
            if (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        int begin = names.indexOf(OpeningChild.Begin.class.getName());
        int end = names.indexOf(OpeningChild.End.class.getName());
        assertTrue(0 <= begin && begin < end, () -> "no opening in " + names);
        return names.subList(begin + 1, end);
    }

    /** What the child does. */
    static final class OpeningChild {
        private OpeningChild() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            Begin.reached();
            try (Store store = Store.open(folder, StoreOptions.defaults())) {
                Stream pump = store.stream(Registry.DEFAULT_NAMESPACE, "pump");
                ColumnBatch event = new ColumnBatch(pump.layout(), 1);
                if (!pump.find(new PointReader(), Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, event)) {
                    throw new IllegalStateException("the store is empty");
                }
                End.reached();
            }
        }

        /** Loaded when the opening begins. */
        static final class Begin {
            private Begin() {}

            static void reached() {}
        }

        /** Loaded when the first event was read. */
        static final class End {
            private End() {}

            static void reached() {}
        }
    }
}
