package io.seqstore.cli.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.seqstore.cli.terminal.ExitCode;
import io.seqstore.cli.terminal.UserError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvHeaderTest {
    static Stream<Arguments> headers() {
        return Stream.of(
                arguments(List.of("timestamp", "value"), List.of("timestamp", "value")),
                arguments(List.of(" time ", "value"), List.of("time", "value")),
                arguments(List.of("", "a", ""), List.of("Column 1", "a", "Column 3")),
                arguments(List.of("a", "A", "a"), List.of("a", "A 2", "a 3")),
                arguments(List.of("W/m^2", "m/s"), List.of("W_m^2", "m_s")),
                arguments(List.of("DATE (MM/DD/YYYY)", "MST"), List.of("DATE", "MST")),
                arguments(List.of("T [deg C]", "T [deg F]"), List.of("T", "T [deg F]")),
                arguments(List.of("Level (max)", "Level (m/s)"), List.of("Level (max)", "Level")),
                arguments(List.of("x".repeat(120)), List.of("x".repeat(100))),
                arguments(List.of("x".repeat(120), "x".repeat(121)), List.of("x".repeat(100), "x".repeat(98) + " 2")),
                arguments(List.of("a\tb\u0007"), List.of("a b")),
                arguments(List.of("[m]"), List.of("[m]")));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @MethodSource("headers")
    void makesIdsOfNames(List<String> fields, List<String> ids) {
        assertEquals(
                ids,
                CsvHeader.of(fields).columns().stream()
                        .map(CsvHeader.Column::propertyId)
                        .toList());
    }

    @ParameterizedTest(name = "\"{0}\": {1} and {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "Temperature [deg C], Temperature, °C",
                "Temperature [degC], Temperature, °C",
                "Temperature (°F), Temperature, °F",
                "Temperature [degree Celsius], Temperature, °C",
                "Global PSP [W/m^2], Global PSP, W/m2",
                "Speed (m/s), Speed, m/s",
                "Level [m], Level, m",
                "Accumulated [kWhr/m^2], Accumulated, none",
                "Temperature [C], Temperature, none",
                "Level (min), Level (min), none",
                "Level (m), Level (m), none",
                "DATE (MM/DD/YYYY), DATE (MM/DD/YYYY), none",
                "plain, plain, none"
            })
    void findsUnitsInNames(String name, String rest, String unit) {
        UnitInName found = UnitInName.of(name);
        assertEquals(rest, found.rest());
        assertEquals(unit, found.unit().orElse(null));
    }

    @ParameterizedTest(name = "''{0}'' is column {1}")
    @CsvSource({"Level [m], 1", "level [M], 1", "level, 1", "' TIME ', 0"})
    void findsColumnsByNameAndId(String name, int position) {
        assertEquals(position, CsvHeader.of(List.of("time", "Level [m]")).position(name));
    }

    @Test
    void namesTheColumnsWhenOneIsUnknown() {
        UserError error = assertThrows(
                UserError.class, () -> CsvHeader.of(List.of("time", "level")).position("tim"));
        assertEquals(ExitCode.USAGE, error.exitCode());
        assertEquals("No column is called 'tim'. The file has 'time', 'level'.", error.reason());
    }

    @Test
    void thinksOfTheDelimiterWhenThereIsOneColumn() {
        UserError error = assertThrows(
                UserError.class, () -> CsvHeader.of(List.of("time;level")).position("time"));
        assertEquals(
                "Name this column, or the character that separates the columns, for example --delimiter ';'.",
                error.resolution());
    }
}
