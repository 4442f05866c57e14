package io.seqstore.bench.micro;

import io.seqstore.bench.data.Series;
import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.LongColumn;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does packing a block cost, what does it save, and what does reading it back cost: all of it, one column, the keys
 * alone? The base line is the copy of the same columns as plain arrays.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class BlockCodecBenchmark {
    private static final ColumnSet ONE_COLUMN = ColumnSet.of(Readings.MEASUREMENT);

    @Param({"S1", "S1_TICKS", "S1_REALS", "S2"})
    Series series;

    @Param({"128", "512", "1024", "4096"})
    int rows;

    private final BlockCodec codec = new BlockCodec();
    private final ByteOutput body = new ByteOutput(1 << 17);
    private final ByteOutput scratch = new ByteOutput(1 << 17);
    private ColumnBatch batch;
    private ColumnBatch decoded;

    @Setup
    public void encodeOnce() {
        batch = Readings.of(series, rows);
        decoded = new ColumnBatch(Readings.LAYOUT, rows);
        body.reset();
        codec.encode(batch, 0, rows, true, body);
    }

    @Benchmark
    public int encode(Volume volume) {
        scratch.reset();
        codec.encode(batch, 0, rows, true, scratch);
        volume.add(rows, scratch.length());
        return scratch.length();
    }

    @Benchmark
    public ColumnBatch decodeAll(Volume volume) {
        return decode(ColumnSet.ALL, volume);
    }

    @Benchmark
    public ColumnBatch decodeOneColumn(Volume volume) {
        return decode(ONE_COLUMN, volume);
    }

    @Benchmark
    public ColumnBatch decodeKeys(Volume volume) {
        return decode(ColumnSet.KEYS_ONLY, volume);
    }

    private ColumnBatch decode(ColumnSet wanted, Volume volume) {
        codec.decode(body.bytes(), 0, body.length(), decoded, wanted::contains);
        volume.add(rows, body.length());
        return decoded;
    }

    @Benchmark
    public ColumnBatch copyPlain(Volume volume) {
        System.arraycopy(batch.keys(), 0, decoded.keys(), 0, rows);
        LongColumn states = (LongColumn) decoded.column(Readings.STATE);
        System.arraycopy(batch.longs(Readings.STATE), 0, states.values(), 0, rows);
        DoubleColumn measurements = (DoubleColumn) decoded.column(Readings.MEASUREMENT);
        System.arraycopy(batch.doubles(Readings.MEASUREMENT), 0, measurements.values(), 0, rows);
        decoded.setCount(rows);
        volume.add(rows, rows * (2 * Long.BYTES + Double.BYTES));
        return decoded;
    }
}
