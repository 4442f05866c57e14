package io.seqstore.bench.macro;

import io.seqstore.bench.report.Absence;
import io.seqstore.bench.report.JsonReport;
import io.seqstore.bench.report.Result;
import io.seqstore.bench.report.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Where figures go: a line of the table each, as soon as it is known, and a list for the report. */
final class Console {
    private final PrintStream out;
    private final List<Result> results = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();

    Console(PrintStream out) {
        this.out = out;
    }

    void add(Result result) {
        results.add(result);
        out.println(Table.line(result));
    }

    void add(Absence absence) {
        absences.add(absence);
        out.println(Table.line(absence));
    }

    void absent(Workload workload, Engine engine, String reason) {
        add(new Absence(workload.number(), workload.id(), engine.name(), reason));
    }

    /** Takes what was printed before. */
    void keep(JsonReport.Findings findings) {
        results.addAll(findings.results());
        absences.addAll(findings.absences());
    }

    void say(String line) {
        out.println(line);
    }

    JsonReport.Findings findings() {
        return new JsonReport.Findings(results, absences);
    }
}
