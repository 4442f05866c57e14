package io.seqstore.bench.micro;

import io.seqstore.bench.data.Series;
import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a step from event to event cost, beside a loop over the arrays that lie behind? An operation is an event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class CursorBenchmark {
    private static final int ROWS = 4096;

    @Param({"ASCENDING", "DESCENDING"})
    Direction direction;

    private ArraySource source;

    @Setup
    public void makeEvents() {
        source = new ArraySource(Readings.of(Series.S1, ROWS));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double eventByEvent() {
        double sum = 0;
        try (EventCursor cursor = source.events(KeyRange.ALL, direction, ColumnSet.ALL)) {
            while (cursor.next()) {
                ColumnBatch batch = cursor.batch();
                int row = cursor.row();
                sum += batch.doubles(Readings.MEASUREMENT)[row] + (cursor.key() ^ batch.longs(Readings.STATE)[row]);
            }
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double overArrays() {
        double sum = 0;
        try (BatchCursor cursor = source.scan(KeyRange.ALL, direction, ColumnSet.ALL)) {
            while (cursor.advance()) {
                long[] keys = cursor.batch().keys();
                long[] states = cursor.batch().longs(Readings.STATE);
                double[] measurements = cursor.batch().doubles(Readings.MEASUREMENT);
                for (int row = cursor.from(); row < cursor.to(); row++) {
                    sum += measurements[row] + (keys[row] ^ states[row]);
                }
            }
        }
        return sum;
    }
}
