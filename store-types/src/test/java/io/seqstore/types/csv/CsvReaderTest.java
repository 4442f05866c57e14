package io.seqstore.types.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReaderTest {
    /** Each record as {@code line[field|field]}, or {@code line!fault}. */
    private static List<String> records(Reader text, char delimiter) throws IOException {
        CsvReader reader = new CsvReader(text, delimiter);
        List<String> records = new ArrayList<>();
        while (reader.next()) {
            String fields = "[" + String.join("|", reader.fields()) + "]";
            records.add(reader.line() + reader.fault().map(fault -> "!" + fault).orElse(fields));
        }
        assertFalse(reader.next(), "after the end there is nothing");
        return records;
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("nothing", "", List.of()),
                arguments("a byte order mark alone", "\uFEFF", List.of()),
                arguments("one line without an end", "a,b", List.of("1[a|b]")),
                arguments("line feeds", "a,b\n1,2\n", List.of("1[a|b]", "2[1|2]")),
                arguments("carriage returns and line feeds", "a,b\r\n1,2\r\n", List.of("1[a|b]", "2[1|2]")),
                arguments("carriage returns", "a,b\r1,2\r", List.of("1[a|b]", "2[1|2]")),
                arguments("a byte order mark", "\uFEFFa,b\n1,2", List.of("1[a|b]", "2[1|2]")),
                arguments("a byte order mark before a quote", "\uFEFF\"a\",b\n", List.of("1[a|b]")),
                arguments("empty fields", ",,\n,x,\n", List.of("1[||]", "2[|x|]")),
                arguments("empty lines, which count", "a\n\n\r\n\nb\n", List.of("1[a]", "5[b]")),
                arguments("blanks, which stay", " a , b \n", List.of("1[ a | b ]")),
                arguments("a quoted delimiter", "\"a,b\",c\n", List.of("1[a,b|c]")),
                arguments("doubled quotes", "\"say \"\"hi\"\"\",\"\"\"\"\n", List.of("1[say \"hi\"|\"]")),
                arguments("an empty quoted field", "\"\",x\n\"\"\n", List.of("1[|x]", "2[]")),
                arguments("a quoted field at the end", "x,\"y\"", List.of("1[x|y]")),
                arguments(
                        "quoted line ends, which count",
                        "\"a\nb\r\nc\rd\",e\nf\n",
                        List.of("1[a\nb\r\nc\rd|e]", "5[f]")),
                arguments("a quote inside an unquoted field", "5\" pipe,b\n", List.of("1[5\" pipe|b]")),
                arguments("other characters", "\u00B0C,\uD83D\uDE00\n", List.of("1[\u00B0C|\uD83D\uDE00]")),
                arguments(
                        "text behind a closing quote",
                        "a,\"b\"c\nd,e\n",
                        List.of("1!field 2 goes on after its closing quote", "2[d|e]")),
                arguments(
                        "a quote that is never closed, which costs one line",
                        "a,b\n\"c,d\ne,f\ng,h\n",
                        List.of("1[a|b]", "2!the quote that opens field 1 is never closed", "3[e|f]", "4[g|h]")),
                arguments(
                        "a quote that the next quote closes by accident",
                        "a\n\"b\nc\n\"d\"\ne\n",
                        List.of("1[a]", "2!field 1 goes on after its closing quote", "3[c]", "4[d]", "5[e]")),
                arguments(
                        "a quote as the last character",
                        "a,\"",
                        List.of("1!the quote that opens field 2 is never closed")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void readsRecords(String what, String text, List<String> records) throws IOException {
        assertEquals(records, records(new StringReader(text), ','));
    }

    @ParameterizedTest(name = "{0}, one character at a time")
    @MethodSource("texts")
    void readsTheSameFromASlowSource(String what, String text, List<String> records) throws IOException {
        Reader slow = new StringReader(text) {
            @Override
            public int read(char[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(1, length));
            }
        };
        assertEquals(records, records(slow, ','));
    }

    @Test
    void takesOtherDelimiters() throws IOException {
        assertEquals(List.of("1[a,5|b]"), records(new StringReader("a,5;b\n"), ';'));
        assertEquals(List.of("1[a|b c]"), records(new StringReader("a\tb c\n"), '\t'));
    }

    @Test
    void readsMoreThanFitsItsBuffer() throws IOException {
        StringBuilder text = new StringBuilder("key,text\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(",\"line\n").append("x".repeat(i % 40)).append("\"\n");
        }
        CsvReader reader = new CsvReader(new StringReader(text.toString()), ',');
        assertTrue(reader.next());
        for (int i = 0; i < 50_000; i++) {
            assertTrue(reader.next());
            assertEquals(2L + 2L * i, reader.line());
            assertEquals(List.of(String.valueOf(i), "line\n" + "x".repeat(i % 40)), reader.fields());
        }
        assertFalse(reader.next());
    }

    @Test
    void takesLinesOfTheGreatestLength() throws IOException {
        String longest = "x".repeat(CsvReader.LONGEST_RECORD);
        assertEquals(List.of("1[" + longest + "]", "2[b]"), records(new StringReader(longest + "\nb"), ','));
    }

    @Test
    void passesOverLinesThatAreTooLong() throws IOException {
        String longest = "x".repeat(CsvReader.LONGEST_RECORD);
        String text = "a\n" + longest + "x\n" + longest + longest + longest + "\n\"" + longest + "\nb\n";
        String tooLong = "!the line is longer than " + CsvReader.LONGEST_RECORD + " characters";
        assertEquals(
                List.of("1[a]", "2" + tooLong, "3" + tooLong, "4!the quote that opens field 1 is never closed", "5[b]"),
                records(new StringReader(text), ','));
    }
}
