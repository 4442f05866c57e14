package io.seqstore.cli.demo;

import io.seqstore.cli.csv.CsvColumn;
import io.seqstore.cli.csv.CsvFile;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.cli.terminal.Table;
import io.seqstore.cli.terminal.Table.Column;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsType;

/** What is in the columns of a file, and the type that fits them. */
final class FileChapter {
    private FileChapter() {}

    static void show(Terminal terminal, Definition definition) {
        CsvFile file = definition.series().file();
        String size = Figures.bytes(file.size()) + ", " + Figures.count(definition.rows(), "row");
        terminal.heading("The file", file.path().getFileName() + ", " + size);
        Table table = new Table(
                Column.words("column"),
                Column.words("type"),
                Column.words("unit"),
                Column.counts("missing"),
                Column.words("first value"));
        for (CsvColumn column : definition.schema().columns()) {
            table.row(
                    column.name(),
                    column.code().sdsName() + (column.isKey() ? ", key" : ""),
                    column.uom() == null ? "" : column.uom(),
                    Figures.count(column.missing()),
                    column.example());
        }
        terminal.table(table);
    }

    static void showType(Terminal terminal, SdsType type) {
        terminal.heading("The type that fits", "as JSON, members that have their default left out");
        terminal.line(JsonText.writeType(type, Verbosity.COMPACT));
    }
}
