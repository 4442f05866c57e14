package io.seqstore.cli.demo;

import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Terminal;

/** How writing went. */
final class WriteChapter {
    private WriteChapter() {}

    /**
     * Shows it.
     *
     * @param ingest what became of the rows
     * @param stored how many events there are now
     * @param closeNanos the time of closing, which belongs to writing: what is in memory goes to a segment then
     */
    static void show(Terminal terminal, Ingest ingest, long stored, long closeNanos) {
        terminal.heading(
                "Write", "batches of " + Figures.count(ingest.batchRows()) + ", each is atomic and synced to the disk");
        long all = ingest.nanos() + closeNanos;
        long writing = ingest.writeNanos() + closeNanos;
        terminal.line(Figures.count(ingest.written(), "event") + " in " + Figures.duration(all) + ": "
                + Figures.rate(ingest.written(), all) + " events/s, from opening the file to the closed store");
        terminal.line("of that in the store " + Figures.duration(writing) + ": "
                + Figures.rate(ingest.written(), writing) + " events/s, closing included");
        if (ingest.faults().count() > 0) {
            terminal.line(Figures.count(ingest.faults().count(), "row")
                    + " did not fit and were passed over; the reasons are on standard error");
        }
        long duplicates = ingest.written() - stored;
        if (duplicates > 0) {
            terminal.line(Figures.count(duplicates, "row") + " had keys that other rows have too: the last one stays, "
                    + Figures.count(stored, "event") + " stored");
        }
    }

    static void showFolder(Terminal terminal, DemoFolder folder, long events, boolean replaced) {
        long size = folder.size();
        terminal.line(Figures.bytes(size) + " on disk, " + Figures.ratio((double) size / Math.max(1, events))
                + " bytes/event");
        terminal.line("in " + folder.path() + (replaced ? ", in place of the store of an earlier demo" : ""));
    }
}
