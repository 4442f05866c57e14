package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.format.StreamEntry;
import io.seqstore.core.log.LogReader;
import io.seqstore.core.log.LogWriter;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentLayer;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryChange;
import io.seqstore.types.registry.RegistryChangeBytes;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/format.md are what the store writes, and what it reads. */
class FormatExampleTest {
    private static final long STORE_ID = 0x1122334455667788L;
    private static final Manifest MANIFEST = new Manifest(STORE_ID, 6, 7, 2, 1, List.of(3L), List.of(5L));
    private static final FileIdentity LOG = MANIFEST.file(FileKind.LOG, 2);
    private static final FileIdentity SEGMENT = MANIFEST.file(FileKind.SEGMENT, 5);
    private static final int ORDINAL = 0;
    private static final int OTHER_ORDINAL = 1;

    private static final EventLayout PUMP = EventLayout.of(SdsType.object("Pump")
            .key("Time", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.DOUBLE)
            .property("Note", SdsTypeCode.STRING)
            .build());

    private static final Pattern ZEROS = Pattern.compile("([0-9a-f]{4})  00 x (\\d+)(?:  .*)?");
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{4})  ((?:[0-9a-f]{2} )*[0-9a-f]{2})(?:  .*)?");

    private final Map<String, byte[]> documented = readExamples();

    /** The examples by file name: fenced blocks that begin with {@code ```hex NAME}. */
    private static Map<String, byte[]> readExamples() {
        Map<String, byte[]> examples = new TreeMap<>();
        String name = null;
        ByteOutput bytes = new ByteOutput(256);
        try {
            for (String line : Files.readAllLines(Path.of("..", "docs", "format.md"))) {
                if (line.startsWith("```hex ")) {
                    name = line.substring("```hex ".length());
                    bytes.reset();
                } else if (line.equals("```") && name != null) {
                    byte[] example = new byte[bytes.length()];
                    System.arraycopy(bytes.bytes(), 0, example, 0, example.length);
                    examples.put(name, example);
                    name = null;
                } else if (name != null) {
                    addLine(line, bytes);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return examples;
    }

    private static void addLine(String line, ByteOutput bytes) {
        Matcher zeros = ZEROS.matcher(line);
        Matcher matcher = zeros.matches() ? zeros : LINE.matcher(line);
        assertTrue(zeros.matches() || matcher.matches(), "not a line of a dump: " + line);
        assertEquals(bytes.length(), Integer.parseInt(matcher.group(1), 16), "the offset of: " + line);
        byte[] part = zeros.matches()
                ? new byte[Integer.parseInt(zeros.group(2))]
                : HexFormat.ofDelimiter(" ").parseHex(matcher.group(2));
        bytes.putBytes(part, 0, part.length);
    }

    private static ColumnBatch threeEvents() {
        ColumnBatch batch = new ColumnBatch(PUMP, 0);
        add(batch, 10, 1.0, "on");
        add(batch, 20, 2.0, null);
        add(batch, 30, 4.0, "off");
        return batch;
    }

    private static void add(ColumnBatch batch, long key, double level, String note) {
        int row = batch.addRow(key);
        ((DoubleColumn) batch.column(0)).set(row, level);
        if (note == null) {
            batch.column(1).setNull(row);
        } else {
            batch.bytes(1).set(row, note.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] writeLog(ForgetfulFolder folder) {
        try (LogWriter log = LogWriter.create(folder, LOG, 1, false)) {
            ByteOutput record = new ByteOutput(64);
            LogWriter.begin(record);
            new BlockCodec().encode(threeEvents(), 0, 3, true, record);
            log.awaitForced(log.append(RecordKind.EVENTS, ORDINAL, record));
            LogWriter.begin(record);
            record.putLong(20);
            log.append(RecordKind.KEYS_REMOVED, ORDINAL, record);
            LogWriter.begin(record);
            record.putLong(25);
            record.putLong(99);
            log.append(RecordKind.RANGE_REMOVED, ORDINAL, record);
        }
        return folder.files().get(LOG.fileName());
    }

    private static byte[] writeSegment(ForgetfulFolder folder) {
        try (SegmentWriter writer = new SegmentWriter(folder, SEGMENT);
                BatchCursor cursor =
                        new ArraySource(threeEvents()).scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            writer.writeStream(ORDINAL, PUMP, cursor, ErasedRanges.NONE.plus(new KeyRange(15, 25), true));
            ColumnBatch one = new ColumnBatch(PUMP, 0);
            add(one, 10, 1.0, "on");
            writer.writeStream(OTHER_ORDINAL, one);
            writer.finish();
        }
        return folder.files().get(SEGMENT.fileName());
    }

    private static byte[] writeManifest(ForgetfulFolder folder) {
        ManifestFile.write(folder, MANIFEST);
        return folder.files().get(FileKind.MANIFEST.fileName(MANIFEST.number()));
    }

    private static void assertSameBytes(byte[] expected, byte[] found) {
        assertEquals(lines(expected), lines(found));
    }

    private static String lines(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            text.append(String.format("%04x  ", at))
                    .append(HexFormat.ofDelimiter(" ").formatHex(bytes, at, Math.min(bytes.length, at + 16)))
                    .append('\n');
        }
        return text.toString();
    }

    private byte[] documented(String name) {
        byte[] bytes = documented.get(name);
        assertTrue(bytes != null, "docs/format.md has no example " + name + ", only " + documented.keySet());
        return bytes;
    }

    @Test
    void theLogIsWrittenAsDocumented() {
        assertSameBytes(documented(LOG.fileName()), writeLog(new ForgetfulFolder()));
    }

    @Test
    void changesOfTheRegistryAreWrittenAndReadAsDocumented() {
        String namespace = Registry.DEFAULT_NAMESPACE;
        Instant created = Ticks.toInstant(7);
        SdsType type = SdsType.builder(SdsTypeCode.OBJECT)
                .id("T")
                .key("K", SdsTypeCode.INT64)
                .build();
        Map<String, RegistryChange> examples = Map.of(
                "created-type",
                new RegistryChange.TypesCreated(namespace, List.of(type), created),
                "created-stream",
                new RegistryChange.StreamsCreated(
                        namespace,
                        List.of(new RegistryChange.StreamCreated(namespace, 5, SdsStream.of("Ab", "T"), created))));
        examples.forEach((name, change) -> {
            assertSameBytes(documented(name), RegistryChangeBytes.encode(change));
            assertEquals(change, RegistryChangeBytes.decode(documented(name)));
        });
    }

    @Test
    void rowsOfManyStreamsAreWrittenAndReadAsDocumented() {
        byte[] example = documented("rows-of-two-streams");
        int[] ordinals = {0, 0, 1};
        ByteOutput body = new ByteOutput(64);
        new StreamRowsCodec().encode(ordinals, threeEvents(), new BlockCodec(), body);
        assertSameBytes(example, Arrays.copyOf(body.bytes(), body.length()));
        byte[] bytes = Arrays.copyOf(example, example.length + ByteOutput.SLACK);
        assertEquals(3, StreamRowsCodec.rows(bytes, 0, example.length));
        assertArrayEquals(ordinals, StreamRowsCodec.decodeOrdinals(bytes, 0, example.length, 0, 3));
        assertArrayEquals(new int[] {0, 1}, StreamRowsCodec.decodeOrdinals(bytes, 0, example.length, 1, 3));
        ColumnBatch batch = new ColumnBatch(PUMP, 0);
        StreamRowsCodec.decodeRows(bytes, 0, example.length, 0, 3, batch, new BlockCodec());
        assertEquals("10 1.0 on, 20 2.0 null, 30 4.0 off, ", describe(batch, 0, batch.count()));
    }

    @Test
    void theSegmentIsWrittenAsDocumented() {
        assertSameBytes(documented(SEGMENT.fileName()), writeSegment(new ForgetfulFolder()));
    }

    @Test
    void theManifestIsWrittenAsDocumented() {
        assertSameBytes(
                documented(FileKind.MANIFEST.fileName(MANIFEST.number())), writeManifest(new ForgetfulFolder()));
    }

    @Test
    void theDocumentedLogIsRead() {
        ForgetfulFolder folder = new ForgetfulFolder();
        folder.put(LOG.fileName(), documented(LOG.fileName()));
        List<String> found = new ArrayList<>();
        try (ReadableFile file = folder.open(LOG.fileName())) {
            LogReader.Outcome outcome = LogReader.read(file, LOG, 1, record -> {
                String body;
                if (record.kind() == RecordKind.EVENTS) {
                    ColumnBatch batch = new ColumnBatch(PUMP, 0);
                    new BlockCodec().decode(record.bytes(), record.from(), record.length(), batch, column -> true);
                    body = describe(batch, 0, batch.count());
                } else {
                    List<Long> keys = new ArrayList<>();
                    for (int at = 0; at < record.length(); at += Long.BYTES) {
                        keys.add(LittleEndian.getLong(record.bytes(), record.from() + at));
                    }
                    body = keys.toString();
                }
                found.add(record.sequence() + " " + record.kind() + " of " + record.ordinal() + ": " + body);
            });
            assertEquals(new LogReader.Outcome(3, 4, 0), outcome);
        }
        assertEquals(
                List.of(
                        "1 EVENTS of 0: 10 1.0 on, 20 2.0 null, 30 4.0 off, ",
                        "2 KEYS_REMOVED of 0: [20]",
                        "3 RANGE_REMOVED of 0: [25, 99]"),
                found);
    }

    @Test
    void theDocumentedSegmentIsRead() {
        ForgetfulFolder folder = new ForgetfulFolder();
        folder.put(SEGMENT.fileName(), documented(SEGMENT.fileName()));
        Segment segment = Segment.open(folder, SEGMENT);
        try {
            assertEquals(4, segment.events());
            StreamEntry entry = segment.find(ORDINAL).orElseThrow();
            assertEquals(10, entry.firstKey());
            assertEquals(30, entry.lastKey());
            SegmentLayer layer = segment.layer(ORDINAL, PUMP).orElseThrow();
            assertEquals(1, layer.erased().size());
            assertEquals(15, layer.erased().get(0).from().head());
            assertEquals(25, layer.erased().get(0).to().head());
            try (BatchCursor cursor = layer.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
                assertTrue(cursor.advance());
                assertEquals(
                        "10 1.0 on, 20 2.0 null, 30 4.0 off, ", describe(cursor.batch(), cursor.from(), cursor.to()));
            }
            SegmentLayer other = segment.layer(OTHER_ORDINAL, PUMP).orElseThrow();
            assertTrue(other.erased().isEmpty());
            try (BatchCursor cursor = other.scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
                assertTrue(cursor.advance());
                assertEquals("10 1.0 on, ", describe(cursor.batch(), cursor.from(), cursor.to()));
            }
        } finally {
            segment.users().release();
        }
    }

    @Test
    void theDocumentedManifestIsRead() {
        ForgetfulFolder folder = new ForgetfulFolder();
        String name = FileKind.MANIFEST.fileName(MANIFEST.number());
        folder.put(name, documented(name));
        assertEquals(MANIFEST, ManifestFile.findNewest(folder).orElseThrow());
    }

    private static String describe(ColumnBatch batch, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int row = from; row < to; row++) {
            String note = batch.column(1).isNull(row)
                    ? "null"
                    : new String(batch.bytes(1).get(row), StandardCharsets.UTF_8);
            text.append(batch.key(row))
                    .append(' ')
                    .append(batch.doubles(0)[row])
                    .append(' ')
                    .append(note)
                    .append(", ");
        }
        return text.toString();
    }
}
