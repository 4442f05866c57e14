package io.seqstore.cli.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.cli.terminal.ExitCode;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.TypeValidity;
import io.seqstore.types.unit.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvSchemaTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1 2 3, Int32",
        "1 2 3000000000, Int64",
        "-2147483648 2147483647, Int32",
        "1 2.5 3, Double",
        "1 2 9223372036854775808, Double",
        "NaN 1 2, Double",
        "1 2 _, NullableInt32",
        "1 2 NA, NullableInt32",
        "1 3000000000 _, NullableInt64",
        "1.5 null 2, NullableDouble",
        "true FALSE, Boolean",
        "true _ false, NullableBoolean",
        "2013-12-02 2013-12-03, DateTime",
        "12/02/2013 _, NullableDateTime",
        "a b c, String",
        "a _ NA, String",
        "_ _ _, String",
        "NA NA, String",
        "1 2 3 x, Int32",
        "1 2 x, String",
        "1 2 2013-12-02, String",
        "true false 1, String"
    })
    void derivesATypeFromAllCells(String cells, String code) throws IOException {
        StringBuilder text = new StringBuilder("key,value\n");
        int key = 0;
        for (String cell : cells.split(" ")) {
            text.append(key++).append(',').append(cell.equals("_") ? "" : cell).append('\n');
        }
        CsvSchema schema = TestFiles.schema(TestFiles.of(folder, text.toString()), "key");
        assertEquals(code, schema.columns().get(1).code().sdsName());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2013-12-02 2013-12-03, DateTime",
        "1 2 3, Int64",
        "1385989200 1385989260, Int64",
        "1385989200000 1385989260000, Int64",
        "1.5 2, Double",
        "1 2 3 _, Int64"
    })
    void derivesTheKey(String cells, String code) throws IOException {
        CsvFile file =
                TestFiles.of(folder, "key,value\n" + cells.replace("_", "").replace(" ", ",1\n") + ",1\n");
        assertEquals(code, TestFiles.schema(file, "key").key().code().sdsName());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"a b c", "true false", "'_ _'"})
    void refusesKeysThatHaveNoDistance(String cells) throws IOException {
        CsvFile file =
                TestFiles.of(folder, "key,value\n" + cells.replace("_", "").replace(" ", ",1\n") + ",1\n");
        UserError error = assertThrows(UserError.class, () -> TestFiles.schema(file, "key"));
        assertEquals(ExitCode.STOPPED, error.exitCode());
        assertTrue(error.reason().startsWith("Column 'key' h"), error.reason());
    }

    @Test
    void joinsDateAndTime() throws IOException {
        CsvFile file = TestFiles.of(
                folder,
                "level,DATE (MM/DD/YYYY),MST,Temperature [deg C]\n1,10/14/2018,00:00,-4\n2,10/14/2018,00:01,-5\n");
        CsvSchema schema = TestFiles.schema(file, "DATE (MM/DD/YYYY)", "MST");
        assertEquals(
                "{\"Id\":\"weather\",\"Name\":\"weather\",\"SdsTypeCode\":1,\"Properties\":["
                        + "{\"Id\":\"level\",\"Name\":\"level\",\"SdsType\":{\"SdsTypeCode\":9}},"
                        + "{\"Id\":\"DATE\",\"Name\":\"DATE\",\"IsKey\":true,\"SdsType\":{\"SdsTypeCode\":16}},"
                        + "{\"Id\":\"Temperature\",\"Name\":\"Temperature\",\"SdsType\":{\"SdsTypeCode\":9},\"Uom\":\"\u00B0C\"}]}",
                JsonText.writeType(schema.type("weather"), Verbosity.COMPACT));
        assertEquals("DATE (MM/DD/YYYY) + MST", schema.key().name());
    }

    @Test
    void derivesValidTypesFromAnyHeader() throws IOException {
        CsvFile file = TestFiles.of(folder, "a/b,,,\"\n\",A/B,x [m/s],(),key\n1,2,3,4,5,6,7,8\n");
        TypeValidity.check(TestFiles.schema(file, "key").type("odd"), Units::isKnown);
    }

    @Test
    void takesUnitsThatAreGiven() throws IOException {
        CsvSurvey survey = TestFiles.survey(TestFiles.of(folder, "key,level [m],name\n1,2.5,a\n"), "key");
        assertEquals("m", CsvSchema.of(survey, Map.of()).columns().get(1).uom());
        assertEquals(
                "kilometer",
                CsvSchema.of(survey, Map.of("LEVEL", "kilometer"))
                        .columns()
                        .get(1)
                        .uom());
        UserError unknown = assertThrows(UserError.class, () -> CsvSchema.of(survey, Map.of("level", "furlongs")));
        assertEquals("Column 'level' was given the unit 'furlongs'.", unknown.reason());
        assertThrows(UserError.class, () -> CsvSchema.of(survey, Map.of("nothing", "m")));
    }

    @Test
    void countsWhatIsMissing() throws IOException {
        CsvSurvey survey =
                TestFiles.survey(TestFiles.of(folder, "key,a,b\n1,,NA\n2,NA,x\n3,5,\n4,6,y\n5\n6,\"7,8\n"), "key");
        CsvSchema schema = CsvSchema.of(survey, Map.of());
        assertEquals(2, schema.columns().get(1).missing());
        assertEquals(1, schema.columns().get(2).missing());
        assertEquals(6, survey.rows());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', The file is empty.",
        "'\uFEFF\n\n', The file is empty.",
        "'1,2\n3,4\n', The file has no header.",
        "'2013-12-02,\n', The file has no header.",
        "'a,\"b\n1,2\n', The file has no header."
    })
    void needsAHeader(String text, String error) throws IOException {
        CsvFile file = TestFiles.of(folder, text);
        assertEquals(
                error, assertThrows(UserError.class, () -> CsvHeader.of(file)).error());
    }

    @Test
    void saysWhenAFileIsNotUtf8() throws IOException {
        CsvFile latin = TestFiles.of(folder, "time,Temperatur in \u00B0C\n".getBytes(StandardCharsets.ISO_8859_1));
        UserError error = assertThrows(UserError.class, () -> CsvHeader.of(latin));
        assertEquals("The file is not the text that it should be.", error.error());
        CsvFile named = new CsvFile(latin.path(), ',', StandardCharsets.ISO_8859_1);
        assertEquals(
                "Temperatur in \u00B0C", CsvHeader.of(named).columns().get(1).name());
    }

    @Test
    void saysWhenThereIsNoFile() {
        CsvFile file = new CsvFile(folder.resolve("none.csv"), ',', StandardCharsets.UTF_8);
        assertEquals(
                "The file was not found.",
                assertThrows(UserError.class, file::size).error());
        assertEquals(
                "The file was not found.",
                assertThrows(UserError.class, file::read).error());
    }
}
