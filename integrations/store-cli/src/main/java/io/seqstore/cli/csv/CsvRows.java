package io.seqstore.cli.csv;

import io.seqstore.types.csv.CsvReader;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file as events, a batch at a time. A row that does not fit is noted with its line and passed over. Holds one
 * batch at most. Not thread-safe.
 */
public final class CsvRows implements AutoCloseable {
    static final int ROWS_BETWEEN_PROGRESS = 256;
    private static final int LONGEST_SHOWN = 40;

    private final CsvFile file;
    private final CsvSchema schema;
    private final EventConverter converter;
    private final List<PropertyLayout> properties;
    private final int key;
    private final CsvFile.Reading reading;
    private final RowFaults faults = new RowFaults();

    /** The cells of the row that is being read, before anything of it is in the batch: 64-bit forms, or the text. */
    private final long[] slots;

    private final @Nullable String[] texts;
    private final boolean[] missing;
    private long rows;

    private CsvRows(CsvFile file, CsvSchema schema, EventLayout layout) {
        this.file = file;
        this.schema = schema;
        this.converter = EventConverter.of(layout);
        this.properties = layout.properties();
        this.key = properties.indexOf(layout.key());
        this.slots = new long[properties.size()];
        this.texts = new String[properties.size()];
        this.missing = new boolean[properties.size()];
        this.reading = file.read();
    }

    /**
     * Starts reading.
     *
     * @param file the file
     * @param schema its columns
     * @param layout the layout of the schema's type
     */
    public static CsvRows open(CsvFile file, CsvSchema schema, EventLayout layout) {
        CsvRows rows = new CsvRows(file, schema, layout);
        try {
            rows.reading.records().next();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        return rows;
    }

    /**
     * Adds the next rows to a batch.
     *
     * @param batch gets them
     * @param count how many rows it shall hold
     * @return false when the file has no more
     */
    public boolean fill(ColumnBatch batch, int count) {
        try {
            CsvReader records = reading.records();
            while (batch.count() < count) {
                if (!records.next()) {
                    return false;
                }
                rows++;
                String fault = read(records);
                if (fault == null) {
                    put(batch);
                } else {
                    faults.add(records.line(), fault);
                }
            }
            return true;
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /** Reads the cells of a record and says what is wrong with it, if anything. */
    private @Nullable String read(CsvReader records) {
        List<String> record = records.fields();
        if (records.fault().isPresent()) {
            return records.fault().get();
        }
        if (record.size() != schema.fieldCount()) {
            return "expected " + schema.fieldCount() + " fields, found " + record.size();
        }
        for (int i = 0; i < properties.size(); i++) {
            CsvColumn column = schema.columns().get(i);
            String fault = read(i, column, column.text(record));
            if (fault != null) {
                return "column '" + column.name() + "': " + fault;
            }
        }
        return null;
    }

    private @Nullable String read(int position, CsvColumn column, String cell) {
        SdsTypeCode code = column.code().scalar();
        missing[position] = code == SdsTypeCode.STRING ? cell.isEmpty() : CellKind.isMissing(cell);
        if (missing[position]) {
            return column.code().acceptsNull() ? null : column.isKey() ? "the key is missing" : "the value is missing";
        }
        return switch (code) {
            case STRING -> {
                texts[position] = cell;
                yield null;
            }
            case DATE_TIME -> readTime(position, cell);
            case BOOLEAN -> readBoolean(position, cell);
            case DOUBLE -> readNumber(position, column, cell);
            default -> readInteger(position, code, cell);
        };
    }

    private @Nullable String readTime(int position, String cell) {
        slots[position] = Times.ticks(cell);
        return slots[position] == Times.NONE ? shown(cell) + " is not a time such as " + Times.expected() : null;
    }

    private @Nullable String readBoolean(int position, String cell) {
        boolean isTrue = cell.equalsIgnoreCase("true");
        slots[position] = isTrue ? 1 : 0;
        return isTrue || cell.equalsIgnoreCase("false") ? null : shown(cell) + " is neither true nor false";
    }

    private @Nullable String readNumber(int position, CsvColumn column, String cell) {
        Double number = CellKind.number(cell);
        if (number == null) {
            return shown(cell) + " is not a number";
        }
        if (column.isKey() && !Double.isFinite(number)) {
            return shown(cell) + " cannot be a key";
        }
        slots[position] = column.isKey() ? KeyForm.ofDouble(number) : Double.doubleToRawLongBits(number);
        return null;
    }

    private @Nullable String readInteger(int position, SdsTypeCode code, String cell) {
        Long number = CellKind.integer(cell);
        if (number == null || (code == SdsTypeCode.INT32 && number != number.intValue())) {
            return shown(cell) + " is not a whole number of " + (code == SdsTypeCode.INT32 ? 32 : 64) + " bits";
        }
        slots[position] = number;
        return null;
    }

    private static String shown(String cell) {
        return "'" + (cell.length() > LONGEST_SHOWN ? cell.substring(0, LONGEST_SHOWN) + "..." : cell) + "'";
    }

    private void put(ColumnBatch batch) {
        int row = batch.addRow(slots[key]);
        for (int i = 0; i < properties.size(); i++) {
            PropertyLayout property = properties.get(i);
            if (property.isKey()) {
                continue;
            }
            if (missing[i]) {
                converter.setValue(batch, row, property, null);
                continue;
            }
            switch (batch.column(property.column()).kind()) {
                case LONG -> batch.longs(property.column())[row] = slots[i];
                case DOUBLE -> batch.doubles(property.column())[row] = Double.longBitsToDouble(slots[i]);
                case BYTES -> converter.setValue(batch, row, property, texts[i]);
            }
        }
    }

    /** How many rows have been read, refused ones among them. */
    public long rows() {
        return rows;
    }

    /** How many bytes of the file have been read. */
    public long position() {
        try {
            return reading.position();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /** The rows that were refused so far. */
    public RowFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        try {
            reading.close();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }
}
