package io.seqstore.bench.peers;

import io.questdb.cairo.CairoConfiguration;
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.CommitMode;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableToken;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.cairo.wal.ApplyWal2TableJob;
import io.questdb.cairo.wal.WalWriter;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.griffin.engine.functions.bind.BindVariableServiceImpl;
import io.seqstore.bench.data.EventChunk;
import io.seqstore.bench.macro.CurveFigures;
import io.seqstore.bench.macro.EventSlot;
import io.seqstore.bench.macro.IntervalFigures;
import io.seqstore.types.value.Ticks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open QuestDB with one table. */
final class QuestdbSession extends PeerSession {
    private static final String TABLE = "events";
    private static final long NANOS_A_TICK = 100;
    private static final long EPOCH = Ticks.of(Instant.EPOCH);
    private static final int SYMBOLS = 262_144;

    static {
        System.setProperty("out", "/quiet-questdb.conf");
    }

    private final CairoEngine engine;
    private final SqlExecutionContextImpl context;
    private final BindVariableServiceImpl variables;
    private final Map<String, RecordCursorFactory> compiled = new HashMap<>();
    private final String[] streamNames;
    private final @Nullable TableWriter writer;
    private final @Nullable WalWriter log;
    private boolean unapplied;

    QuestdbSession(Path folder, int streams, boolean sync, boolean late) {
        CairoConfiguration configuration = new DefaultCairoConfiguration(folder.toString()) {
            @Override
            public int getCommitMode() {
                return sync ? CommitMode.SYNC : CommitMode.NOSYNC;
            }
        };
        streamNames = new String[streams > 1 ? streams : 0];
        for (int i = 0; i < streamNames.length; i++) {
            streamNames[i] = "s" + i;
        }
        engine = new CairoEngine(configuration);
        variables = new BindVariableServiceImpl(configuration);
        context = new SqlExecutionContextImpl(engine, 1).with(AllowAllSecurityContext.INSTANCE, variables);
        TableToken table = engine.getTableTokenIfExists(TABLE);
        if (table == null) {
            try {
                engine.execute(
                        "create table events (ts timestamp_ns, s int, v double"
                                + (streams > 1 ? ", stream symbol capacity " + SYMBOLS + " cache index" : "")
                                + ") timestamp(ts) partition by month " + (late ? "wal" : "bypass wal"),
                        context);
            } catch (SqlException e) {
                throw new IllegalStateException(e);
            }
            table = engine.verifyTableName(TABLE);
        }
        log = table.isWal() ? engine.getWalWriter(table) : null;
        writer = table.isWal() ? null : engine.getWriter(table, "bench");
    }

    private static long nanos(long key) {
        long ticks = key - EPOCH;
        if (key <= EPOCH) {
            return 0;
        }
        return ticks > Long.MAX_VALUE / NANOS_A_TICK ? Long.MAX_VALUE : ticks * NANOS_A_TICK;
    }

    private static long key(long nanos) {
        return nanos / NANOS_A_TICK + EPOCH;
    }

    @Override
    public void append(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            long time = nanos(chunk.keys()[i]);
            TableWriter.Row row;
            if (writer != null) {
                row = writer.newRow(time);
            } else if (log != null) {
                row = log.newRow(time);
            } else {
                throw new IllegalStateException("neither a table nor a log");
            }
            row.putInt(1, chunk.states()[i]);
            row.putDouble(2, chunk.measurements()[i]);
            if (streamNames.length > 0) {
                row.putSym(3, streamNames[chunk.streams()[i]]);
            }
            row.append();
        }
        if (writer != null) {
            writer.commit();
        } else if (log != null) {
            log.commit();
            unapplied = true;
        }
    }

    /** Brings what is in the log into the table. */
    private void apply() {
        if (unapplied) {
            try (ApplyWal2TableJob job = new ApplyWal2TableJob(engine, 0)) {
                job.drain(0);
            }
            unapplied = false;
        }
    }

    @Override
    public void settle() {
        apply();
    }

    /** Does something with the rows of a result. */
    @FunctionalInterface
    private interface RowsAction {
        void accept(RecordCursor rows, Record row);
    }

    private void query(String columns, int stream, String rest, RowsAction action, long... parameters) {
        apply();
        String sql = "select " + columns + " from events" + rest;
        try {
            for (int i = 0; i < parameters.length; i++) {
                variables.setTimestampNano(i, parameters[i]);
            }
            if (streamNames.length > 0) {
                variables.setStr(parameters.length, streamNames[stream]);
            }
            RecordCursorFactory factory = compiled.get(sql);
            if (factory == null) {
                factory = engine.select(sql, context);
                compiled.put(sql, factory);
            }
            try (RecordCursor cursor = factory.getCursor(context)) {
                action.accept(cursor, cursor.getRecord());
            }
        } catch (SqlException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String where(String condition, int parameters) {
        if (streamNames.length == 0) {
            return condition.isEmpty() ? "" : " where " + condition;
        }
        return " where stream = $" + (parameters + 1) + (condition.isEmpty() ? "" : " and " + condition);
    }

    private boolean one(int stream, String rest, EventSlot into, long... parameters) {
        boolean[] found = new boolean[1];
        query(
                "ts, s, v",
                stream,
                rest,
                (rows, row) -> {
                    found[0] = rows.hasNext();
                    if (found[0]) {
                        into.set(key(row.getTimestamp(0)), row.getInt(1), row.getDouble(2));
                    }
                },
                parameters);
        return found[0];
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        String latest = streamNames.length == 0 ? " order by ts desc limit 1" : " latest on ts partition by stream";
        return one(stream, where("", 0) + latest, into);
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        return one(stream, where("ts = $1", 1), into, nanos(key));
    }

    @Override
    public void window(int stream, long fromKey, int events, ColumnSink sink) {
        query("ts, s, v", stream, where("ts >= $1", 1) + " limit " + events, deliver(sink), nanos(fromKey));
    }

    @Override
    void range(int stream, long from, long to, ColumnSink sink) {
        if (from <= 0 && to == Long.MAX_VALUE) {
            query("ts, s, v", stream, where("", 0), deliver(sink));
        } else {
            query("ts, s, v", stream, where("ts >= $1 and ts < $2", 2), deliver(sink), nanos(from), nanos(to));
        }
    }

    private static RowsAction deliver(ColumnSink sink) {
        return (rows, row) -> {
            RowBuffer buffer = new RowBuffer(sink);
            while (rows.hasNext()) {
                buffer.add(key(row.getTimestamp(0)), row.getInt(1), row.getDouble(2));
            }
            buffer.deliver();
        };
    }

    @Override
    public double sumOfMeasurements(int stream) {
        double[] sum = new double[1];
        query("sum(v)", stream, where("", 0), (rows, row) -> {
            rows.hasNext();
            sum[0] = row.getDouble(0);
        });
        return sum[0];
    }

    @Override
    void summarise(int stream, long from, long to, int intervals, IntervalFigures figures) {
        for (int i = 0; i < intervals; i++) {
            query(
                    "count(), min(v), max(v), sum(v), sum(v * v)",
                    stream,
                    where("ts >= $1 and ts < $2", 2),
                    (rows, row) -> {
                        if (rows.hasNext()) {
                            figures.addInterval(
                                    row.getLong(0),
                                    row.getDouble(1),
                                    row.getDouble(2),
                                    row.getDouble(3),
                                    row.getDouble(4));
                        }
                    },
                    nanos(figures.border(i)),
                    nanos(figures.border(i + 1)));
        }
    }

    @Override
    void draw(int stream, long from, long to, int parts, CurveFigures figures) {
        for (int i = 0; i < parts; i++) {
            query(
                    "count(), first(v), min(v), max(v), last(v)",
                    stream,
                    where("ts >= $1 and ts < $2", 2),
                    (rows, row) -> {
                        if (rows.hasNext() && row.getLong(0) > 0) {
                            figures.addPart(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4));
                        }
                    },
                    nanos(figures.border(i)),
                    nanos(figures.border(i + 1)));
        }
    }

    @Override
    public void close() {
        apply();
        compiled.values().forEach(RecordCursorFactory::close);
        if (writer != null) {
            writer.close();
        }
        if (log != null) {
            log.close();
        }
        context.close();
        engine.close();
    }
}
