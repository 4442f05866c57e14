package io.seqstore.bench;

import io.seqstore.bench.macro.BenchOptions;
import io.seqstore.bench.macro.MacroRunner;
import io.seqstore.bench.macro.SideBySide;
import io.seqstore.bench.macro.WrongAnswerException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Measures Seqstore: whole stores by default, single parts with {@code --micro}, which hands all arguments behind it to
 * JMH (a regular expression of names, {@code -prof gc} for allocations, {@code -h} for help).
 */
public final class Bench {
    private static final String MICRO = "--micro";
    private static final int MISTAKE = 2;
    private static final int FAILURE = 1;

    private Bench() {}

    /** Runs the command; exits with 1 when an engine gave a wrong answer, 2 when the command makes no sense. */
    public static void main(String[] arguments) throws IOException {
        List<String> words = Arrays.asList(arguments);
        if (!words.isEmpty() && words.get(0).equals(MICRO)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else if (words.contains("--help") || words.contains("-h")) {
            System.out.print(BenchOptions.USAGE);
        } else {
            measureStores(words);
        }
    }

    private static void measureStores(List<String> words) {
        BenchOptions options;
        try {
            options = BenchOptions.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.print(BenchOptions.USAGE);
            System.exit(MISTAKE);
            return;
        }
        try {
            String command = "bench " + String.join(" ", words);
            if (SideBySide.isNeeded(options)) {
                List<String> failed = new SideBySide(options, command, Bench.class, System.out).run();
                if (!failed.isEmpty()) {
                    System.err.println("bench: no figures of " + String.join(", ", failed));
                    System.exit(FAILURE);
                }
            } else {
                new MacroRunner(options, command, System.out).run();
            }
        } catch (WrongAnswerException | IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(FAILURE);
        }
    }
}
