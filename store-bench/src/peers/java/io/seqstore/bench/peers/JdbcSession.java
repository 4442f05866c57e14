package io.seqstore.bench.peers;

import io.seqstore.bench.macro.CurveFigures;
import io.seqstore.bench.macro.EventSlot;
import io.seqstore.bench.macro.IntervalFigures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads of a table {@code events (stream, k, s, v)} by SQL, each statement prepared once; without the column {@code stream}
 * if there is one stream only.
 */
abstract class JdbcSession extends PeerSession {
    private static final int STREAM_KEY = 2;
    private static final int STREAM_STATE = 3;
    private static final int STREAM_MEASUREMENT = 4;

    static {
        // One of the drivers logs, and the first to be used loads them all.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final Connection connection;
    private final boolean manyStreams;
    /** What has to be said to get events in the order of their keys. */
    private final String inOrder;

    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    JdbcSession(Connection connection, boolean manyStreams, boolean keepsOrder) {
        this.connection = connection;
        this.manyStreams = manyStreams;
        this.inOrder = keepsOrder ? "" : " order by k";
    }

    final Connection connection() {
        return connection;
    }

    /** Makes what was appended visible; called before each read. */
    abstract void beforeRead() throws SQLException;

    final void execute(String... statements) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something with the rows of a result. */
    @FunctionalInterface
    interface RowsAction {
        void accept(ResultSet rows) throws SQLException;
    }

    /** Queries a stream; the condition and what follows it may have parameters. */
    private void query(String columns, int stream, String condition, RowsAction action, long... parameters) {
        run(select(columns, condition), stream, action, parameters);
    }

    private void run(String sql, int stream, RowsAction action, long... parameters) {
        try {
            beforeRead();
            PreparedStatement statement = prepared.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                prepared.put(sql, statement);
            }
            int at = 1;
            if (manyStreams) {
                statement.setInt(at++, stream);
            }
            for (long parameter : parameters) {
                statement.setLong(at++, parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                action.accept(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private boolean one(int stream, String condition, EventSlot into, long... parameters) {
        boolean[] found = new boolean[1];
        query(
                "k, s, v",
                stream,
                condition,
                rows -> {
                    found[0] = rows.next();
                    if (found[0]) {
                        into.set(rows.getLong(1), rows.getInt(2), rows.getDouble(3));
                    }
                },
                parameters);
        return found[0];
    }

    @Override
    public boolean last(int stream, EventSlot into) {
        return one(stream, " order by k desc limit 1", into);
    }

    @Override
    public boolean find(int stream, long key, EventSlot into) {
        return one(stream, " and k = ?", into, key);
    }

    @Override
    public void window(int stream, long fromKey, int events, ColumnSink sink) {
        query("k, s, v", stream, " and k >= ?" + inOrder + " limit ?", rows -> deliver(rows, sink), fromKey, events);
    }

    @Override
    void range(int stream, long from, long to, ColumnSink sink) {
        query("k, s, v", stream, " and k >= ? and k < ?" + inOrder, rows -> deliver(rows, sink), from, to);
    }

    private static void deliver(ResultSet rows, ColumnSink sink) throws SQLException {
        RowBuffer buffer = new RowBuffer(sink);
        while (rows.next()) {
            buffer.add(rows.getLong(1), rows.getInt(2), rows.getDouble(3));
        }
        buffer.deliver();
    }

    @Override
    public void scanStreams(int streams, ColumnSink sink) {
        if (!manyStreams) {
            scanColumns(0, sink);
            return;
        }
        try {
            beforeRead();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select stream, k, s, v from events order by stream, k")) {
                RowBuffer buffer = new RowBuffer(sink);
                while (rows.next()) {
                    buffer.add(rows.getLong(STREAM_KEY), rows.getInt(STREAM_STATE), rows.getDouble(STREAM_MEASUREMENT));
                }
                buffer.deliver();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public double sumOfMeasurements(int stream) {
        double[] sum = new double[1];
        query("sum(v)", stream, "", rows -> {
            rows.next();
            sum[0] = rows.getDouble(1);
        });
        return sum[0];
    }

    @Override
    void summarise(int stream, long from, long to, int intervals, IntervalFigures figures) {
        query(
                "count(*), min(v), max(v), sum(v), sum(v * v)",
                stream,
                " and k >= ? and k < ? group by " + part(from, to, intervals),
                rows -> {
                    while (rows.next()) {
                        figures.addInterval(
                                rows.getLong(1),
                                rows.getDouble(2),
                                rows.getDouble(3),
                                rows.getDouble(4),
                                rows.getDouble(5));
                    }
                },
                from,
                to);
    }

    @Override
    void draw(int stream, long from, long to, int parts, CurveFigures figures) {
        run(
                curve(
                        (manyStreams ? "stream, " : "")
                                + "min(k) as firstk, max(k) as lastk, min(v) as minv, max(v) as maxv",
                        " and k >= ? and k < ? group by " + (manyStreams ? "stream, " : "") + part(from, to, parts)),
                stream,
                rows -> {
                    while (rows.next()) {
                        figures.addPart(
                                rows.getDouble("first_value"),
                                rows.getDouble("minv"),
                                rows.getDouble("maxv"),
                                rows.getDouble("last_value"));
                    }
                },
                from,
                to);
    }

    /**
     * A query of the first, smallest, greatest and last measurement of each group, called first_value, minv, maxv, last_value.
     *
     * @param grouped columns that are the same in every dialect: firstk, lastk, minv, maxv, and stream if there are many
     * @param condition which events, and how they are grouped
     */
    abstract String curve(String grouped, String condition);

    /** A query of the table with a condition on the stream. */
    final String select(String columns, String condition) {
        return "select " + columns + " from events" + (manyStreams ? " where stream = ?" : " where true") + condition;
    }

    private String part(long from, long to, int parts) {
        return "((k - " + from + ") * " + parts + ") " + integerDivision() + " " + (to - from);
    }

    /** The operator that divides whole numbers by whole numbers. */
    abstract String integerDivision();

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
