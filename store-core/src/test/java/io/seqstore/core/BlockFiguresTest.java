package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.ErasedRanges;
import io.seqstore.core.cursor.EventBlocks;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.core.statistics.ColumnStatistics;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a segment keeps of its blocks, and of groups of them. */
class BlockFiguresTest {
    private static final Manifest MANIFEST = new Manifest(1, 6, 7, 2, 1, List.of(3L), List.of(5L));
    private static final FileIdentity SEGMENT = MANIFEST.file(FileKind.SEGMENT, 5);
    private static final int BLOCKS = 17 * 16 + 3;
    private static final EventLayout LAYOUT = EventLayout.of(SdsType.object("T")
            .key("K", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.NULLABLE_DOUBLE)
            .property("Note", SdsTypeCode.STRING)
            .property("State", SdsTypeCode.INT32)
            .build());

    private final ForgetfulFolder folder = new ForgetfulFolder();

    /** Levels rise with the key; of every hundred the first is null; the state is 7 throughout. */
    private Segment segment(int events) {
        ColumnBatch batch = new ColumnBatch(LAYOUT, events);
        for (int i = 0; i < events; i++) {
            int row = batch.addRow(10L * i);
            if (i % 100 == 0) {
                batch.column(0).setNull(row);
            } else {
                batch.doubles(0)[row] = i;
            }
            batch.bytes(1).set(row, new byte[] {'n'});
            batch.longs(2)[row] = 7;
        }
        try (SegmentWriter writer = new SegmentWriter(folder, SEGMENT);
                BatchCursor cursor = new ArraySource(batch).scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            writer.writeStream(0, LAYOUT, cursor, ErasedRanges.NONE);
            writer.finish();
        }
        return Segment.open(folder, SEGMENT);
    }

    private static EventBlocks blocks(Segment segment) {
        EventBlocks blocks = segment.layer(0, LAYOUT).orElseThrow().blocks();
        assertNotNull(blocks);
        return blocks;
    }

    @Test
    void longStretchesAreGroups() {
        Segment segment = segment(BLOCKS * SegmentWriter.BLOCK_ROWS);
        EventBlocks blocks = blocks(segment);
        assertEquals(BLOCKS, blocks.count());
        assertEquals(256, blocks.stretchEnd(0, BLOCKS));
        assertEquals(16, blocks.stretchEnd(0, 255));
        assertEquals(1, blocks.stretchEnd(0, 15));
        assertEquals(2, blocks.stretchEnd(1, BLOCKS));
        assertEquals(272, blocks.stretchEnd(256, BLOCKS));
        assertEquals(273, blocks.stretchEnd(272, BLOCKS));
        segment.users().release();
    }

    @Test
    void figuresOfAGroupAreThoseOfItsEvents() {
        Segment segment = segment(BLOCKS * SegmentWriter.BLOCK_ROWS);
        EventBlocks blocks = blocks(segment);
        ColumnStatistics figures = new ColumnStatistics();
        int[][] stretches = {{0, 256}, {16, 32}, {256, 272}, {5, 6}, {274, 275}};
        for (int[] stretch : stretches) {
            int first = stretch[0] * SegmentWriter.BLOCK_ROWS;
            int end = stretch[1] * SegmentWriter.BLOCK_ROWS;
            assertTrue(blocks.statistics(0, stretch[0], stretch[1], figures));
            int nulls = (end + 99) / 100 - (first + 99) / 100;
            int smallest = first % 100 == 0 ? first + 1 : first;
            assertEquals(10L * first, figures.firstKey);
            assertEquals(10L * (end - 1), figures.lastKey);
            assertEquals(end - first, figures.events);
            assertEquals(nulls, figures.nulls);
            assertEquals(first % 100 == 0, figures.firstNull);
            assertEquals(smallest, Double.longBitsToDouble(figures.minimum));
            assertEquals(end - 1, Double.longBitsToDouble(figures.maximum));
            assertEquals(smallest, Double.longBitsToDouble(figures.first));
            assertEquals(end - 1, Double.longBitsToDouble(figures.last));
            assertTrue(figures.hasMoments);
            assertMean(first, end, figures);
        }
        segment.users().release();
    }

    private static void assertMean(int first, int end, ColumnStatistics figures) {
        double sum = 0;
        int pieces = 0;
        double known = Double.NaN;
        double start = Double.NaN;
        double weight = 0;
        for (int i = first; i < end; i++) {
            if (i % 100 != 0) {
                start = Double.isNaN(start) ? i : start;
                if (!Double.isNaN(known)) {
                    sum += (known + i) / 2;
                    pieces++;
                    weight += i - known == 1 ? 10 : 0;
                }
                known = i;
            }
        }
        assertEquals(sum / pieces, start + figures.mean, 1e-12 * sum / pieces);
        assertEquals(weight, figures.weight);
        assertEquals(weight / 10, figures.weightedPieces);
    }

    @Test
    void aColumnThatIsConstantHasFiguresToo() {
        Segment segment = segment(20 * SegmentWriter.BLOCK_ROWS);
        ColumnStatistics figures = new ColumnStatistics();
        assertTrue(blocks(segment).statistics(2, 0, 16, figures));
        assertEquals(7, figures.minimum);
        assertEquals(7, figures.maximum);
        assertEquals(0, figures.m2);
        assertEquals(10.0 * (16 * SegmentWriter.BLOCK_ROWS - 1), figures.weight);
        assertTrue(figures.hasMoments);
        segment.users().release();
    }

    @Test
    void byteRunsAndSingleBlocksHaveNone() {
        Segment segment = segment(20 * SegmentWriter.BLOCK_ROWS);
        assertFalse(blocks(segment).statistics(1, 0, 1, new ColumnStatistics()));
        segment.users().release();
        Segment small = segment(SegmentWriter.BLOCK_ROWS);
        assertFalse(blocks(small).statistics(0, 0, 1, new ColumnStatistics()));
        small.users().release();
    }

    /** Figures are read without looking at the block, so that they must be covered by the checksum of the directory. */
    @Test
    void aChangedFigureIsFound() {
        Segment whole = segment(20 * SegmentWriter.BLOCK_ROWS);
        long from = whole.find(0).orElseThrow().statisticsOffset();
        int length = whole.find(0).orElseThrow().statistics();
        assertTrue(length > 0);
        whole.users().release();
        byte[] bytes = folder.files().get(SEGMENT.fileName());
        for (int at = 0; at < length; at += 7) {
            byte[] changed = bytes.clone();
            changed[(int) from + at] ^= 0x10;
            folder.put(SEGMENT.fileName(), changed);
            Segment damaged = Segment.open(folder, SEGMENT);
            assertThrows(DamagedStoreException.class, () -> damaged.layer(0, LAYOUT), "byte " + at);
            damaged.users().release();
        }
    }
}
