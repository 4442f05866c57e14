package io.seqstore.bench.macro;

import io.seqstore.bench.report.Result;
import io.seqstore.bench.report.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Where figures go: a line of the table each, as soon as it is known, and a list for the report. */
final class Console {
    private final PrintStream out;
    private final List<Result> results = new ArrayList<>();

    Console(PrintStream out) {
        this.out = out;
    }

    void add(Result result) {
        results.add(result);
        out.println(Table.line(result));
    }

    /** Takes a result whose line was printed before. */
    void keep(Result result) {
        results.add(result);
    }

    void say(String line) {
        out.println(line);
    }

    List<Result> results() {
        return List.copyOf(results);
    }
}
