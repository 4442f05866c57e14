package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** An open DuckDB with one table. */
final class DuckdbSession extends JdbcSession {
    private static final String FILE = "events.duckdb";
    private static final String TABLE = "events";

    private final boolean manyStreams;
    private final boolean sync;
    private final DuckDBAppender appender;
    private boolean unflushed;

    DuckdbSession(Path folder, int streams, boolean sync) {
        super(connect(folder), streams > 1, !LateMark.isSet(folder));
        this.manyStreams = streams > 1;
        this.sync = sync;
        execute("create table if not exists events (" + (manyStreams ? "stream integer, " : "")
                + "k bigint, s integer, v double)");
        try {
            appender = connection().unwrap(DuckDBConnection.class).createAppender(TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(Path folder) {
        try {
            return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(FILE));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void append(EventChunk chunk) {
        try {
            for (int i = 0; i < chunk.count(); i++) {
                appender.beginRow();
                if (manyStreams) {
                    appender.append(chunk.streams()[i]);
                }
                appender.append(chunk.keys()[i])
                        .append(chunk.states()[i])
                        .append(chunk.measurements()[i])
                        .endRow();
            }
            unflushed = true;
            if (sync) {
                beforeRead();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void beforeRead() throws SQLException {
        if (unflushed) {
            appender.flush();
            unflushed = false;
        }
    }

    @Override
    public void settle() {
        try {
            beforeRead();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        execute("checkpoint");
    }

    @Override
    String curve(String grouped, String condition) {
        return select(grouped + ", arg_min(v, k) as first_value, arg_max(v, k) as last_value", condition);
    }

    @Override
    String integerDivision() {
        return "//";
    }

    @Override
    public void close() {
        try {
            appender.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        super.close();
    }
}
