package io.seqstore.bench.micro;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
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
 * How much faster are whole blocks decoded than by a loop that reads one value after the other: a bit at a time, or by shifting
 * each value out of the one or two words it lies in? For one column of each kind and for keys, in blocks of several sizes. The
 * naive readers are given the same packed numbers, in the width that the block uses, and do the same arithmetic.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    @Param({"CLOCK", "JITTER_MILLISECONDS", "JITTER_TICKS", "INTEGERS", "CONSTANT", "DECIMALS", "FULL_REALS"})
    ColumnKind kind;

    @Param({"512", "1024", "2048", "4096", "8192"})
    int rows;

    private final BlockCodec codec = new BlockCodec();
    private final ByteOutput body = new ByteOutput(1 << 18);
    private final NaiveBits naive = new NaiveBits();
    private ColumnBatch decoded;
    private ColumnSet wanted;
    private long[] keys;
    private long[] integers;
    private double[] doubles;

    /** Lays the rows out both ways. */
    @Setup
    public void encodeOnce() {
        EventLayout layout = EventLayout.of(SdsType.object("Column")
                .key("Key", SdsTypeCode.INT64)
                .property("Value", kind.isDouble() ? SdsTypeCode.DOUBLE : SdsTypeCode.INT64)
                .build());
        ColumnBatch batch = new ColumnBatch(layout, rows);
        for (int i = 0; i < rows; i++) {
            int row = batch.addRow(kind.isKey() ? kind.integer(i) : i);
            if (kind.isDouble()) {
                batch.doubles(0)[row] = kind.real(i);
            } else {
                batch.longs(0)[row] = kind.isKey() ? 0 : kind.integer(i);
            }
        }
        body.reset();
        codec.encode(batch, 0, rows, true, body);
        decoded = new ColumnBatch(layout, rows);
        wanted = kind.isKey() ? ColumnSet.KEYS_ONLY : ColumnSet.ALL;
        keys = new long[rows];
        integers = new long[rows];
        doubles = new double[rows];
        naive.pack(kind, rows);
        check();
    }

    /** All three must say the same. */
    private void check() {
        Volume unused = new Volume();
        block(unused);
        for (int i = 0; i < rows; i++) {
            long found = kind.isKey()
                    ? decoded.key(i)
                    : kind.isDouble() ? Double.doubleToRawLongBits(decoded.doubles(0)[i]) : decoded.longs(0)[i];
            check(i, found);
        }
        bitByBit(unused);
        checkNaive();
        byWords(unused);
        checkNaive();
    }

    private void checkNaive() {
        for (int i = 0; i < rows; i++) {
            check(i, kind.isDouble() ? Double.doubleToRawLongBits(doubles[i]) : integers[i]);
        }
    }

    private void check(int row, long found) {
        long expected = kind.isDouble() ? Double.doubleToRawLongBits(kind.real(row)) : kind.integer(row);
        if (found != expected) {
            throw new IllegalStateException(kind + ": row " + row + " is not what was encoded");
        }
    }

    /** As segments are read. */
    @Benchmark
    public ColumnBatch block(Volume volume) {
        codec.decode(body.bytes(), 0, body.length(), decoded, wanted::contains);
        volume.add(rows, body.length());
        return decoded;
    }

    @Benchmark
    public long[] bitByBit(Volume volume) {
        fillSteadyKeys();
        if (kind.isDouble()) {
            for (int i = 0; i < rows; i++) {
                doubles[i] = real(naive.bitByBit(i));
            }
        } else {
            for (int i = 0; i < rows; i++) {
                integers[i] = naive.bitByBit(i);
            }
        }
        volume.add(rows, body.length());
        return integers;
    }

    @Benchmark
    public long[] byWords(Volume volume) {
        fillSteadyKeys();
        if (kind.isDouble()) {
            for (int i = 0; i < rows; i++) {
                doubles[i] = real(naive.byWords(i));
            }
        } else {
            for (int i = 0; i < rows; i++) {
                integers[i] = naive.byWords(i);
            }
        }
        volume.add(rows, body.length());
        return integers;
    }

    private double real(long integer) {
        return kind.power() == 0 ? Double.longBitsToDouble(integer) : integer / kind.power();
    }

    /** A block has keys, whatever column is asked for. */
    private void fillSteadyKeys() {
        if (!kind.isKey()) {
            for (int i = 0; i < rows; i++) {
                keys[i] = i;
            }
        }
    }
}
