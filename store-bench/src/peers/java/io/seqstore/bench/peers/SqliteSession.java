package io.seqstore.bench.peers;

import io.seqstore.bench.data.EventChunk;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** An open SQLite with one table. */
final class SqliteSession extends JdbcSession {
    private static final String FILE = "events.sqlite";

    private final boolean manyStreams;
    private final PreparedStatement insert;

    SqliteSession(Path folder, int streams, boolean sync) {
        super(connect(folder), streams > 1, false);
        manyStreams = streams > 1;
        execute(
                "pragma locking_mode = exclusive",
                "pragma journal_mode = wal",
                "pragma synchronous = " + (sync ? "full" : "normal"),
                "pragma cache_size = -262144",
                "pragma mmap_size = 68719476736",
                "pragma temp_store = memory",
                "create table if not exists events "
                        + (manyStreams
                                ? "(stream integer, k integer, s integer, v real, primary key (stream, k)) without rowid"
                                : "(k integer primary key, s integer, v real)"));
        try {
            connection().setAutoCommit(false);
            insert = connection()
                    .prepareStatement("insert into events values (" + (manyStreams ? "?, " : "") + "?, ?, ?)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(Path folder) {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void append(EventChunk chunk) {
        try {
            for (int i = 0; i < chunk.count(); i++) {
                int at = 1;
                if (manyStreams) {
                    insert.setInt(at++, chunk.streams()[i]);
                }
                insert.setLong(at++, chunk.keys()[i]);
                insert.setInt(at++, chunk.states()[i]);
                insert.setDouble(at, chunk.measurements()[i]);
                insert.addBatch();
            }
            insert.executeBatch();
            connection().commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void beforeRead() {
        // What is committed is visible.
    }

    @Override
    public void settle() {
        try {
            connection().commit();
            connection().setAutoCommit(true);
            execute("pragma wal_checkpoint(truncate)");
            connection().setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    String curve(String grouped, String condition) {
        return "select minv, maxv, " + measurementAt("firstk") + " as first_value, " + measurementAt("lastk")
                + " as last_value from (" + select(grouped, condition) + ") as part";
    }

    private String measurementAt(String key) {
        return "(select v from events as e where " + (manyStreams ? "e.stream = part.stream and " : "") + "e.k = part."
                + key + ")";
    }

    @Override
    String integerDivision() {
        return "/";
    }

    @Override
    public void close() {
        try {
            insert.close();
            connection().commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        super.close();
    }
}
