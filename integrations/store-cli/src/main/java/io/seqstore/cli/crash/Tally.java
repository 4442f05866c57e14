package io.seqstore.cli.crash;

import io.seqstore.cli.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What the rounds so far have shown. Not thread-safe. */
final class Tally {
    private final List<String> failures = new ArrayList<>();
    private int rounds;
    private long acknowledgements;
    private long pendingDone;
    private long lost;
    private long torn;
    private long ghosts;
    private long slowestOpenNanos;

    void round(long acknowledged) {
        rounds++;
        acknowledgements += acknowledged;
    }

    void opened(long nanos) {
        slowestOpenNanos = Math.max(slowestOpenNanos, nanos);
    }

    void writer(String where, Verdict verdict) {
        pendingDone += verdict.pendingDone() ? 1 : 0;
        lost += verdict.lost();
        torn += verdict.torn();
        ghosts += verdict.ghosts();
        verdict.details().forEach(detail -> failed(where + ": " + detail));
    }

    void failed(String what) {
        failures.add(what);
    }

    /** What went wrong, in words; empty when nothing did. */
    List<String> failures() {
        return failures;
    }

    int rounds() {
        return rounds;
    }

    long acknowledgements() {
        return acknowledgements;
    }

    /** Last writes that are there though nobody was told of them. */
    long pendingDone() {
        return pendingDone;
    }

    long lost() {
        return lost;
    }

    long torn() {
        return torn;
    }

    long ghosts() {
        return ghosts;
    }

    long slowestOpenNanos() {
        return slowestOpenNanos;
    }
}
