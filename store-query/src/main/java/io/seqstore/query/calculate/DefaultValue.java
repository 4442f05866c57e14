package io.seqstore.query.calculate;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarBytes;
import java.math.BigDecimal;
import java.util.UUID;

/** The default values of the types, as they stand in columns (spec 01, 6.5). */
final class DefaultValue {
    private static final byte[] ZERO_GUID = ScalarBytes.encode(SdsTypeCode.GUID, new UUID(0, 0));
    private static final byte[] ZERO_DECIMAL = ScalarBytes.encode(SdsTypeCode.DECIMAL, BigDecimal.ZERO);

    private DefaultValue() {}

    /** Writes the default value of a property into a row that is being filled. */
    static void set(PropertyLayout property, ColumnBatch out, int row) {
        int column = property.column();
        if (property.code().acceptsNull()) {
            out.column(column).setNull(row);
        } else {
            switch (out.column(column).kind()) {
                case LONG -> out.longs(column)[row] = 0L;
                case DOUBLE -> out.doubles(column)[row] = 0.0;
                case BYTES ->
                    out.bytes(column).set(row, property.code() == SdsTypeCode.GUID ? ZERO_GUID : ZERO_DECIMAL);
            }
        }
        if (property.offsetColumn() != PropertyLayout.NONE) {
            out.longs(property.offsetColumn())[row] = 0L;
        }
    }
}
