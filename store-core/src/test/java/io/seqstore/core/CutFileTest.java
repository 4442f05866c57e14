package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.TestEvents.Row;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.ColumnTotal;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventPart;
import io.seqstore.core.cursor.Probe;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody cuts a file short while a store has it open. Reads are compiled by then, and compiled code learns late that a
 * mapping has lost its file: every answer is right, or damage that names the file; never junk, an error of the JVM, or its
 * end. Other streams go on.
 */
class CutFileTest {
    private static final int EVENTS = 20_000;

    /** Rounds of reads before the cut: enough for the first compiler; some thousands for the second one too. */
    private static final int WARM_UP = Integer.getInteger("seqstore.cut.warmup", 300);

    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    @TempDir
    Path folder;

    /** Where the file ends afterwards. */
    private enum Cut {
        EMPTY,
        IN_THE_HEADER,
        AFTER_A_PAGE,
        IN_THE_MIDDLE,
        BY_A_PAGE,
        BY_EIGHT_BYTES;

        long of(long length) {
            return switch (this) {
                case EMPTY -> 0;
                case IN_THE_HEADER -> 30;
                case AFTER_A_PAGE -> 4096;
                case IN_THE_MIDDLE -> length / 2 + 77;
                case BY_A_PAGE -> length - 4096;
                case BY_EIGHT_BYTES -> length - 8;
            };
        }
    }

    private static Row row(long key) {
        return new Row(key, (int) key % 7, key * 0.37, "row " + key);
    }

    private static void fill(Stream stream) {
        List<Row> rows = new ArrayList<>();
        for (long key = 0; key < EVENTS; key++) {
            rows.add(row(key));
        }
        stream.insert(TestEvents.batch(stream.layout(), rows));
    }

    /** Reads in all the ways there are; each fails the test when its answer is wrong. */
    private static List<Consumer<Stream>> reads() {
        return List.of(
                CutFileTest::findsEvents,
                CutFileTest::findsNeighbours,
                CutFileTest::scansAPart,
                CutFileTest::addsUp,
                CutFileTest::readsFigures);
    }

    private static void findsEvents(Stream stream) {
        for (long key : new long[] {3, EVENTS / 2, EVENTS - 2}) {
            ColumnBatch found = new ColumnBatch(stream.layout(), 0);
            assertTrue(stream.find(key, Probe.AT, ColumnSet.ALL, found), "event " + key);
            assertEquals(List.of(row(key)), TestEvents.rows(found));
        }
    }

    private static void findsNeighbours(Stream stream) {
        ColumnBatch found = new ColumnBatch(stream.layout(), 0);
        assertTrue(stream.find(EVENTS / 3, Probe.BEFORE, ColumnSet.ALL, found));
        assertTrue(stream.find(EVENTS / 3, Probe.AFTER, ColumnSet.ALL, found));
        assertEquals(List.of(row(EVENTS / 3 - 1), row(EVENTS / 3 + 1)), TestEvents.rows(found));
    }

    private static void scansAPart(Stream stream) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            List<Row> rows =
                    TestEvents.read(snapshot, new KeyRange(EVENTS / 2 - 10, EVENTS / 2 + 9), Direction.ASCENDING);
            assertEquals(20, rows.size());
            rows.forEach(found -> assertEquals(row(found.key()), found));
        }
    }

    private static void addsUp(Stream stream) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            ColumnTotal total = new ColumnTotal();
            snapshot.total(new KeyRange(5_000, 7_000), 1, total);
            assertEquals(2_001, total.count());
        }
    }

    private static void readsFigures(Stream stream) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            long events = 0;
            for (EventPart part : snapshot.parts(KeyRange.ALL)) {
                if (part.blocks() != null) {
                    events += part.blocks().events(0, 1);
                    assertEquals(0, part.blocks().firstKey(0));
                }
            }
            assertEquals(1_024, events);
        }
    }

    private static Path segment(Path folder, int index) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList()
                    .get(index);
        }
    }

    private static void cut(Path file, Cut cut) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(cut.of(channel.size()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Cut.class)
    void aSegmentCutShortIsNamedAndOtherStreamsGoOn(Cut cut) throws IOException {
        Store store = Store.open(folder, OPTIONS);
        Stream one = TestEvents.stream(store, "one");
        fill(one);
        store.flush();
        Stream other = TestEvents.stream(store, "other");
        fill(other);
        store.flush();
        for (int i = 0; i < WARM_UP; i++) {
            reads().forEach(read -> read.accept(one));
        }
        String name = segment(folder, 0).getFileName().toString();
        cut(segment(folder, 0), cut);
        for (int i = 0; i < 50; i++) {
            for (Consumer<Stream> read : reads()) {
                DamagedStoreException damage = assertThrows(DamagedStoreException.class, () -> read.accept(one));
                assertEquals(name, damage.parameters().get("File"), damage.getMessage());
                assertTrue(Long.parseLong(damage.parameters().get("Offset")) >= 0, damage.getMessage());
                assertTrue(damage.getMessage().contains("stream"), damage.getMessage());
            }
            reads().forEach(read -> read.accept(other));
        }
        DamagedStoreException damage = assertThrows(DamagedStoreException.class, store::compact);
        assertEquals(name, damage.parameters().get("File"), damage.getMessage());
        one.insert(TestEvents.batch(one.layout(), List.of(row(EVENTS))));
        store.flush();
        reads().forEach(read -> read.accept(other));
        store.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Cut.class)
    void aSegmentThatWasNeverReadIsNamedToo(Cut cut) throws IOException {
        try (Store store = Store.open(folder, OPTIONS)) {
            fill(TestEvents.stream(store, "one"));
        }
        try (Store store = Store.open(folder, OPTIONS)) {
            String name = segment(folder, 0).getFileName().toString();
            cut(segment(folder, 0), cut);
            for (Consumer<Stream> read : reads()) {
                Stream one = store.stream("default", "one");
                DamagedStoreException damage = assertThrows(DamagedStoreException.class, () -> read.accept(one));
                assertEquals(name, damage.parameters().get("File"), damage.getMessage());
            }
        }
    }
}
