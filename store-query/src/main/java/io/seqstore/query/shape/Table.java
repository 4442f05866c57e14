package io.seqstore.query.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result as columns with names and rows of values, all of them written, defaults and nulls included (spec 09, section 2).
 * Safe for all threads as long as what it was made of does not change.
 */
public abstract sealed class Table permits EventTable, SummariesTable {
    private static final String LINE_END = "\r\n";

    private final String name;
    private final List<Column> columns;
    private final int rows;

    Table(SdsType type, List<Column> columns, int rows) {
        this.name = String.valueOf(type.name() != null ? type.name() : type.id());
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    /**
     * A column.
     *
     * @param name what it is called
     * @param type what its values are
     */
    public record Column(String name, SdsTypeCode type) {}

    /** Events as a table: a column for each property. */
    public static Table of(ColumnBatch events) {
        return new EventTable(events);
    }

    /** Summaries as a table: a row for each interval. */
    public static Table of(SummaryTable summaries) {
        return SummariesTable.make(summaries);
    }

    /** The name of the type, else its id. */
    public final String name() {
        return name;
    }

    public final List<Column> columns() {
        return columns;
    }

    /** How many rows there are, without headers. */
    public final int rows() {
        return rows;
    }

    /** Writes the value in a cell. */
    abstract void writeCell(int row, int column, JsonGenerator generator) throws IOException;

    /** The value in a cell as text, or null. */
    abstract @Nullable String text(int row, int column) throws IOException;

    /** Writes the table as a JSON object. */
    public final void writeJson(boolean headers, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("Name", name);
        generator.writeArrayFieldStart("Columns");
        for (Column column : columns) {
            generator.writeStartObject();
            generator.writeStringField("Name", column.name());
            generator.writeStringField("Type", column.type().sdsName());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("Rows");
        if (headers) {
            generator.writeStartArray();
            for (Column column : columns) {
                generator.writeString(column.name());
            }
            generator.writeEndArray();
        }
        for (int row = 0; row < rows; row++) {
            generator.writeStartArray();
            for (int column = 0; column < columns.size(); column++) {
                writeCell(row, column, generator);
            }
            generator.writeEndArray();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    /** Writes the table as comma-separated values (RFC 4180): null is nothing, an empty text is a pair of quotes. */
    public final void writeCsv(boolean headers, Appendable out) throws IOException {
        if (headers) {
            for (int column = 0; column < columns.size(); column++) {
                writeField(column, columns.get(column).name(), out);
            }
            out.append(LINE_END);
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns.size(); column++) {
                writeField(column, text(row, column), out);
            }
            out.append(LINE_END);
        }
    }

    private static void writeField(int column, @Nullable String text, Appendable out) throws IOException {
        if (column > 0) {
            out.append(',');
        }
        if (text == null) {
            return;
        }
        boolean quoted = text.isEmpty() || text.chars().anyMatch(Table::needsQuotes);
        out.append(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }

    private static boolean needsQuotes(int character) {
        return character == ',' || character == '"' || character == '\r' || character == '\n';
    }
}
