package io.seqstore.cli.csv;

import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file as a property of a type.
 *
 * @param fields which fields of a record it is: one, or several that are joined by a blank
 * @param name what the file calls it
 * @param propertyId the id of the property
 * @param code what its values are
 * @param uom the unit of its values, or null
 * @param isKey whether it is the key
 * @param missing how many rows have no value
 * @param example the first value of the file
 */
public record CsvColumn(
        List<Integer> fields,
        String name,
        String propertyId,
        SdsTypeCode code,
        @Nullable String uom,
        boolean isKey,
        long missing,
        String example) {
    public CsvColumn {
        fields = List.copyOf(fields);
    }

    /** The text of this column in a record, without blanks at its ends. */
    String text(List<String> record) {
        return text(fields, record);
    }

    /** The text of some fields, joined by blanks; empty when one of them is. */
    static String text(List<Integer> fields, List<String> record) {
        if (fields.size() == 1) {
            return record.get(fields.get(0)).strip();
        }
        List<String> parts =
                fields.stream().map(field -> record.get(field).strip()).toList();
        return parts.contains("") ? "" : String.join(" ", parts);
    }
}
