package io.seqstore.cli.csv;

import io.seqstore.cli.terminal.UserError;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.unit.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file as the properties of a type.
 *
 * @param columns the properties, in the order of the file; the key stands where its first column is
 * @param fieldCount how many fields a record has
 */
public record CsvSchema(List<CsvColumn> columns, int fieldCount) {
    public CsvSchema {
        columns = List.copyOf(columns);
    }

    /**
     * The schema that fits what a survey saw: times, booleans and numbers where three quarters of the values are such,
     * nullable where some are missing, else text.
     *
     * @param survey what was seen
     * @param units units by column; they go before those that the names of columns tell
     * @throws UserError when the key column holds no keys, or a column or unit is unknown
     */
    public static CsvSchema of(CsvSurvey survey, Map<String, String> units) {
        CsvHeader header = survey.header();
        Map<Integer, String> given = new HashMap<>();
        units.forEach((column, unit) -> given.put(header.position(column), checkedUnit(column, unit)));
        List<CsvColumn> columns = new ArrayList<>();
        for (int i = 0; i < header.columns().size(); i++) {
            if (i == survey.keyFields().get(0)) {
                columns.add(key(survey));
            } else if (!survey.keyFields().contains(i)) {
                columns.add(value(i, survey, given.get(i)));
            }
        }
        return new CsvSchema(columns, header.columns().size());
    }

    private static String checkedUnit(String column, String unit) {
        if (!Units.isKnown(unit)) {
            throw UserError.usage(
                    "There is no such unit.",
                    "Column '" + column + "' was given the unit '" + unit + "'.",
                    "Use the name or abbreviation of a known unit, for example 'degree Celsius' or 'm/s'.");
        }
        return unit;
    }

    private static CsvColumn key(CsvSurvey survey) {
        List<Integer> fields = survey.keyFields();
        CsvHeader.Column first = survey.header().columns().get(fields.get(0));
        String name = String.join(
                " + ",
                fields.stream()
                        .map(field -> survey.header().columns().get(field).name())
                        .toList());
        SdsTypeCode code =
                switch (survey.key().code()) {
                    case DATE_TIME -> SdsTypeCode.DATE_TIME;
                    // Keys go on growing: what fits 32 bits today may not tomorrow.
                    case INT32, INT64 -> SdsTypeCode.INT64;
                    case DOUBLE -> SdsTypeCode.DOUBLE;
                    default -> throw noKey(name, survey.key().first());
                };
        long missing = survey.key().missing(code);
        return new CsvColumn(
                fields,
                name,
                first.propertyId(),
                code,
                null,
                true,
                missing,
                survey.key().first());
    }

    private static UserError noKey(String name, String example) {
        String found = example.isEmpty() ? "has no values" : "holds text, for example '" + example + "'";
        return UserError.stopped(
                "The column cannot be the key.",
                "Column '" + name + "' " + found + "; a key is a number or a time such as " + Times.expected() + ".",
                "Name another column with --key, or two of them (--key DATE --key TIME) when date and time are apart.");
    }

    private static CsvColumn value(int field, CsvSurvey survey, @Nullable String unit) {
        CsvHeader.Column column = survey.header().columns().get(field);
        ColumnSurvey seen = survey.column(field);
        SdsTypeCode code = seen.code();
        boolean isNumber = code == SdsTypeCode.DOUBLE || code == SdsTypeCode.INT32 || code == SdsTypeCode.INT64;
        String uom =
                unit == null && isNumber ? UnitInName.of(column.name()).unit().orElse(null) : unit;
        long missing = seen.missing(code);
        return new CsvColumn(
                List.of(field),
                column.name(),
                column.propertyId(),
                missing > 0 ? nullable(code) : code,
                uom,
                false,
                missing,
                seen.first());
    }

    private static SdsTypeCode nullable(SdsTypeCode code) {
        return switch (code) {
            case BOOLEAN -> SdsTypeCode.NULLABLE_BOOLEAN;
            case INT32 -> SdsTypeCode.NULLABLE_INT32;
            case INT64 -> SdsTypeCode.NULLABLE_INT64;
            case DOUBLE -> SdsTypeCode.NULLABLE_DOUBLE;
            case DATE_TIME -> SdsTypeCode.NULLABLE_DATE_TIME;
            default -> code;
        };
    }

    /** The type of the events. */
    public SdsType type(String typeId) {
        List<SdsTypeProperty> properties = new ArrayList<>();
        for (CsvColumn column : columns) {
            SdsType valueType = SdsType.of(column.code());
            SdsTypeProperty property = column.isKey()
                    ? SdsTypeProperty.key(column.propertyId(), valueType)
                    : SdsTypeProperty.of(column.propertyId(), valueType);
            properties.add(property.withUom(column.uom()));
        }
        return SdsType.object(typeId).properties(properties).build();
    }

    /** The key. */
    public CsvColumn key() {
        return columns.stream().filter(CsvColumn::isKey).findFirst().orElseThrow();
    }
}
