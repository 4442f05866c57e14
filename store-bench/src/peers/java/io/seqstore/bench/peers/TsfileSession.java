package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.Arrival;
import io.seqstore.bench.macro.EventSlot;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.tsfile.block.column.Column;
import org.apache.tsfile.encoding.encoder.Encoder;
import org.apache.tsfile.enums.ColumnCategory;
import org.apache.tsfile.enums.TSDataType;
import org.apache.tsfile.exception.read.ReadProcessException;
import org.apache.tsfile.exception.write.WriteProcessException;
import org.apache.tsfile.file.metadata.IDeviceID;
import org.apache.tsfile.file.metadata.StringArrayDeviceID;
import org.apache.tsfile.file.metadata.TableSchema;
import org.apache.tsfile.file.metadata.TimeseriesMetadata;
import org.apache.tsfile.file.metadata.enums.CompressionType;
import org.apache.tsfile.file.metadata.enums.TSEncoding;
import org.apache.tsfile.file.metadata.statistics.Statistics;
import org.apache.tsfile.read.TsFileSequenceReader;
import org.apache.tsfile.read.common.block.TsBlock;
import org.apache.tsfile.read.controller.CachedChunkLoaderImpl;
import org.apache.tsfile.read.controller.MetadataQuerierByFileImpl;
import org.apache.tsfile.read.expression.ExpressionTree;
import org.apache.tsfile.read.filter.basic.Filter;
import org.apache.tsfile.read.filter.factory.TagFilterBuilder;
import org.apache.tsfile.read.query.executor.TableQueryExecutor;
import org.apache.tsfile.read.query.executor.TableQueryExecutor.TableQueryOrdering;
import org.apache.tsfile.read.reader.block.TsBlockReader;
import org.apache.tsfile.write.TsFileWriter;
import org.apache.tsfile.write.record.Tablet;
import org.apache.tsfile.write.schema.IMeasurementSchema;
import org.apache.tsfile.write.schema.MeasurementSchema;
import org.jspecify.annotations.Nullable;

/** A file that is being written, or one that is read. The first read ends the writing. */
final class TsfileSession extends PeerSession {
    private static final String FILE = "events.tsfile";
    private static final String TABLE = "events";
    private static final String STREAM = "stream";
    private static final String STATE = "s";
    private static final String MEASUREMENT = "v";
    private static final List<String> COLUMNS = List.of(STATE, MEASUREMENT);

    static {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final File file;
    private final boolean sync;
    private final String[] streamNames;
    private final byte[][] streamTags;
    private final TableSchema schema;
    private @Nullable TsFileWriter writer;
    private @Nullable Tablet tablet;
    private boolean isEmpty;
    private @Nullable TsFileSequenceReader reader;
    private @Nullable TableQueryExecutor queries;

    private TsfileSession(Path folder, int streams, int decimals, boolean sync) {
        this.file = folder.resolve(FILE).toFile();
        this.sync = sync;
        this.streamNames = new String[streams > 1 ? streams : 0];
        this.streamTags = new byte[streamNames.length][];
        for (int i = 0; i < streamNames.length; i++) {
            // In the order of texts, which is that of the file.
            streamNames[i] = "s%09d".formatted(i);
            streamTags[i] = streamNames[i].getBytes(StandardCharsets.UTF_8);
        }
        this.schema = schema(streams > 1, decimals);
    }

    static TsfileSession create(Path folder, int streams, int decimals, boolean sync) {
        TsfileSession session = new TsfileSession(folder, streams, decimals, sync);
        session.isEmpty = true;
        try {
            TsFileWriter writing = new TsFileWriter(session.file);
            writing.registerTableSchema(session.schema);
            session.writer = writing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return session;
    }

    static TsfileSession open(Path folder, int streams) {
        TsfileSession session = new TsfileSession(folder, streams, Arrival.REALS, false);
        session.startReading();
        return session;
    }

    private static TableSchema schema(boolean manyStreams, int decimals) {
        List<IMeasurementSchema> columns = new ArrayList<>();
        List<ColumnCategory> categories = new ArrayList<>();
        if (manyStreams) {
            columns.add(new MeasurementSchema(STREAM, TSDataType.STRING));
            categories.add(ColumnCategory.TAG);
        }
        columns.add(new MeasurementSchema(STATE, TSDataType.INT32, TSEncoding.RLE, CompressionType.LZ4));
        columns.add(
                decimals == Arrival.REALS
                        ? new MeasurementSchema(MEASUREMENT, TSDataType.DOUBLE, TSEncoding.GORILLA, CompressionType.LZ4)
                        : new MeasurementSchema(
                                MEASUREMENT,
                                TSDataType.DOUBLE,
                                TSEncoding.TS_2DIFF,
                                CompressionType.LZ4,
                                Map.of(Encoder.MAX_POINT_NUMBER, String.valueOf(decimals))));
        categories.add(ColumnCategory.FIELD);
        categories.add(ColumnCategory.FIELD);
        return new TableSchema(TABLE, columns, categories);
    }

    @Override
    public void append(EventChunk chunk) {
        TsFileWriter writing = writer;
        if (writing == null) {
            throw new IllegalStateException("a file that was read takes no more events");
        }
        Tablet rows = tablet(chunk.capacity());
        int state = streamNames.length > 0 ? 1 : 0;
        for (int i = 0; i < chunk.count(); i++) {
            rows.addTimestamp(i, chunk.keys()[i]);
            if (state > 0) {
                rows.addValue(i, 0, streamTags[chunk.streams()[i]]);
            }
            rows.addValue(i, state, chunk.states()[i]);
            rows.addValue(i, state + 1, chunk.measurements()[i]);
        }
        rows.setRowSize(chunk.count());
        try {
            writing.writeTable(rows);
            if (sync) {
                writing.flush();
                writing.getIOWriter().getIOWriterOut().force();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (WriteProcessException e) {
            throw new IllegalStateException(e);
        }
        isEmpty = false;
    }

    private Tablet tablet(int room) {
        Tablet rows = tablet;
        if (rows == null || rows.getMaxRowNumber() < room) {
            List<String> names = schema.getColumnSchemas().stream()
                    .map(IMeasurementSchema::getMeasurementName)
                    .toList();
            List<TSDataType> types = schema.getColumnSchemas().stream()
                    .map(IMeasurementSchema::getType)
                    .toList();
            rows = new Tablet(TABLE, names, types, schema.getColumnTypes(), room);
            tablet = rows;
        }
        rows.reset();
        return rows;
    }

    @Override
    public void settle() {
        endWriting();
    }

    private void endWriting() {
        TsFileWriter writing = writer;
        if (writing != null) {
            try {
                writing.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            writer = null;
        }
    }

    private TsFileSequenceReader startReading() {
        TsFileSequenceReader ready = reader;
        if (ready == null) {
            endWriting();
            try {
                ready = new TsFileSequenceReader(file.getPath());
                ready.setEnableCacheTableSchemaMap();
                queries = new TableQueryExecutor(
                        new MetadataQuerierByFileImpl(ready),
                        new CachedChunkLoaderImpl(ready),
                        TableQueryOrdering.DEVICE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            reader = ready;
        }
        return ready;
    }

    private IDeviceID device(int stream) {
        return streamNames.length > 0
                ? new StringArrayDeviceID(TABLE, streamNames[stream])
                : new StringArrayDeviceID(new String[] {TABLE});
    }

    /** What the file knows of a column of a stream; null when there are no events. */
    private @Nullable Statistics<?> statistics(int stream, String column) {
        if (isEmpty) {
            return null;
        }
        try {
            TimeseriesMetadata found = startReading().readTimeseriesMetadata(device(stream), column, true);
            return found == null ? null : found.getStatistics();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        Statistics<?> measurements = statistics(stream, MEASUREMENT);
        Statistics<?> states = statistics(stream, STATE);
        if (measurements == null || states == null) {
            return false;
        }
        into.set(measurements.getEndTime(), (Integer) states.getLastValue(), (Double) measurements.getLastValue());
        return true;
    }

    @Override
    public double sumOfMeasurements(int stream) {
        Statistics<?> measurements = statistics(stream, MEASUREMENT);
        return measurements == null ? 0 : measurements.getSumDoubleValue();
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        boolean[] found = new boolean[1];
        // Not from the key to itself: a range without an event in a page that could have one is an error in TsFile.
        read(tag(stream), key, Long.MAX_VALUE, 1, (keys, states, measurements, from, to) -> {
            into.set(keys[from], (int) states[from], measurements[from]);
            found[0] = keys[from] == key;
        });
        return found[0];
    }

    @Override
    public void window(int stream, long fromKey, int count, ColumnSink sink) {
        read(tag(stream), fromKey, Long.MAX_VALUE, count, sink);
    }

    @Override
    void range(int stream, long from, long to, ColumnSink sink) {
        read(tag(stream), from, to - 1, Long.MAX_VALUE, sink);
    }

    @Override
    public void scanStreams(int streams, ColumnSink sink) {
        read(null, 0, Long.MAX_VALUE, Long.MAX_VALUE, sink);
    }

    private @Nullable Filter tag(int stream) {
        return streamNames.length > 0 ? new TagFilterBuilder(schema).eq(STREAM, streamNames[stream]) : null;
    }

    /** Delivers events from one key up to another one, that of both ends too, stream by stream. */
    private void read(@Nullable Filter tag, long from, long last, long most, ColumnSink sink) {
        if (isEmpty) {
            return;
        }
        startReading();
        TableQueryExecutor executor = queries;
        if (executor == null) {
            throw new IllegalStateException("nothing to read with");
        }
        try {
            TsBlockReader blocks =
                    executor.query(TABLE, COLUMNS, new ExpressionTree.TimeBetweenAnd(from, last), tag, null);
            deliver(blocks, most, new RowBuffer(sink));
            close(blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReadProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void deliver(TsBlockReader blocks, long most, RowBuffer rows) throws IOException {
        long left = most;
        while (left > 0 && blocks.hasNext()) {
            TsBlock block = blocks.next();
            Column states = block.getColumn(0);
            Column measurements = block.getColumn(1);
            int count = (int) Math.min(left, block.getPositionCount());
            for (int i = 0; i < count; i++) {
                rows.add(block.getTimeByIndex(i), states.getInt(i), measurements.getDouble(i));
            }
            left -= count;
        }
        rows.deliver();
    }

    /** It says that closing may fail in every way there is. */
    private static void close(TsBlockReader blocks) {
        try {
            blocks.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        endWriting();
        TsFileSequenceReader reading = reader;
        if (reading != null) {
            try {
                reading.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
