package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;
import java.util.Arrays;

/** The questions. The numbers are those of docs/benchmarks.md. */
public enum Workload {
    INGEST_S1("ingest-s1", Series.S1, "W1", "How fast does one stream take events in order, and are they all there?"),
    INGEST_S2("ingest-s2", Series.S2, "W2", "How fast do 100,000 streams take events in turn?"),
    INGEST_S3("ingest-s3", Series.S3, "W3", "What do 5 % of late events cost, until they can be read in order?"),
    INGEST_WRITERS(
            "ingest-writers",
            Series.S1,
            "W1b",
            "How much do eight writers of a stream each write, every batch synced, beside one?"),
    LATE_SHUFFLED(
            "late-shuffled",
            Series.S1,
            "W3b",
            "What do events in no order at all cost, and does compaction bring the layout back?"),
    READBACK("readback", Series.S1, "W1", "Does a reopened store give back every event, and how fast?"),
    LAST("last", Series.S2, "W5", "How long does the last event of a random stream take?"),
    POINT("point", Series.S1, "W6", "How long does one event by its key take?"),
    INTERPOLATE("interpolate", Series.S1, "W11", "How long does the event take that is calculated between two others?"),
    WINDOW("window", Series.S1, "W7", "How long do 1,000 events from a random place take?"),
    SCAN(
            "scan",
            Series.S1,
            "W8",
            "How fast are all events of a stream summed, delivered as columns, walked one by one?"),
    SUMMARIES(
            "summaries",
            Series.S1,
            "W9",
            "How long do all thirteen statistics of 1,000 equal intervals of a stream take?"),
    SUMMARIES_WINDOW("summaries-window", Series.S1, "W9b", "And of 1,000 intervals of a tenth of it?"),
    SAMPLED("sampled", Series.S1, "W10", "How long do the events take that draw a stream as a curve, in 1,000 parts?"),
    SIZE("size", Series.S1, "W4", "How many bytes does a settled event take on disk?"),
    REAL("real", Series.S1, "W4b", "How large and how fast are measured series, not generated ones?"),
    OPEN("open", Series.S1, "W12", "How long does it take to open a settled store, again and for the first time?"),
    GROWTH(
            "growth",
            Series.S1,
            "W13",
            "How does the cost of reads grow with a stream, of a million events and of hundreds?"),
    MIXED("mixed", Series.S1, "W14", "What do a reader and a writer of one stream cost each other?"),
    STREAMS(
            "streams",
            Series.S1,
            "W13",
            "What do a million definitions of streams cost to make, find, list and reopen?");

    private final String id;
    private final Series series;
    private final String number;
    private final String question;

    Workload(String id, Series series, String number, String question) {
        this.id = id;
        this.series = series;
        this.number = number;
        this.question = question;
    }

    /** The name in commands and reports. */
    public String id() {
        return id;
    }

    /** The series it uses unless told otherwise. */
    Series series() {
        return series;
    }

    /** Its number in the documents. */
    String number() {
        return number;
    }

    /** What it answers. */
    public String question() {
        return question;
    }

    static Workload of(String id) {
        return Arrays.stream(values())
                .filter(workload -> workload.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload '" + id + "'; there are "
                        + Arrays.stream(values()).map(Workload::id).toList()));
    }
}
