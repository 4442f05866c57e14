package io.seqstore.cli.csv;

import io.seqstore.cli.terminal.Alphabet;
import io.seqstore.cli.terminal.Progress;
import io.seqstore.cli.terminal.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** TestFiles for tests. */
final class TestFiles {
    private TestFiles() {}

    static CsvFile of(Path folder, String text) throws IOException {
        return of(folder, text.getBytes(StandardCharsets.UTF_8));
    }

    static CsvFile of(Path folder, byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("test.csv"), bytes);
        return new CsvFile(path, ',', StandardCharsets.UTF_8);
    }

    static CsvSurvey survey(CsvFile file, String... key) {
        try (Progress progress = Screen.plain(Alphabet.ASCII).terminal().progress("Looking", 1)) {
            return CsvSurvey.of(file, List.of(key), progress);
        }
    }

    static CsvSchema schema(CsvFile file, String... key) {
        return CsvSchema.of(survey(file, key), Map.of());
    }
}
