package io.seqstore.query.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.query.calculate.SummaryTable;
import io.seqstore.query.plan.NumberForm;
import io.seqstore.query.plan.SummaryPlan;
import io.seqstore.query.request.Statistic;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summaries as a table: both ends of an interval, then every statistic of every property. */
final class SummariesTable extends Table {
    private static final String START = "Start";
    private static final String END = "End";

    private final List<Summary> summaries;
    private final PropertyLayout key;
    private final List<Cell> cells;

    /** What a column behind the two ends holds; the statistic of the key when there is no property. */
    private record Cell(Statistic statistic, @Nullable String propertyId) {}

    private SummariesTable(SummaryTable table, List<Column> columns, List<Cell> cells) {
        super(table.borders().layout().type(), columns, table.intervals());
        this.summaries = Summary.list(table);
        this.key = table.borders().layout().key();
        this.cells = List.copyOf(cells);
    }

    static SummariesTable make(SummaryTable table) {
        PropertyLayout key = table.borders().layout().key();
        List<Column> columns = new ArrayList<>(List.of(new Column(START, key.code()), new Column(END, key.code())));
        List<Cell> cells = new ArrayList<>();
        for (Statistic statistic : Statistic.values()) {
            if (statistic == Statistic.COUNT) {
                columns.add(new Column(statistic.sdsName() + "." + key.id(), SdsTypeCode.INT32));
                cells.add(new Cell(statistic, null));
            }
            for (SummaryPlan.Property property : table.properties()) {
                if (Summary.has(statistic, property.form())) {
                    String id = property.property().id();
                    columns.add(new Column(statistic.sdsName() + "." + id, typeOf(statistic, property.form())));
                    cells.add(new Cell(statistic, id));
                }
            }
        }
        return new SummariesTable(table, columns, cells);
    }

    private static SdsTypeCode typeOf(Statistic statistic, NumberForm form) {
        if (statistic == Statistic.COUNT) {
            return SdsTypeCode.INT32;
        }
        boolean isNumber = form == NumberForm.NUMBER || Summary.isPlainNumber(statistic);
        if (isNumber) {
            return SdsTypeCode.DOUBLE;
        }
        boolean isPoint = form == NumberForm.DATE_TIME && Summary.isPoint(statistic);
        return isPoint ? SdsTypeCode.DATE_TIME : SdsTypeCode.TIME_SPAN;
    }

    private Object value(int row, int column) {
        Cell cell = cells.get(column - 2);
        Summary summary = summaries.get(row);
        String id = cell.propertyId();
        return id == null
                ? summary.count()
                : summary.value(cell.statistic(), id).orElse(Double.NaN);
    }

    @Override
    void writeCell(int row, int column, JsonGenerator generator) throws IOException {
        if (column < 2) {
            SummaryJson.writeKey(generator, key.code(), keyValue(row, column));
        } else {
            SummaryJson.writeValue(generator, value(row, column));
        }
    }

    private Object keyValue(int row, int column) {
        Summary summary = summaries.get(row);
        return (column == 0 ? summary.start() : summary.end()).key();
    }

    @Override
    String text(int row, int column) {
        return column < 2 ? ScalarText.print(key.code(), keyValue(row, column)) : SummaryJson.text(value(row, column));
    }
}
