package io.seqstore.bench.macro;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Times things in the calling thread: wall time, and next to it its processor time, which other processes on the machine
 * hardly change.
 */
final class Stopwatch {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int OPERATIONS_A_ROUND = 256;

    private Stopwatch() {}

    /** Heap bytes that this thread has allocated. */
    static long threadBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Processor time of this thread so far, in nanoseconds. */
    static long threadNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Processor time of all threads of this process so far, in nanoseconds. */
    static long processNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /**
     * The price of one of many equal operations.
     *
     * @param wallNanos wall time
     * @param cpuNanos processor time of the thread
     * @param allocatedBytes heap bytes that the thread allocated
     */
    record Price(double wallNanos, double cpuNanos, double allocatedBytes) {}

    /** Does an operation again and again, for about that long. The operation is given 0, 1, 2 and so on. */
    static Price priceOf(IntConsumer operation, int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        int done = 0;
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long cpuBefore = threadNanos();
        long before = System.nanoTime();
        long now;
        do {
            for (int i = 0; i < OPERATIONS_A_ROUND; i++) {
                operation.accept(done + i);
            }
            done += OPERATIONS_A_ROUND;
            now = System.nanoTime();
        } while (now < end && done < Integer.MAX_VALUE - OPERATIONS_A_ROUND);
        long cpu = threadNanos() - cpuBefore;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        return new Price((double) (now - before) / done, (double) cpu / done, (double) allocated / done);
    }
}
