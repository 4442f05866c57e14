package io.seqstore.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.bench.data.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
    private static BenchOptions parse(String words) {
        return BenchOptions.parse(List.of(words.split(" ")));
    }

    @Test
    void measuresEverythingWhenNothingIsSaid() {
        assertEquals(BenchOptions.defaults(), BenchOptions.parse(List.of()));
        assertEquals(List.of(Workload.values()), BenchOptions.defaults().workloads());
    }

    @Test
    void readsEveryOption() {
        BenchOptions options = parse("scan ingest-s1 --events 20_000 --batch 10 --durability sync --series s1-reals"
                + " --engine plain --runs 2 --sample-millis 5 --streams 77 --dir some/where --json out.json"
                + " --sizes 30,10,20 --file one.csv --file two.csv --skip plain:size,seqstore:open --minutes 7");
        assertEquals(List.of(10L, 20L, 30L), options.sizes());
        assertEquals(List.of(Path.of("one.csv"), Path.of("two.csv")), options.files());
        assertEquals("plain:size,seqstore:open", options.leftOut().text());
        assertEquals(Duration.ofMinutes(7), options.leftOut().limit());
        assertEquals(List.of(Workload.SCAN, Workload.INGEST_S1), options.workloads());
        assertEquals(20_000, options.events());
        assertEquals(10, options.batch());
        assertEquals(WriteMode.SYNC, options.mode());
        assertEquals(Series.S1_REALS, options.seriesOf(Workload.SCAN));
        assertEquals(Series.S2, options.seriesOf(Workload.LAST));
        assertEquals("plain", options.engines().get(0).name());
        assertEquals(2, options.runs());
        assertEquals(5, options.sampleMillis());
        assertEquals(77, options.streams());
        assertEquals(Path.of("some/where"), options.folder());
        assertEquals(Path.of("out.json"), options.json());
    }

    @Test
    void hasACommandLineThatAsksOneEngineForTheSame() {
        BenchOptions options = parse("scan open --events 20_000 --batch 10 --durability sync --series s1-reals"
                + " --engine seqstore,plain --runs 2 --sample-millis 5 --streams 77 --dir some/where --json out.json"
                + " --sizes 10,20 --file one.csv --skip plain:size --minutes 7 --cold");
        BenchOptions ofOne = BenchOptions.parse(
                options.arguments(options.engines().get(1), Path.of("one.json"), Path.of("else/where")));
        assertEquals(
                parse("scan open --events 20_000 --batch 10 --durability sync --series s1-reals --engine plain --runs 2"
                                + " --sample-millis 5 --streams 77 --dir else/where --json one.json --here --sizes 10,20"
                                + " --cold --file one.csv --skip plain:size")
                        .toString()
                        .replaceAll("@[0-9a-f]+", ""),
                ofOne.toString().replaceAll("@[0-9a-f]+", ""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "scam, no workload 'scam'",
        "--event 5, no option '--event'",
        "--events, --events needs a value",
        "--events many, --events needs a number",
        "--events 0, --events needs a number from 1",
        "--batch 1048577, --batch needs a number from 1 to 1048576",
        "--durability none, no durability 'none'",
        "--series s2, --series takes a series of one stream in order",
        "--engine sqlight, no engine 'sqlight'",
        "--sizes 10;20, --sizes needs a number",
        "--skip plain, --skip needs pairs like sqlite:size",
        "--skip sqlight:size, no engine 'sqlight'",
        "--skip plain:sice, no workload 'sice'"
    })
    void saysWhatIsWrong(String words, String message) {
        String found =
                assertThrows(IllegalArgumentException.class, () -> parse(words)).getMessage();
        assertTrue(found.startsWith(message), found);
    }

    @Test
    void namesEveryWorkloadInItsUsage() {
        for (Workload workload : Workload.values()) {
            assertTrue(BenchOptions.USAGE.contains(workload.question()), workload.id());
        }
    }
}
