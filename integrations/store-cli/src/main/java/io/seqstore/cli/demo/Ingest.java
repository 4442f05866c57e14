package io.seqstore.cli.demo;

import io.seqstore.EventStream;
import io.seqstore.cli.csv.CsvFile;
import io.seqstore.cli.csv.CsvRows;
import io.seqstore.cli.csv.RowFaults;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Progress;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.types.event.ColumnBatch;

/**
 * What became of the rows of a file.
 *
 * @param rows how many there were
 * @param faults those that were refused
 * @param written how many were written
 * @param batchRows how many of them in one write
 * @param nanos the time that reading and writing them took
 * @param writeNanos the time of the write calls alone; what the store does behind them is not in it
 */
record Ingest(long rows, RowFaults faults, long written, int batchRows, long nanos, long writeNanos) {
    private static final int SMALL_BATCH = 1_000;
    private static final int LARGE_BATCH = 10_000;
    private static final long MANY_ROWS = 1_000_000;

    /** Writes all rows of a file to a stream. */
    static Ingest run(Definition definition, EventStream stream, Terminal terminal) {
        CsvFile file = definition.series().file();
        int batchRows = definition.rows() < MANY_ROWS ? SMALL_BATCH : LARGE_BATCH;
        ColumnBatch batch = new ColumnBatch(stream.layout(), batchRows);
        long begun = System.nanoTime();
        long writing = 0;
        long written = 0;
        try (CsvRows rows = CsvRows.open(file, definition.schema(), stream.layout());
                Progress progress = terminal.progress("Writing", file.size())) {
            boolean more = true;
            while (more) {
                more = rows.fill(batch, batchRows);
                long before = System.nanoTime();
                if (batch.count() > 0) {
                    stream.update(batch);
                }
                writing += System.nanoTime() - before;
                written += batch.count();
                batch.clear();
                progress.at(rows.position(), rows.rows());
            }
            return new Ingest(rows.rows(), rows.faults(), written, batchRows, System.nanoTime() - begun, writing);
        }
    }

    /** Tells which rows were refused, and why. */
    void complain(Terminal terminal) {
        for (RowFaults.RowFault fault : faults.first()) {
            terminal.complain("line " + fault.line() + ": " + fault.reason());
        }
        long others = faults.count() - faults.first().size();
        if (others > 0) {
            terminal.complain("and " + Figures.count(others, "row") + " more that do not fit");
        }
    }
}
