package io.seqstore.cli.csv;

import io.seqstore.cli.terminal.UserError;
import io.seqstore.types.csv.CsvReader;
import io.seqstore.types.schema.IdRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The first line of a file: the names of the columns, and the properties they become.
 *
 * @param columns one for each field, in their order
 */
public record CsvHeader(List<Column> columns) {
    /**
     * A column.
     *
     * @param name what the file calls it
     * @param propertyId the id of its property: the name as far as an id may be like it, without a unit in brackets
     */
    public record Column(String name, String propertyId) {}

    /** What people write behind the name of a column of dates: {@code DATE (MM/DD/YYYY)}. */
    private static final Pattern DATE_FORMAT = Pattern.compile("\\s*\\([YMDHSymdhs:/. -]*[/:-][YMDHSymdhs:/. -]*\\)$");

    public CsvHeader {
        columns = List.copyOf(columns);
    }

    /**
     * Reads the header of a file.
     *
     * @throws UserError when there is none, or the file is not text of the given encoding
     */
    public static CsvHeader of(CsvFile file) {
        try (CsvFile.Reading reading = file.read()) {
            CsvReader records = reading.records();
            if (!records.next()) {
                throw UserError.stopped(
                        "The file is empty.", "'" + file.path() + "' has no lines.", "Name a file with a header line.");
            }
            records.fault().ifPresent(fault -> {
                throw noHeader(file, "Line " + records.line() + ": " + fault + ".");
            });
            return of(file, records.fields());
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static CsvHeader of(CsvFile file, List<String> fields) {
        if (fields.stream().anyMatch(field -> field.indexOf('\uFFFD') >= 0 || field.indexOf('\0') >= 0)) {
            throw UserError.stopped(
                    "The file is not the text that it should be.",
                    "The header of '" + file.path() + "' has bytes that are not " + file.charset() + ".",
                    "Name its encoding, for example --encoding windows-1252 or --encoding UTF-16.");
        }
        boolean isData = fields.stream()
                .map(field -> CellKind.of(field.strip()))
                .noneMatch(kind -> kind == CellKind.TEXT || kind == CellKind.MISSING);
        if (isData) {
            throw noHeader(file, "Its first line is '" + String.join(String.valueOf(file.delimiter()), fields) + "'.");
        }
        return of(fields);
    }

    private static UserError noHeader(CsvFile file, String reason) {
        return UserError.stopped(
                "The file has no header.",
                "The first line of '" + file.path() + "' must name the columns. " + reason,
                "Put a line of column names in front.");
    }

    /** The header of some fields. */
    static CsvHeader of(List<String> fields) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String given = fields.get(i).strip();
            String name = given.isEmpty() ? "Column " + (i + 1) : given;
            String id = idOf(UnitInName.of(name).rest());
            if (taken.contains(id)) {
                id = idOf(name);
            }
            columns.add(new Column(name, free(id, taken)));
        }
        return new CsvHeader(columns);
    }

    private static String idOf(String name) {
        String id = DATE_FORMAT
                .matcher(name)
                .replaceFirst("")
                .replace('/', '_')
                .replaceAll("[\\p{Cntrl}\\p{Cf}]", " ")
                .strip();
        String fitting = id.length() > IdRule.MAX_LENGTH
                ? id.substring(0, IdRule.MAX_LENGTH).strip()
                : id;
        return fitting.isEmpty() ? "Column" : fitting;
    }

    private static String free(String id, Set<String> taken) {
        String candidate = id;
        for (int i = 2; !taken.add(candidate); i++) {
            String ending = " " + i;
            candidate = id.substring(0, Math.min(id.length(), IdRule.MAX_LENGTH - ending.length())) + ending;
        }
        return candidate;
    }

    /**
     * The position of a column that a person names: by the name or the property id, in any case.
     *
     * @throws UserError when there is none, with the columns there are
     */
    public int position(String name) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.name().equalsIgnoreCase(name.strip())
                    || column.propertyId().equalsIgnoreCase(name.strip())) {
                return i;
            }
        }
        String names = String.join(
                ", ", columns.stream().map(column -> "'" + column.name() + "'").toList());
        throw UserError.usage(
                "There is no such column.",
                "No column is called '" + name.strip() + "'. The file has " + names + ".",
                columns.size() > 1
                        ? "Name one of these columns."
                        : "Name this column, or the character that separates the columns, for example --delimiter ';'.");
    }
}
