package io.seqstore.types.event;

import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;

/**
 * Where one property of a type lives in a {@link ColumnBatch}.
 *
 * @param property the property
 * @param code the property's type code
 * @param isKey whether this is the key or a part of it
 * @param column index of its column, or -1 for a key of 64 bits, whose values stand in {@link ColumnBatch#keys}
 * @param offsetColumn for DateTimeOffset the column of offsets in minutes, else -1
 */
public record PropertyLayout(SdsTypeProperty property, SdsTypeCode code, boolean isKey, int column, int offsetColumn) {
    /** No column. */
    public static final int NONE = -1;

    /** Whether the values are arrays, collections or objects, and not single values. */
    public boolean isStructured() {
        return !code.isScalar();
    }

    /** The property's identifier. */
    public String id() {
        return property.id();
    }
}
