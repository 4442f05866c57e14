package io.seqstore.catalog.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlagsTest {
    @Test
    void thisBuildGivesAllFlags() {
        assertEquals(Optional.empty(), JvmFlags.missing());
        assertEquals(9, JvmFlags.all().size());
    }

    @Test
    void theReadmeHasThemInOneLine() throws IOException {
        Path readme = Path.of("..", "..", "README.md");
        String line = String.join(" ", JvmFlags.all());
        assertTrue(Files.readAllLines(readme).contains(line), "the README lacks the line " + line);
    }
}
