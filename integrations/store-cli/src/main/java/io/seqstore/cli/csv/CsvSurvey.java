package io.seqstore.cli.csv;

import io.seqstore.cli.terminal.Progress;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.types.csv.CsvReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** One look at the whole file: what the cells of each column are. Memory grows with the columns, not with the rows. */
public final class CsvSurvey {
    private final CsvHeader header;
    private final List<Integer> keyFields;
    private final List<ColumnSurvey> columns;
    private final ColumnSurvey key = new ColumnSurvey();
    private long rows;

    private CsvSurvey(CsvHeader header, List<Integer> keyFields) {
        this.header = header;
        this.keyFields = List.copyOf(keyFields);
        this.columns = Stream.generate(ColumnSurvey::new)
                .limit(header.columns().size())
                .toList();
    }

    /**
     * Looks at a file.
     *
     * @param file the file
     * @param keyColumns the names of the columns that are the key; several are joined by a blank
     * @param progress is told how far it is
     * @throws UserError when the file cannot be read, has no header or no such columns
     */
    public static CsvSurvey of(CsvFile file, List<String> keyColumns, Progress progress) {
        CsvHeader header = CsvHeader.of(file);
        CsvSurvey survey =
                new CsvSurvey(header, keyColumns.stream().map(header::position).toList());
        try (CsvFile.Reading reading = file.read()) {
            survey.lookAt(reading, progress);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        return survey;
    }

    private void lookAt(CsvFile.Reading reading, Progress progress) throws IOException {
        CsvReader records = reading.records();
        records.next();
        while (records.next()) {
            rows++;
            // Rows that will be refused say nothing about their columns.
            if (records.fault().isEmpty() && records.fields().size() == columns.size()) {
                add(records.fields());
            }
            if (rows % CsvRows.ROWS_BETWEEN_PROGRESS == 0) {
                progress.at(reading.position(), rows);
            }
        }
    }

    private void add(List<String> record) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(record.get(i).strip());
        }
        key.add(CsvColumn.text(keyFields, record));
    }

    /** The header. */
    public CsvHeader header() {
        return header;
    }

    /** Which columns are the key. */
    List<Integer> keyFields() {
        return keyFields;
    }

    /** What was seen in a column. */
    ColumnSurvey column(int position) {
        return columns.get(position);
    }

    /** What was seen in the key, all of its columns joined. */
    ColumnSurvey key() {
        return key;
    }

    /** How many rows there are below the header, those that will be refused among them. */
    public long rows() {
        return rows;
    }
}
