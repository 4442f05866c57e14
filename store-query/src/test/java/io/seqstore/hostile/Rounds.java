package io.seqstore.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seqstore.types.SeqstoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives hostile input to a target, many times: each time an answer or an exception of the family must come out, in bounded
 * memory and before long. How many rounds is said by {@code -Dseqstore.fuzz.rounds}, a modest number unless told, and from
 * which seed on by {@code -Dseqstore.fuzz.seed}, always the same unless told; with one round that repeats a finding.
 */
final class Rounds {
    private static final Integer TOLD = Integer.getInteger("seqstore.fuzz.rounds");
    private static final long SEED = Long.getLong("seqstore.fuzz.seed", 1);

    /** Far beyond what any round takes: only a round that never ends gets there, on however busy a machine. */
    private static final int SECONDS_A_ROUND = 120;

    private static final long MOST_MEMORY = 64L << 20;
    private static final int MOST_FINDINGS = 12;

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<String, String> findings = new LinkedHashMap<>();
    private final long mostAllowed;
    private int answered;
    private int refused;
    private long mostMemory;

    private Rounds(long mostAllowed) {
        this.mostAllowed = mostAllowed;
    }

    /** One input and what is done with it. */
    @FunctionalInterface
    interface Round {
        void run(SplittableRandom random) throws Exception;
    }

    static void run(String target, int modestly, Round round) {
        run(target, modestly, MOST_MEMORY, round);
    }

    /** The same with a bound of the bytes that one round may take from the heap. */
    @SuppressWarnings("SystemOut") // Seeds and counts are the result.
    static void run(String target, int modestly, long mostMemory, Round round) {
        int count = TOLD == null ? modestly : TOLD;
        Rounds rounds = new Rounds(mostMemory);
        rounds.runAll(count, round);
        String result = String.format(
                Locale.ROOT,
                "hostile %s: %d rounds from seed %d: %d answered, %d refused, at most %d KiB a round",
                target,
                count,
                SEED,
                rounds.answered,
                rounds.refused,
                rounds.mostMemory >> 10);
        System.out.println(result);
        assertTrue(rounds.findings.isEmpty(), () -> result + "\n" + String.join("\n", rounds.findings.values()));
    }

    private void runAll(int count, Round round) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "hostile");
            daemon.setDaemon(true);
            return daemon;
        });
        try {
            for (int i = 0; i < count && findings.size() < MOST_FINDINGS; i++) {
                long seed = SEED + i;
                if (!runOne(thread, seed, round)) {
                    return;
                }
            }
        } finally {
            thread.shutdownNow();
        }
    }

    /** False when the round hangs: then there is no thread for another one. */
    private boolean runOne(ExecutorService thread, long seed, Round round) {
        Thread[] runner = new Thread[1];
        Future<Long> done = thread.submit(() -> {
            runner[0] = Thread.currentThread();
            long before = memory.getCurrentThreadAllocatedBytes();
            try {
                round.run(new SplittableRandom(seed));
                answered++;
            } catch (SeqstoreException e) {
                refused++;
            }
            return memory.getCurrentThreadAllocatedBytes() - before;
        });
        try {
            long used = done.get(SECONDS_A_ROUND, TimeUnit.SECONDS);
            mostMemory = Math.max(mostMemory, used);
            if (used > mostAllowed) {
                findings.putIfAbsent("memory", "seed " + seed + ": " + (used >> 20) + " MiB for one round");
            }
            return true;
        } catch (ExecutionException e) {
            find(seed, e.getCause());
            return true;
        } catch (TimeoutException e) {
            findings.put("hang", "seed " + seed + " hangs: " + Arrays.toString(runner[0].getStackTrace()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One finding for each place in the code, so that one mistake does not hide the others. */
    private void find(long seed, Throwable thrown) {
        String place = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.seqstore"))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("?");
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        String text = trace.toString();
        findings.putIfAbsent(
                thrown.getClass() + place, "seed " + seed + ": " + text.substring(0, Math.min(3_000, text.length())));
    }
}
