package io.seqstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on operations says which tests show what it promises: there must be such tests. */
class OperationsPageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    /** A test class, alone or with one of its methods. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Map<String, List<Path>> classes = testClasses();
        Set<String> missing = new TreeSet<>();
        int named = 0;
        Matcher test = TEST.matcher(Files.readString(ROOT.resolve("docs/operations.md")));
        for (; test.find(); named++) {
            String method = test.group(2);
            boolean there = false;
            for (Path file : classes.getOrDefault(test.group(1), List.of())) {
                there |= method == null || Files.readString(file).contains("void " + method + "(");
            }
            if (!there) {
                missing.add(test.group());
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(named > 40, "only " + named + " tests are named");
    }

    private static Map<String, List<Path>> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString().replace(".java", "")));
        }
    }
}
