package io.seqstore.cli.demo;

import io.seqstore.cli.csv.CsvFile;
import java.util.List;
import java.util.Map;

/**
 * A file that becomes a stream.
 *
 * @param file the file
 * @param keyColumns the column that is the key, or those that are joined to it
 * @param units units by column
 * @param id the id of type and stream
 */
record Series(CsvFile file, List<String> keyColumns, Map<String, String> units, String id) {
    Series {
        keyColumns = List.copyOf(keyColumns);
        units = Map.copyOf(units);
    }
}
