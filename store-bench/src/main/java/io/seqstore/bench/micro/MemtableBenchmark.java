package io.seqstore.bench.micro;

import io.seqstore.bench.data.Series;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.memtable.Memtable;
import io.seqstore.types.event.ColumnBatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a memtable cost per event, for batches of one and of many, in one stream and in turn over many? A generation
 * of 32 MiB is filled and dropped again and again, as the engine does it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class MemtableBenchmark {
    private static final long GENERATION_BYTES = 32L << 20;
    private static final int EVENT_BYTES = 2 * Long.BYTES + Double.BYTES;

    @Param({"1", "1000"})
    int rows;

    @Param({"1", "1000", "100000"})
    int streams;

    private SlabPool pool;
    private Generation generation;
    private ColumnBatch batch;
    private int stream;
    private long shift;

    @Setup
    public void makeBatch() {
        pool = new SlabPool(new MemoryBudget(2 * GENERATION_BYTES));
        generation = new Generation(pool);
        batch = Readings.of(Series.S1, rows);
        shift = batch.key(rows - 1) - batch.key(0) + 1;
    }

    @TearDown(Level.Trial)
    public void release() {
        generation.users().release();
        pool.close();
    }

    @Benchmark
    public Memtable append(Volume volume) {
        if (generation.bytes() >= GENERATION_BYTES) {
            generation.users().release();
            generation = new Generation(pool);
        }
        Memtable memtable = generation.forWriting(stream, Readings.LAYOUT);
        memtable.put(batch);
        stream++;
        if (stream >= streams) {
            stream = 0;
            moveOn();
        }
        volume.add(rows, rows * EVENT_BYTES);
        return memtable;
    }

    /** Gives the events later keys for the next round. */
    private void moveOn() {
        long[] keys = batch.keys();
        for (int i = 0; i < rows; i++) {
            keys[i] += shift;
        }
    }
}
