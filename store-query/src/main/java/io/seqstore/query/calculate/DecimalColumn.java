package io.seqstore.query.calculate;

import io.seqstore.types.event.BytesColumn;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarBytes;
import java.math.BigDecimal;

/** Reads and writes the decimals of a column. */
final class DecimalColumn {
    private DecimalColumn() {}

    static BigDecimal read(ColumnBatch batch, int column, int row) {
        BytesColumn bytes = batch.bytes(column);
        return (BigDecimal) ScalarBytes.decode(SdsTypeCode.DECIMAL, bytes.bytes(), bytes.start(row), bytes.length(row));
    }

    static void set(ColumnBatch batch, int column, int row, BigDecimal value) {
        batch.bytes(column).set(row, ScalarBytes.encode(SdsTypeCode.DECIMAL, value));
    }

    /** The doubles nearest to the values of the rows {@code from..to-1}; those of null rows are left alone. */
    static void toDoubles(ColumnBatch batch, int column, int from, int to, double[] out) {
        for (int row = from; row < to; row++) {
            if (!batch.column(column).isNull(row)) {
                out[row] = read(batch, column, row).doubleValue();
            }
        }
    }
}
