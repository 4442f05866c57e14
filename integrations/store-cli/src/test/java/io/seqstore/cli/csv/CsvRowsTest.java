package io.seqstore.cli.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    @TempDir
    private Path folder;

    private final List<String> events = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long faultCount;

    private void read(String text, String... key) throws IOException {
        CsvFile file = TestFiles.of(folder, text);
        CsvSchema schema = TestFiles.schema(file, key);
        EventLayout layout = EventLayout.of(schema.type("E"));
        ColumnBatch batch = new ColumnBatch(layout, 2);
        try (CsvRows rows = CsvRows.open(file, schema, layout)) {
            boolean more = true;
            while (more) {
                more = rows.fill(batch, 2);
                for (int row = 0; row < batch.count(); row++) {
                    events.add(EventConverter.of(layout).read(batch, row).toString());
                }
                batch.clear();
            }
            assertFalse(rows.fill(batch, 2), "after the end there is nothing");
            rows.faults().first().forEach(fault -> faults.add(fault.line() + ": " + fault.reason()));
            faultCount = rows.faults().count();
        }
    }

    @Test
    void readsEveryKindOfCell() throws IOException {
        read("""
                time,i,l,d,b,t,s
                2020-01-01,1,3000000000,1.5,true,2020-02-01,text
                2020-01-02,-2,-3000000000,-0.0,FALSE,02/02/2020 10:30,"a ""quoted"", one"
                2020-01-03, 3 ,3,NaN,True,2020-02-03T00:00:00Z,NA
                """, "time");
        assertEquals(
                List.of(
                        "E{time=2020-01-01T00:00:00Z, i=1, l=3000000000, d=1.5, b=true, t=2020-02-01T00:00:00Z, s=text}",
                        "E{time=2020-01-02T00:00:00Z, i=-2, l=-3000000000, d=-0.0, b=false, t=2020-02-02T10:30:00Z,"
                                + " s=a \"quoted\", one}",
                        "E{time=2020-01-03T00:00:00Z, i=3, l=3, d=NaN, b=true, t=2020-02-03T00:00:00Z, s=NA}"),
                events);
        assertEquals(List.of(), faults);
    }

    @Test
    void readsMissingValuesAsNull() throws IOException {
        read("""
                key,i,l,d,b,t,s
                1,,,,,,
                2,NA,n/a,NULL,na,null,
                3,1,3000000000,1.5,true,2020-01-01,x
                """, "key");
        assertEquals("E{key=1, i=null, l=null, d=null, b=null, t=null, s=null}", events.get(0));
        assertEquals("E{key=2, i=null, l=null, d=null, b=null, t=null, s=null}", events.get(1));
        assertEquals("E{key=3, i=1, l=3000000000, d=1.5, b=true, t=2020-01-01T00:00:00Z, s=x}", events.get(2));
    }

    @Test
    void tellsLineAndReasonOfRowsThatDoNotFitAndKeepsTheRest() throws IOException {
        String good = "2020-01-01 00:00:00,1,1.5,true,2020-01-01,x\n".repeat(30);
        read("time,i,d,b,t,s\n" + good + """
                        2020-01-01,1
                        2020-01-01,1,1.5,true,2020-01-01,x,y
                        ,1,1.5,true,2020-01-01,x
                        noon,1,1.5,true,2020-01-01,x
                        2020-01-01,one,1.5,true,2020-01-01,x
                        2020-01-01,1,"1,5",true,2020-01-01,x
                        2020-01-01,1,1.5,yes,2020-01-01,x
                        2020-01-01,1,1.5,true,13/13/2020,x
                        2020-01-01,1,1.5,true,2020-01-01,"x
                        2020-01-01,1,1.5,true,2020-01-01,"x"y
                        2020-01-01,1
                        2020-01-02,2,2.5,false,2020-01-02,last
                        """, "time");
        assertEquals(31, events.size());
        assertTrue(events.get(30).endsWith("s=last}"), events.get(30));
        String time = "is not a time such as 2013-12-02T21:15:00Z, 2013-12-02 21:15:00 or 12/02/2013 21:15";
        assertEquals(
                List.of(
                        "32: expected 6 fields, found 2",
                        "33: expected 6 fields, found 7",
                        "34: column 'time': the key is missing",
                        "35: column 'time': 'noon' " + time,
                        "36: column 'i': 'one' is not a whole number of 32 bits",
                        "37: column 'd': '1,5' is not a number",
                        "38: column 'b': 'yes' is neither true nor false",
                        "39: column 't': '13/13/2020' " + time,
                        "40: field 6 goes on after its closing quote",
                        "41: field 6 goes on after its closing quote"),
                faults);
        assertEquals(11, faultCount, "the eleventh is only counted");
    }

    @Test
    void refusesKeysThatAreNoNumbers() throws IOException {
        read("key,v\n1.5,1\nNaN,2\n2.5,3\n3,4\n-1,5\nx,6\n", "key");
        assertEquals(List.of("E{key=1.5, v=1}", "E{key=2.5, v=3}", "E{key=3.0, v=4}", "E{key=-1.0, v=5}"), events);
        assertEquals(List.of("3: column 'key': 'NaN' cannot be a key", "7: column 'key': 'x' is not a number"), faults);
    }

    @Test
    void joinsTheColumnsOfTheKey() throws IOException {
        read(
                "DATE,v,TIME\n10/14/2018,1,00:01\n10/14/2018,2,\n,3,00:02\n10/14/2018,4,23:59:30\n10/14/2018,5,1:00\n",
                "DATE",
                "TIME");
        assertEquals(
                List.of(
                        "E{DATE=2018-10-14T00:01:00Z, v=1}",
                        "E{DATE=2018-10-14T23:59:30Z, v=4}",
                        "E{DATE=2018-10-14T01:00:00Z, v=5}"),
                events);
        assertEquals(
                List.of("3: column 'DATE + TIME': the key is missing", "4: column 'DATE + TIME': the key is missing"),
                faults);
    }
}
